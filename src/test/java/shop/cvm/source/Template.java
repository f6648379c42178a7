package shop.cvm.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/** Finds in one template what belongs into a message bundle, or what the content policy refuses. */
class Template {

    /** What a person sees or hears of an attribute. */
    private static final Set<String> SPOKEN = Set.of(
            "title",
            "aria-label",
            "aria-description",
            "aria-roledescription",
            "aria-valuetext",
            "placeholder",
            "alt",
            "label");

    private static final Set<String> BUTTONS = Set.of("submit", "button", "reset");

    private static final Set<String> ADDRESSES =
            Set.of("href", "src", "srcset", "action", "formaction", "poster", "data");

    private static final Pattern CODE_ADDRESS = Pattern.compile("^[\\W_]*(data|javascript):");

    private static final Pattern LITERAL = Pattern.compile("'[^']*'|\\|[^|]*\\|");

    private static final Pattern COMPARISON_BEFORE = Pattern.compile("(==|!=|\\beq|\\bne)\\s*$");

    private final List<String> faults = new ArrayList<>();

    private Template() {}

    static List<String> faults(String html) {
        var template = new Template();
        Document document = Parser.xmlParser().setTrackPosition(true).parseInput(html, "");
        document.traverse((node, depth) -> template.visit(node));
        return template.faults;
    }

    private void visit(Node node) {
        if (node instanceof TextNode text) {
            checkText(text);
        } else if (node instanceof Element element) {
            checkElement(element);
            element.attributes().forEach(attribute -> checkAttribute(element, attribute));
        }
    }

    private void checkText(TextNode text) {
        boolean replaced =
                Stream.<Node>iterate(text, Objects::nonNull, Node::parentNode).anyMatch(Template::replacesItsContent);
        if (!replaced && hasLetters(withoutExpressions(text.getWholeText()))) {
            add(text, "bare text: " + text.text().strip());
        }
    }

    private static boolean replacesItsContent(Node node) {
        return node.hasAttr("th:text")
                || node.hasAttr("th:utext")
                || node.attr("th:remove").equals("all");
    }

    private void checkElement(Element element) {
        if (element.normalName().equals("style")) {
            add(element, "inline style element");
        }
        boolean inline = !element.hasAttr("src") && !element.hasAttr("th:src")
                || !element.data().isBlank()
                || !element.text().isBlank();
        if (element.normalName().equals("script") && inline) {
            add(element, "inline script");
        }
    }

    private void checkAttribute(Element element, Attribute attribute) {
        String name = attribute.getKey().toLowerCase(Locale.ROOT);
        String value = attribute.getValue();
        String plain = name.replaceFirst("^(th:|data-th-)", "");
        if (plain.equals("style")
                || plain.equals("styleappend")
                || plain.startsWith("on")
                || plain.startsWith("hx-on")) {
            add(element, "inline " + name);
        } else if (!name.startsWith("xmlns")) {
            checkAddress(element, attribute, plain);
        }
        if (name.equals(plain) && isSpoken(element, name) && hasLetters(withoutExpressions(value))) {
            add(element, "bare text in " + name + ": " + value);
        }
        if (!name.equals(plain) && isShown(element, plain) && holdsWords(withoutExpressions(value))) {
            add(element, "bare text in " + name + ": " + value);
        }
    }

    private static boolean isShown(Element element, String name) {
        return name.equals("text") || name.equals("utext") || isSpoken(element, name);
    }

    private static boolean isSpoken(Element element, String name) {
        return SPOKEN.contains(name)
                || name.equals("content") && element.attr("name").equals("description")
                || name.equals("value") && BUTTONS.contains(element.attr("type"));
    }

    private void checkAddress(Element element, Attribute attribute, String plain) {
        String value = attribute.getValue().toLowerCase(Locale.ROOT);
        boolean elsewhere = value.contains("http://") || value.contains("https://");
        boolean schemeless =
                ADDRESSES.contains(plain) && value.replaceFirst("^@\\{", "").startsWith("//");
        if (elsewhere || schemeless) {
            add(element, "address of another host in " + attribute.getKey() + ": " + attribute.getValue());
        }
        if (CODE_ADDRESS.matcher(value).find()) {
            add(element, "data or script as address in " + attribute.getKey() + ": " + attribute.getValue());
        }
    }

    private void add(Node node, String fault) {
        faults.add("line " + node.sourceRange().start().lineNumber() + ": " + fault);
    }

    /** Whether an expression shows a literal with letters; one that is only compared with is not shown. */
    private static boolean holdsWords(String expression) {
        return LITERAL.matcher(expression)
                .results()
                .filter(literal -> hasLetters(literal.group()))
                .anyMatch(literal -> !COMPARISON_BEFORE
                        .matcher(expression.substring(0, literal.start()))
                        .find());
    }

    private static boolean hasLetters(String text) {
        return text.codePoints().anyMatch(Character::isLetter);
    }

    /** The text without {@code [[…]]}, {@code #{…}}, {@code ${…}} and their like, however deeply they nest. */
    private static String withoutExpressions(String text) {
        var rest = new StringBuilder();
        int depth = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (depth > 0) {
                depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            } else if ("#$@~*".indexOf(c) >= 0 && text.startsWith("{", at + 1)) {
                depth = 1;
                at++;
            } else {
                rest.append(c);
            }
        }
        return rest.toString();
    }
}
