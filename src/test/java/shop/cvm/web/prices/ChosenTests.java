package shop.cvm.web.prices;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChosenTests {

    private static final List<String> REGIONS =
            List.of("ap-guangzhou", "ap-shanghai", "ap-shanghai-fsi", "na-siliconvalley", "eu-frankfurt");

    @ParameterizedTest
    @ValueSource(strings = {"ap-shanghai", "AP-Shanghai"})
    void whatIsAskedForByItsNameIsShownWithoutANote(String asked) {
        assertThat(chosen(asked)).isEqualTo(new Chosen<>("ap-shanghai", null));
    }

    @ParameterizedTest
    @CsvSource({
        "ap-shangai, ap-shanghai",
        "ap-shanghai-2, ap-shanghai",
        "ap-shanghai-fsi-1, ap-shanghai-fsi",
        "na-silicon-valley, na-siliconvalley",
        "eu-frankfrut, eu-frankfurt",
    })
    void whatIsMisspeltLeadsToTheNearestNameAndSaysSo(String asked, String nearest) {
        assertThat(chosen(asked)).isEqualTo(new Chosen<>(nearest, asked));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "us-east-1", "'; drop table", "<script>", "广州塔"})
    void whatResemblesNothingLeadsToTheUsualAndSaysSo(String asked) {
        assertThat(chosen(asked)).isEqualTo(new Chosen<>("ap-guangzhou", asked));
    }

    @Test
    void nothingAskedForLeadsToTheUsualWithoutANote() {
        assertThat(chosen(null)).isEqualTo(new Chosen<>("ap-guangzhou", null));
    }

    private static Chosen<String> chosen(@Nullable String asked) {
        return Chosen.from(REGIONS, asked, List::of, "ap-guangzhou");
    }
}
