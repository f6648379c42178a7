package shop.cvm.web.purchase;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A browser with htmx as far as the purchase form needs one: it fills in, sends, and exchanges what comes back. */
final class SimulatedBrowser {

    /** Something the visitor does to one control: a new value, or a press if it is a button. */
    record Action(Element control, String value) {

        String name() {
            return control.attr("name");
        }
    }

    private final Document page;

    SimulatedBrowser(String html) {
        page = Jsoup.parse(html);
    }

    Element form() {
        return page.selectFirst("form#purchase");
    }

    /** Names of everything that can be changed or pressed. */
    List<String> controls() {
        Set<String> names = new LinkedHashSet<>();
        for (Element control : form().select("input[name], select[name], button[name]")) {
            if (isSent(control) && !control.attr("type").equals("hidden")) {
                names.add(control.attr("name"));
            }
        }
        return List.copyOf(names);
    }

    /** What can be done to the controls of this name; nothing if there is no other choice. */
    List<Action> actions(String name) {
        List<Action> actions = new ArrayList<>();
        for (Element control : form().select("[name=\"" + name + "\"]")) {
            if (!isSent(control) || control.attr("type").equals("hidden")) {
                continue;
            }
            switch (control.normalName() + ":" + control.attr("type")) {
                case "input:radio", "input:checkbox" -> {
                    if (!control.hasAttr("checked") || control.attr("type").equals("checkbox")) {
                        actions.add(new Action(control, control.val()));
                    }
                }
                case "select:" ->
                    control.select("option:not([selected])")
                            .forEach(option -> actions.add(new Action(control, option.val())));
                case "input:number" ->
                    List.of("0", "1", "3", "37", "50", "100", "99999", "")
                            .forEach(number -> actions.add(new Action(control, number)));
                case "input:text" ->
                    List.of("", "web", "web-{R:1}").forEach(text -> actions.add(new Action(control, text)));
                default -> actions.add(new Action(control, control.val()));
            }
        }
        return actions;
    }

    /** Does it and gives the query string that htmx would send. */
    String after(Action action) {
        Element control = action.control();
        switch (control.normalName() + ":" + control.attr("type")) {
            case "input:radio" -> {
                form().select("input[name=\"" + action.name() + "\"]").removeAttr("checked");
                control.attr("checked", true);
            }
            case "input:checkbox" -> control.attr("checked", !control.hasAttr("checked"));
            case "select:" ->
                control.select("option")
                        .forEach(option -> option.attr("selected", option.val().equals(action.value())));
            case "button:" -> {
                return query(control);
            }
            default -> control.attr("value", action.value());
        }
        return query(null);
    }

    private String query(Element pressed) {
        StringBuilder query = new StringBuilder();
        for (Element control : form().select("input[name], select[name]")) {
            if (!isSent(control) || pressed != null && control.attr("name").equals(pressed.attr("name"))) {
                continue;
            }
            if (control.normalName().equals("select")) {
                Element chosen = control.selectFirst("option[selected]");
                append(query, control, (chosen == null ? control.selectFirst("option") : chosen).val());
            } else if (!Set.of("radio", "checkbox").contains(control.attr("type")) || control.hasAttr("checked")) {
                append(query, control, control.val());
            }
        }
        if (pressed != null) {
            append(query, pressed, pressed.val());
        }
        return query.substring(1);
    }

    private static void append(StringBuilder query, Element control, String value) {
        query.append('&').append(encoded(control.attr("name"))).append('=').append(encoded(value));
    }

    private static boolean isSent(Element control) {
        return !control.hasAttr("disabled") && !control.attr("form").equals("none");
    }

    /** Exchanges the content of the elements that the answer names. */
    void exchange(String answer) {
        for (Element part : Jsoup.parseBodyFragment(answer).body().children()) {
            String id = part.attr("hx-swap-oob").replace("innerHTML:#", "");
            Element target = page.getElementById(id);
            if (target == null) {
                throw new AssertionError("The page has no element " + id);
            }
            target.html(part.html());
        }
    }

    /** What the visitor sees of the form, the message about changes left out. */
    String seen() {
        Document copy = page.clone();
        copy.select("#notes").remove();
        copy.select("select").forEach(select -> {
            if (select.selectFirst("option[selected]") == null) {
                select.selectFirst("option").attr("selected", true);
            }
        });
        return copy.selectFirst("form#purchase").html().replaceAll("\\s+", " ");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
