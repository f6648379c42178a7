package shop.cvm.web.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shop.cvm.catalog.ChargeType;

class QueryTextTests {

    @Test
    void valuesAreDecodedAndTheLastOfANameCounts() {
        var query = new QueryText("name=web+%7BR%3A1%7D&sort=vcpu&sort=month-desc&dataDisks%5B0%5D.size=20");

        assertThat(query.text("name")).isEqualTo("web {R:1}");
        assertThat(query.text("sort")).isEqualTo("month-desc");
        assertThat(query.number("dataDisks[0].size", 0)).isEqualTo(20);
    }

    @Test
    void whatIsNoEscapeStaysAsItIsWritten() {
        var query = new QueryText("a=100%&b=%zz&c=%4&d=%E4%B8%AD&e=%ff%fe&%=x&=y&&f");

        assertThat(query.text("a")).isEqualTo("100%");
        assertThat(query.text("b")).isEqualTo("%zz");
        assertThat(query.text("c")).isEqualTo("%4");
        assertThat(query.text("d")).isEqualTo("中");
        assertThat(query.text("e")).isEqualTo("\ufffd\ufffd");
        assertThat(query.text("f")).isNull();
    }

    @Test
    void blanksAroundAValueAndControlCharactersInItAreDropped() {
        assertThat(new QueryText("name=+%09a%00b%0d%0ac+").text("name")).isEqualTo("abc");
        assertThat(new QueryText("name=+%0a").text("name")).isNull();
        assertThat(new QueryText(null).text("name")).isNull();
    }

    @Test
    void aVeryLongValueIsCut() {
        assertThat(new QueryText("name=" + "x".repeat(10_000)).text("name")).hasSize(QueryText.MAX_LENGTH);
    }

    @ParameterizedTest
    @CsvSource({
        "5, 5",
        "-3, -3",
        "007, 7",
        "2.5, 3",
        "2.4, 2",
        "99999999999, 2147483647",
        "-99999999999999999999999999, -2147483648",
        "99999999999999999999999999, 2147483647",
        "1e9, 42",
        "0x10, 42",
        "five, 42",
        "'', 42",
    })
    void aNumberIsRoundedAndBoundedAndAnythingElseIsNone(String sent, int read) {
        assertThat(new QueryText("count=" + sent).number("count", 42)).isEqualTo(read);
    }

    @Test
    void aChoiceIsTakenByItsExactNameOnly() {
        assertThat(choice("POSTPAID_BY_HOUR")).isEqualTo(ChargeType.POSTPAID_BY_HOUR);
        assertThat(choice("postpaid_by_hour")).isEqualTo(ChargeType.PREPAID);
        assertThat(choice("")).isEqualTo(ChargeType.PREPAID);
    }

    private static ChargeType choice(String value) {
        return new QueryText("chargeType=" + value).choice("chargeType", ChargeType.class, ChargeType.PREPAID);
    }
}
