package shop.cvm.source;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessagesTests {

    private static final String MESSAGES = "src/main/resources/messages/";

    @Test
    void everyMessageIsThereInEnglishAndInChinese() {
        List<String> faults = new ArrayList<>();
        bundles(faults).forEach(bundle -> faults.addAll(bundle.faults()));
        assertThat(faults).isEmpty();
    }

    @Test
    void everyGroupOfMessagesIsKnownToTheApplication() {
        assertThat(groups())
                .allSatisfy(group -> assertThat(SourceTree.text(Path.of("src/main/resources/application.yaml")))
                        .containsPattern("messages/" + group + "\\b"));
    }

    @Test
    void everyMessageThatATemplateNamesIsThere() {
        SortedSet<String> keys = keys();
        assertThat(SourceTree.below("src/main/resources/templates", ".html")).allSatisfy(template -> assertThat(
                        MessageUse.unknown(MessageUse.inTemplate(SourceTree.text(template)), keys))
                .as(template.toString())
                .isEmpty());
    }

    @Test
    void everyMessageThatJavaNamesIsThere() {
        SortedSet<String> keys = keys();
        Set<String> groups = groups();
        assertThat(SourceTree.below("src/main/java", ".java")).allSatisfy(file -> assertThat(
                        MessageUse.unknown(MessageUse.inJava(SourceTree.text(file), groups), keys))
                .as(file.toString())
                .isEmpty());
    }

    @Test
    void aBundleThatFollowsTheRulesHasNoFault() {
        assertThat(faults(
                        "order.greeting=Don''t wait, {0}\norder.unit=GiB\norder.sign=¥",
                        "order.greeting={0}，请勿等待\norder.unit=GiB\norder.sign=¥"))
                .isEmpty();
    }

    @Test
    void everyFaultOfABundleIsFound() {
        assertThat(faults("order.a=One", "")).singleElement().asString().contains("no text in Chinese");
        assertThat(faults("", "order.a=一")).singleElement().asString().contains("no text in English");
        assertThat(faults("cart.a=One", "cart.a=一")).singleElement().asString().contains("group's name");
        assertThat(faults("order.a=", "order.a=一")).singleElement().asString().contains("is empty");
        assertThat(faults("order.a=One\norder.a=Two", "order.a=一"))
                .singleElement()
                .asString()
                .contains("twice");
        assertThat(faults("order.a={0} of {1}", "order.a=第 {0} 个"))
                .singleElement()
                .asString()
                .contains("takes [0, 1]");
        assertThat(faults("order.a=It's {0}", "order.a=是 {0}"))
                .singleElement()
                .asString()
                .contains("must be doubled");
        assertThat(faults("order.a=It''s", "order.a=是"))
                .singleElement()
                .asString()
                .contains("will be seen");
        assertThat(faults("order.a=一", "order.a=一")).singleElement().asString().contains("holds Chinese");
        assertThat(faults("order.a=One", "order.a=One"))
                .singleElement()
                .asString()
                .contains("holds no Chinese");
    }

    @Test
    void aMessageThatNobodyWroteIsFoundInATemplate() {
        SortedSet<String> keys = new TreeSet<>(Set.of("order.title", "order.state.PAID"));
        assertThat(unknown("<h1 th:text=\"#{order.titel}\">", keys)).containsExactly("order.titel");
        assertThat(unknown("[[#{order.count(${n})}]]", keys)).containsExactly("order.count");
        assertThat(unknown("[[#{order.reason.__${reason}__}]]", keys)).containsExactly("order.reason.");
        assertThat(unknown("${#messages.msg('order.note', n)}", keys)).containsExactly("order.note");
        assertThat(unknown("[[#{order.title}]] [[#{order.state.__${s}__}]] [[#{${key}}]] [[#{__${key}__}]]", keys))
                .isEmpty();
    }

    @Test
    void aMessageThatNobodyWroteIsFoundInJava() {
        SortedSet<String> keys = new TreeSet<>(Set.of("order.title", "order.state.PAID"));
        String java =
                "text(\"order.title\"); text(\"order.missing\"); text(\"order.state.\" + s); text(\"order.step.\" + s);"
                        + " view(\"order/page\"); setting(\"shop.order.tick\");"
                        + " @ApplicationModuleListener(id = \"order.pay\")";
        assertThat(MessageUse.unknown(MessageUse.inJava(java, Set.of("order")), keys))
                .containsExactly("order.missing", "order.step.");
    }

    private static List<String> faults(String english, String chinese) {
        List<String> faults = new ArrayList<>();
        faults.addAll(Bundle.of("order", english, chinese, faults).faults());
        return faults;
    }

    private static List<String> unknown(String template, SortedSet<String> keys) {
        return MessageUse.unknown(MessageUse.inTemplate(template), keys);
    }

    private static SortedSet<String> keys() {
        return bundles(new ArrayList<>()).flatMap(Bundle::keys).collect(toCollection(TreeSet::new));
    }

    private static Stream<Bundle> bundles(List<String> faults) {
        return groups().stream()
                .map(group ->
                        Bundle.of(group, textOf(group + ".properties"), textOf(group + "_zh.properties"), faults));
    }

    private static Set<String> groups() {
        return SourceTree.below(MESSAGES, ".properties").stream()
                .map(path -> path.getFileName().toString().replaceFirst("(_zh)?\\.properties$", ""))
                .collect(toSet());
    }

    /** A file that is missing has no messages, so each of its twin's is missed. */
    private static String textOf(String file) {
        Path path = Path.of(MESSAGES + file);
        return Files.exists(path) ? SourceTree.text(path) : "";
    }
}
