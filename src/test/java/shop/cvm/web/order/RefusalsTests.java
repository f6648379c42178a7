package shop.cvm.web.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import shop.cvm.ShopTest;
import shop.cvm.catalog.CatalogFixture;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.InvalidSpec;
import shop.cvm.catalog.Specs;
import shop.cvm.web.Problems;

@ShopTest
class RefusalsTests {

    @Autowired
    Refusals refusals;

    @Autowired
    MessageSource messages;

    @Test
    void everyFaultOfWhatIsNotSoldIsToldWithWhatIsAllowed() {
        InstanceSpec spec = Specs.withNetwork(
                Specs.withDisks(Specs.prepaid(), new Disk("CLOUD_PREMIUM", 501)), InternetChargeType.BANDWIDTH, 1001);
        Problems problems = new Problems();

        refusals.tell(new InvalidSpec(CatalogFixture.snapshot().check(spec, 101)), problems);

        assertThat(told(problems, Locale.ENGLISH))
                .hasSize(4)
                .contains(
                        "A quantity of 101 is outside the range of 1–100.",
                        "A disk cannot have 501 GB here. Range and step in GB: 50–500.",
                        "A bandwidth of 1001 Mbps is outside the range of 0–1000.");
        assertThat(told(problems, Locale.CHINESE)).contains("带宽 1001 Mbps 超出范围 0–1000。");
    }

    private List<String> told(Problems problems, Locale locale) {
        return problems.list().stream()
                .map(problem ->
                        messages.getMessage(problem.key(), problem.arguments().toArray(), locale))
                .toList();
    }
}
