package shop.cvm.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shop.cvm.catalog.OsType;

class HostNamesTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LINUX   | web                                                          |",
                "LINUX   | web.example-2.com                                            |",
                "LINUX   | 12                                                           |",
                "LINUX   | a                                                            | LENGTH",
                "LINUX   | ab                                                           |",
                "LINUX   | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa |",
                "LINUX   | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab| LENGTH",
                "LINUX   | -web                                                         | SEPARATORS",
                "LINUX   | web-                                                         | SEPARATORS",
                "LINUX   | .web                                                         | SEPARATORS",
                "LINUX   | web.                                                         | SEPARATORS",
                "LINUX   | web--1                                                       | SEPARATORS",
                "LINUX   | web..1                                                       | SEPARATORS",
                "LINUX   | web.-1                                                       | SEPARATORS",
                "LINUX   | web_1                                                        | CHARACTERS",
                "LINUX   | web 1                                                        | CHARACTERS",
                "LINUX   | wéb                                                          | CHARACTERS",
                "LINUX   | web{1}                                                       | CHARACTERS",
                "LINUX   | {IP}                                                         |",
                "LINUX   | n-{IP}.example                                               |",
                "WINDOWS | web                                                          |",
                "WINDOWS | web-1                                                        |",
                "WINDOWS | web.example                                                  | CHARACTERS",
                "WINDOWS | a                                                            | LENGTH",
                "WINDOWS | abcdefghijklmno                                              |",
                "WINDOWS | abcdefghijklmnop                                             | LENGTH",
                "WINDOWS | 2026                                                         | DIGITS",
                "WINDOWS | {R:2026}                                                     | DIGITS",
                "WINDOWS | web--1                                                       | SEPARATORS",
                "WINDOWS | {IP}                                                         |",
                "WINDOWS | n-{IP}                                                       | LENGTH",
            })
    void aHostNameKeepsTheRulesOfItsOperatingSystem(OsType osType, String name, HostNameFault fault) {
        assertThat(new HostNames(name, 1).fault(osType).orElse(null)).isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "web            | 1 | web            | web",
                "web            | 3 | web1           | web3",
                "web-{R:3}      | 3 | web-3          | web-5",
                "web-{R:8,F:2}  | 3 | web-08         | web-10",
                "{R:1}.n{R:5}   | 2 | 1.n5           | 2.n6",
                "n-{IP}         | 2 | n-{IP}         | n-{IP}",
                "n{R:1}-{IP}    | 2 | n1-{IP}        | n2-{IP}",
            })
    void severalMachinesAreNumberedUnlessTheirAddressesTellThemApart(
            String pattern, int count, String first, String last) {
        HostNames names = new HostNames(pattern, count);

        assertThat(names.name(0)).isEqualTo(first);
        assertThat(names.name(count - 1)).isEqualTo(last);
    }

    @Test
    void theNumbersOfSeveralMachinesCountForTheLength() {
        assertThat(new HostNames("abcdefghijklmn", 9).fault(OsType.WINDOWS)).isEmpty();
        assertThat(new HostNames("abcdefghijklmn", 10).fault(OsType.WINDOWS)).contains(HostNameFault.LENGTH);
        assertThat(new HostNames("abcdefghijklm{R:99}", 1).fault(OsType.WINDOWS))
                .isEmpty();
        assertThat(new HostNames("abcdefghijklm{R:99}", 2).fault(OsType.WINDOWS))
                .contains(HostNameFault.LENGTH);
    }

    @Test
    void noHostNameBreaksNoRuleAndStaysNone() {
        HostNames none = new HostNames("", 3);

        assertThat(none.fault(OsType.WINDOWS)).isEmpty();
        assertThat(none.name(2)).isEmpty();
    }

    @Test
    void theAddressStandsInTheNameWithHyphensOnceItIsKnown() {
        assertThat(HostNames.addressed("n-{IP}.example", "172.16.0.9")).isEqualTo("n-172-16-0-9.example");
        assertThat(HostNames.addressed("n-{IP}", null)).isEqualTo("n-{IP}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LINUX   | 1  | my_web server | my-web-server",
                "LINUX   | 1  | -web.         | web",
                "LINUX   | 1  | web{1}        | web-1",
                "LINUX   | 2  | web_{R:3}     | web-{R:3}",
                "LINUX   | 1  | 网站           | ''",
                "WINDOWS | 1  | web.example   | web-example",
                "WINDOWS | 1  | abcdefghijklmnopqr | abcdefghijklmno",
                "WINDOWS | 10 | abcdefghijklmno | abcdefghijklm",
                "WINDOWS | 1  | 2026          | ''",
            })
    void whatBreaksARuleHasANearestNameThatBreaksNone(OsType osType, int count, String entered, String nearest) {
        assertThat(new HostNames(entered, count).nearest(osType)).isEqualTo(nearest);
    }

    @Test
    void whateverIsEnteredItsNearestNameCanBeHad() {
        SplittableRandom random = new SplittableRandom(7);
        String alphabet = "aB3.-_{}:,FRIP é";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder entered = new StringBuilder();
            for (int length = random.nextInt(80); length > 0; length--) {
                int next = random.nextInt(alphabet.length() + 3);
                entered.append(
                        next < alphabet.length() ? "" + alphabet.charAt(next) : next % 2 == 0 ? "{R:9}" : "{IP}");
            }
            OsType osType = random.nextBoolean() ? OsType.WINDOWS : OsType.LINUX;
            int count = 1 + random.nextInt(100);

            String nearest = new HostNames(entered.toString(), count).nearest(osType);

            assertThat(new HostNames(nearest, count).fault(osType))
                    .as("%s for %s machines with %s", nearest, count, osType)
                    .isEmpty();
        }
    }
}
