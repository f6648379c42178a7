package shop.cvm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How parameters become the record of an action: sections 2.3 and 2.4 of the contract. */
class BindingTests {

    record Part(Long size, String kind) {}

    record Asked(String name, Long count, Boolean sure, List<String> ids, List<Part> parts, Part only) {}

    @Test
    void flattenedAndJsonMeanTheSame() {
        Asked json = json("""
                {"Name": "a b", "Count": 2, "Sure": true, "Ids": ["x", "y"], "Parts": [{"Size": 1}, {"Kind": "k"}],
                 "Only": {"Size": 20.0}}
                """);

        assertThat(flat("Name=a+b&Count=2&Sure=TRUE&Ids.0=x&Ids.1=y&Parts.0.Size=1&Parts.1.Kind=k&Only.Size=20"))
                .isEqualTo(json);
        assertThat(json.parts()).containsExactly(new Part(1L, null), new Part(null, "k"));
    }

    @Test
    void indexesMayBeginAnywhereAndLeaveGaps() {
        assertThat(flat("Ids.7=b&Ids.999999999999=c&Ids.1=a").ids()).containsExactly("a", "b", "c");
        assertThat(flat("Ids.2=b&Ids.10=c").ids()).containsExactly("b", "c");
    }

    @Test
    void whatIsNotSentIsNullAndNoListIs() {
        assertThat(json("{\"Name\": null, \"Ids\": null}"))
                .isEqualTo(new Asked(null, null, null, List.of(), List.of(), null));
        assertThat(json("")).isEqualTo(json("{}"));
    }

    @Test
    void textsAndNumbersAreTakenForEachOther() {
        assertThat(json("{\"Count\": \"100\"}").count()).isEqualTo(100L);
        assertThat(json("{\"Count\": 1e2}").count()).isEqualTo(100L);
        assertThat(json("{\"Name\": 5}").name()).isEqualTo("5");
        assertThat(flat("Sure=1").sure()).isTrue();
        assertThat(flat("Sure=0").sure()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "3",
                "{",
                "{} {}",
                "{\"Name\": [\"a\"]}",
                "{\"Name\": true}",
                "{\"Name\": \"\\u0000\"}",
                "{\"Name\": \"a\", \"Name\": \"b\"}",
                "{\"Count\": 1.5}",
                "{\"Count\": 1e999999999}",
                "{\"Count\": 99999999999999999999}",
                "{\"Count\": \"many\"}",
                "{\"Sure\": \"true\"}",
                "{\"Ids\": \"x\"}",
                "{\"Ids\": [null]}",
                "{\"Parts\": [1]}",
                "{\"Only\": []}"
            })
    void anotherKindIsRefused(String json) {
        assertThatExceptionOfType(ApiRefusal.class)
                .isThrownBy(() -> json(json))
                .matches(refusal -> refusal.fault() == Fault.INVALID_PARAMETER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ids=x",
                "Name.0=x",
                "Only.0=1",
                "Ids.0=a&Ids.0=b",
                "Ids.0=a&Ids.00=b",
                "Only=x&Only.Size=1",
                "Only..Size=1",
                "Name.=1",
                "0=1",
                "a.b.c.d.e.f.g.h.i.j.k=1",
                "Sure=perhaps"
            })
    void otherShapesAreRefused(String form) {
        assertThatExceptionOfType(ApiRefusal.class)
                .isThrownBy(() -> flat(form))
                .matches(refusal -> refusal.fault() == Fault.INVALID_PARAMETER);
    }

    @Test
    void listsAreNoLongerThanTheLimit() {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < 1001; i++) {
            form.append("&Ids.").append(i).append("=x");
        }

        assertThatExceptionOfType(ApiRefusal.class).isThrownBy(() -> flat(form.toString()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"Other\": 1}|Other",
                "{\"name\": \"a\"}|name",
                "{\"Only\": {\"Colour\": 1}}|Only.Colour",
                "{\"Parts\": [{}, {\"Colour\": null}]}|Parts.1.Colour"
            })
    void whatNobodyKnowsIsNamed(String json, String path) {
        assertThatExceptionOfType(ApiRefusal.class)
                .isThrownBy(() -> json(json))
                .matches(refusal -> refusal.fault() == Fault.UNKNOWN_PARAMETER)
                .matches(refusal -> refusal.arguments().equals(List.of(path)));
    }

    @Test
    void commonParametersMayStandAmongTheOthers() {
        assertThat(json("{\"Action\": \"A\", \"Version\": \"V\", \"Region\": \"R\", \"Name\": \"a\"}")
                        .name())
                .isEqualTo("a");
    }

    @Test
    void partsOfABodyAreTexts() {
        String body = "--b\r\nContent-Disposition: form-data; name=\"Name\"\r\n\r\n名\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"Count\"\r\nContent-Type: text/plain\r\n\r\n3\r\n--b--\r\n";

        Asked asked = Binding.bind(FlatParameters.tree(Multipart.pairs(multipart("b", body))), Asked.class, true);

        assertThat(asked.name()).isEqualTo("名");
        assertThat(asked.count()).isEqualTo(3L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--b",
                "--b\r\n\r\n\r\n--b--",
                "--c\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--c--"
            })
    void partsThatCannotBeToldApartAreRefused(String body) {
        assertThatExceptionOfType(ApiRefusal.class)
                .isThrownBy(() -> Multipart.pairs(multipart("b", body)))
                .matches(refusal -> refusal.fault() == Fault.INVALID_REQUEST);
    }

    private static Incoming multipart(String boundary, String body) {
        return new Incoming(
                "POST",
                "/",
                "",
                Map.of("content-type", "multipart/form-data; charset=utf-8; boundary=" + boundary),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static Asked json(String json) {
        return Binding.bind(JsonParameters.tree(json.getBytes(StandardCharsets.UTF_8)), Asked.class, false);
    }

    private static Asked flat(String form) {
        return Binding.bind(FlatParameters.tree(Pair.all(form)), Asked.class, true);
    }
}
