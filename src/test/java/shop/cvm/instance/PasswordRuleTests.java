package shop.cvm.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import shop.cvm.catalog.OsType;

class PasswordRuleTests {

    @ParameterizedTest
    @CsvSource({
        "LINUX, abcd1234",
        "LINUX, ABCDEFGHIJKLMNOPQRSTUVWXYZ1234",
        "LINUX, abc/____",
        "LINUX, ABCD1234",
        "LINUX, abcdABCD",
        "LINUX, abcd----",
        "LINUX, ABCD----",
        "LINUX, 1234----",
        "LINUX, Administrator1",
        "WINDOWS, Abcdefgh1234",
        "WINDOWS, abcdefgh-123",
        "WINDOWS, ABCDEFGH-123",
        "WINDOWS, abcdEFGH----",
        "WINDOWS, ABCDEFGHIJKLMNopqrstuvwxyz1234",
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
        "LINUX, 12345678, CLASSES",
        "LINUX, --------, CLASSES",
        "LINUX, abcd\"1234, CHARACTERS",
        "WINDOWS, Abcdefg1234, LENGTH",
        "WINDOWS, ABCDEFGHIJKLMNopqrstuvwxyz12345, LENGTH",
        "WINDOWS, /bcdefgh1234, LEADING_SLASH",
        "WINDOWS, Abcdefgh1234é, CHARACTERS",
        "WINDOWS, ABCDEFGH----, CLASSES",
        "WINDOWS, abcdefgh1234, CLASSES",
        "WINDOWS, aDMINISTRATOR123, CONTAINS_USER",
    })
    void aPasswordThatBreaksARuleIsRefusedForThatRule(OsType os, String password, PasswordFault fault) {
        assertThat(PasswordRule.of(os).faults(password)).containsExactly(fault);
    }

    @ParameterizedTest
    @EnumSource(PasswordRule.class)
    void everySpecialCharacterOfTheListMayBeInAPasswordAndNoOther(PasswordRule rule) {
        String specials = "()`~!@#$%^&*-+=_|{}[]:;'<>,.?/";
        for (char character = ' '; character <= '~'; character++) {
            boolean allowed = Character.isLetterOrDigit(character) || specials.indexOf(character) >= 0;
            assertThat(rule.faults("Abcdefg-1234" + character).contains(PasswordFault.CHARACTERS))
                    .as("%s", character)
                    .isNotEqualTo(allowed);
        }
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
