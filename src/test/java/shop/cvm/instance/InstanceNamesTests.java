package shop.cvm.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceNamesTests {

    @Test
    void oneMachineIsCalledExactlyAsWritten() {
        assertThat(names("web", 1)).containsExactly("web");
        assertThat(names("  web ", 1)).containsExactly("web");
    }

    @Test
    void severalMachinesAreNumberedFromOne() {
        assertThat(names("web-", 3)).containsExactly("web-1", "web-2", "web-3");
    }

    @Test
    void aPatternCountsFromItsNumber() {
        assertThat(names("web-{R:3}", 2)).containsExactly("web-3", "web-4");
        assertThat(names("web-{R:3}", 1)).containsExactly("web-3");
        assertThat(names("a{R:1}b{R:9}", 2)).containsExactly("a1b9", "a2b10");
    }

    @Test
    void aPatternWithAWidthFillsUpWithZerosAndNeverCutsOff() {
        assertThat(names("web-{R:8,F:2}", 3)).containsExactly("web-08", "web-09", "web-10");
        assertThat(names("web-{R:99,F:2}", 2)).containsExactly("web-99", "web-100");
        assertThat(names("web-{R:7,F:0}", 1)).containsExactly("web-7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{R}", "{R:}", "{R:x}", "{r:1}", "{R:1,F:9}", "{R:1", "{IP}", "$1\\"})
    void whatIsNoPatternIsPlainText(String name) {
        assertThat(names(name, 1)).containsExactly(name);
        assertThat(names(name, 2)).containsExactly(name + "1", name + "2");
    }

    @Test
    void noNameStaysNoName() {
        assertThat(names("", 2)).containsExactly("", "");
    }

    private static List<String> names(String pattern, int count) {
        InstanceNames names = new InstanceNames(pattern, count);
        return IntStream.range(0, count).mapToObj(names::name).toList();
    }
}
