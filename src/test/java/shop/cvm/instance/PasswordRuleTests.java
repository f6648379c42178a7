package shop.cvm.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shop.cvm.catalog.OsType;

class PasswordRuleTests {

    @ParameterizedTest
    @CsvSource({
        "LINUX, abcd1234",
        "LINUX, ABCDEFGHIJKLMNOPQRSTUVWXYZ1234",
        "LINUX, abc/____",
        "WINDOWS, Abcdefgh1234",
        "WINDOWS, abcdefgh-123",
    })
    void aPasswordThatKeepsTheRulesIsTaken(OsType os, String password) {
        assertThat(PasswordRule.of(os).faults(password)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "LINUX, abcd123, LENGTH",
        "LINUX, ABCDEFGHIJKLMNOPQRSTUVWXYZ12345, LENGTH",
        "LINUX, abcdefgh, CLASSES",
        "LINUX, /bcd1234, LEADING_SLASH",
        "LINUX, abcd1234é, CHARACTERS",
        "LINUX, abcd 1234, CHARACTERS",
        "LINUX, abcd\\1234, CHARACTERS",
        "WINDOWS, Abcdefg1234, LENGTH",
        "WINDOWS, abcdefgh1234, CLASSES",
        "WINDOWS, aDMINISTRATOR123, CONTAINS_USER",
    })
    void aPasswordThatBreaksARuleIsRefusedForThatRule(OsType os, String password, PasswordFault fault) {
        assertThat(PasswordRule.of(os).faults(password)).containsExactly(fault);
    }

    @Test
    void everyFaultIsToldAtOnce() {
        assertThat(PasswordRule.of(OsType.WINDOWS).faults("/ä"))
                .containsExactlyInAnyOrder(
                        PasswordFault.LENGTH,
                        PasswordFault.CHARACTERS,
                        PasswordFault.CLASSES,
                        PasswordFault.LEADING_SLASH);
    }

    @RepeatedTest(200)
    void aRandomPasswordIsGoodForEveryOperatingSystem() {
        String password = PasswordRule.random();
        assertThat(Stream.of(OsType.values()).map(PasswordRule::of))
                .allSatisfy(rule -> assertThat(rule.faults(password)).isEmpty());
        assertThat(password).hasSize(16).isNotEqualTo(PasswordRule.random());
    }
}
