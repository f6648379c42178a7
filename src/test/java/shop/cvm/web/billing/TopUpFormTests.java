package shop.cvm.web.billing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import shop.cvm.money.Cny;
import shop.cvm.payment.WalletKind;

class TopUpFormTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"100|100", "99.5|99.50", " 0.01 |0.01", "1,234.50|1234.50", "1,000,000|1000000", "007|7"})
    void anAmountIsReadAsPeopleWriteIt(String typed, String amount) {
        assertThat(amount(typed).money()).contains(Cny.of(amount));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "abc",
                "1e999",
                "1e3",
                "-1",
                "+1",
                "1.234",
                "1,5",
                "1,23",
                ",1",
                "1.",
                ".5",
                "0x10",
                "NaN",
                "Infinity",
                "9999999999999",
                "1\0",
                "１００",
                "¥100",
                "1 000"
            })
    void whatCannotBeReadAsAnAmountIsNone(String typed) {
        assertThat(amount(typed).money()).isEmpty();
    }

    @Test
    void longGarbageIsNone() {
        assertThat(amount("9".repeat(10_000)).money()).isEmpty();
        assertThat(new TopUpForm("1", "x".repeat(10_000), "1".repeat(10_000)).walletKind())
                .isEmpty();
        assertThat(new TopUpForm("1", "", "1".repeat(10_000)).orderNumber()).isEmpty();
    }

    @Test
    void anOrderIsNamedByItsDigits() {
        assertThat(new TopUpForm("", "", "202611231085164081137").orderNumber()).contains("202611231085164081137");
        assertThat(new TopUpForm("", "", "../evil").orderNumber()).isEmpty();
    }

    @Test
    void aWalletIsNamedByItsName() {
        assertThat(new TopUpForm("", "WECHAT_PAY", "").walletKind()).contains(WalletKind.WECHAT_PAY);
        assertThat(new TopUpForm("", "wechat_pay", "").walletKind()).isEmpty();
    }

    private static TopUpForm amount(String typed) {
        return new TopUpForm(typed, "WECHAT_PAY", "");
    }
}
