package shop.cvm.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTests {

    private static final String FOREIGN_IN_CSS = "(?i)url\\(\\s*['\"]?(data:|https?:|//)|@import";

    @Test
    void everyTemplateTakesItsWordsFromTheBundlesAndHoldsNothingInline() {
        assertThat(SourceTree.below("src/main/resources/templates", ".html"))
                .allSatisfy(template -> assertThat(Template.faults(SourceTree.text(template)))
                        .as(template.toString())
                        .isEmpty());
    }

    /** Thymeleaf puts in the fragment before it looks at a condition on the same element, which then counts for nothing. */
    @Test
    void noConditionStandsBesideTheFragmentItIsMeantFor() {
        assertThat(SourceTree.below("src/main/resources/templates", ".html")).allSatisfy(template -> assertThat(
                        Jsoup.parse(SourceTree.text(template), "", Parser.xmlParser()).getAllElements().stream()
                                .filter(element -> element.hasAttr("th:replace") || element.hasAttr("th:insert"))
                                .filter(element -> element.hasAttr("th:if")
                                        || element.hasAttr("th:unless")
                                        || element.hasAttr("th:each")))
                .as(template.toString())
                .isEmpty());
    }

    @Test
    void everyStylesheetAsksOnlyTheShopsOwnHost() {
        assertThat(SourceTree.below("src/main/resources/static", ".css"))
                .allSatisfy(sheet ->
                        assertThat(SourceTree.text(sheet)).as(sheet.toString()).doesNotContainPattern(FOREIGN_IN_CSS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@import url(\"tabler.css\");",
                ".a { background: url(data:image/png;base64,AA==) }",
                ".a { background: url('https://fonts.example/a.woff2') }",
                ".a { background: url(//fonts.example/a.woff2) }",
            })
    void aStylesheetThatAsksAnotherHostIsFound(String css) {
        assertThat(css).containsPattern(FOREIGN_IN_CSS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<h1 th:text='#{order.title}'>Sample</h1>",
                "<p>[[#{order.count(${n})}]] · [[${@show.total(order.total)}]] × 3</p>",
                "<!-- a remark --><p th:remove='all'>Sample <b>row</b></p>",
                "<img alt='' th:src='@{/logo.svg}'><input placeholder='…'>",
                "<a th:aria-label='#{order.open}' th:href=\"@{/orders/{n}(n=${order.number})}\"></a>",
                "<span th:text=\"${state} == 'PAID' ? #{order.paid} : '–'\"></span>",
                "<html xmlns:th='http://www.thymeleaf.org'><script th:src='@{/shop.js}' defer></script></html>",
                "<button type='submit' th:text='#{order.pay}'></button>",
                "<meta name='description' th:content='#{order.title}'><meta name='viewport' content='width=device-width'>",
                "<table><tr th:each='o : ${orders}'><th:block th:text='${o.number}'/></tr></table>",
            })
    void aTemplateThatFollowsTheRulesHasNoFault(String html) {
        assertThat(Template.faults(html)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    bare text                | <h1>Orders</h1>
                    bare text                | <p>总计 [[${total}]]</p>
                    bare text                | <p>[[${paid} ? 'Yes' : 'No']]</p>
                    bare text                | <p th:text="'Total ' + ${total}"></p>
                    bare text                | `<p th:text="|Total ${total}|"></p>`
                    bare text                | <p th:text="${a} == 'x' ? 'Paid' : #{order.unpaid}"></p>
                    bare text in title       | <a title="Open"></a>
                    bare text in aria-label  | <button aria-label="Close"></button>
                    bare text in placeholder | <input placeholder="E-mail">
                    bare text in alt         | <img alt="Logo" src="/logo.svg">
                    bare text in content     | <meta name="description" content="A shop">
                    bare text in value       | <input type="submit" value="Pay">
                    bare text in th:title    | <a th:title="'Open'"></a>
                    inline style element     | <style>p { color: red }</style>
                    inline script            | <script>go()</script>
                    inline style             | <p style="color: red"></p>
                    inline th:style          | <p th:style="${s}"></p>
                    inline onclick           | <p onclick="go()"></p>
                    inline th:onclick        | <p th:onclick="${s}"></p>
                    inline hx-on:click       | <p hx-on:click="go()"></p>
                    data or script           | <img alt="" src="data:image/png;base64,AA==">
                    data or script           | <a href="javascript:go()"></a>
                    another host             | <script src="https://cdn.example/a.js"></script>
                    another host             | <img alt="" th:src="@{http://cdn.example/a.png}">
                    another host             | <link rel="stylesheet" href="//cdn.example/a.css">
                    """)
    void everyFaultOfATemplateIsFoundWithItsLine(String fault, String html) {
        assertThat(Template.faults("\n" + html))
                .isNotEmpty()
                .first()
                .asString()
                .startsWith("line 2:")
                .contains(fault);
    }
}
