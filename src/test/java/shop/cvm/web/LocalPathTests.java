package shop.cvm.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPathTests {

    @Test
    void aPathOfThisShopKeepsItsQuery() {
        assertThat(LocalPath.of("/orders?page=2&x=%5B")).isEqualTo("/orders?page=2&x=%5B");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "orders",
                "//evil.example",
                "/\\evil.example",
                "/\t/evil.example",
                "https://evil.example",
                "javascript:alert(1)",
                "/a\r\nSet-Cookie: b=c",
                "/路"
            })
    void everythingElseLeadsToThePurchasePage(String wanted) {
        assertThat(LocalPath.of(wanted)).isEqualTo("/");
    }
}
