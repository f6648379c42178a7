package shop.cvm.web.purchase;

import java.util.List;

/**
 * Draws the price summary, and what takes the place of a code, without a template: hardly any two configurations share one, every change asks for a new one,
 * and a template would take most of the time of the answer.
 */
final class QuoteHtml {

    /** HTML that is finished, as opposed to text that has still to be escaped. */
    record Markup(String html) {

        @Override
        public String toString() {
            return html;
        }
    }

    /** Quarters of the period are marked longer. */
    private static final String TICKS = ticks();

    private final Words words;
    private final String icons;
    private final StringBuilder html = new StringBuilder(1_024);

    /** @param icons address of the icons */
    QuoteHtml(Words words, String icons) {
        this.words = words;
        this.icons = icons;
    }

    Markup lines(QuoteViews.Lines view) {
        element("p", "plain muted small", view.plain());
        html.append("<dl class=\"lines\">");
        for (QuoteViews.Line line : view.lines()) {
            html.append("<div>");
            element("dt", "", line.name());
            element("dd", line.style(), line.amount());
            html.append("</div>");
        }
        html.append("</dl>");
        if (view.estimated()) {
            html.append("<p class=\"hint hint-i after\"><svg class=\"i i-s\" aria-hidden=\"true\"><use href=\"");
            html.append(icons).append("#i-info-circle\"></use></svg>");
            text(words.of("purchase.quote.estimated"));
            html.append("</p>");
        }
        return markup();
    }

    Markup even(EvenViews.Even view) {
        if (view.steps().isEmpty() && view.verdict().isEmpty()) {
            return markup();
        }
        html.append("<div class=\"even\">");
        if (!view.steps().isEmpty()) {
            steps(view.steps());
        }
        if (!view.verdict().isEmpty()) {
            html.append("<p>");
            element("b", "strong", view.verdict());
            html.append(' ');
            element("span", "muted", view.other());
            html.append("</p>");
        }
        if (view.bar() != null) {
            bar(view.bar());
        }
        html.append("</div>");
        return markup();
    }

    private void steps(List<QuoteViews.Line> steps) {
        html.append("<table class=\"steps3\">");
        element("caption", "vh", words.of("purchase.steps"));
        for (QuoteViews.Line step : steps) {
            html.append("<tr><th scope=\"row\">");
            text(step.name());
            html.append("</th>");
            element("td", "", step.amount());
            html.append("</tr>");
        }
        html.append("</table>");
    }

    private void bar(EvenViews.Bar bar) {
        html.append("<svg role=\"img\" aria-label=\"");
        text(bar.name());
        html.append("\"><rect class=\"rest\" x=\"0\" y=\"2\" width=\"100%\" height=\"8\" rx=\"2\"></rect>");
        html.append("<rect class=\"used\" x=\"0\" y=\"2\" width=\"").append(bar.used());
        html.append("\" height=\"8\" rx=\"2\"></rect>").append(TICKS);
        html.append("<text class=\"axis\" x=\"0\" y=\"29\">0</text>");
        html.append("<text class=\"axis\" x=\"50%\" y=\"29\" text-anchor=\"middle\">");
        text(bar.half());
        html.append("</text><text class=\"axis\" x=\"100%\" y=\"29\" text-anchor=\"end\">");
        text(bar.end());
        html.append("</text></svg>");
    }

    /** A sentence where otherwise code stands. */
    Markup aside(String sentence) {
        element("span", "aside", sentence);
        return markup();
    }

    Markup bullets(List<String> lines) {
        lines.forEach(line -> element("li", "", line));
        return markup();
    }

    Markup details(List<SmallPrint.Detail> details) {
        for (SmallPrint.Detail detail : details) {
            html.append("<li>");
            text(detail.formula());
            if (detail.estimated()) {
                html.append(' ');
                element("span", "chip", words.of("purchase.detail.estimated"));
            }
            html.append("<br>");
            element("span", "xs", detail.source());
            html.append("</li>");
        }
        return markup();
    }

    private void element(String name, String style, String content) {
        html.append('<').append(name);
        if (!style.isEmpty()) {
            html.append(" class=\"").append(style).append('"');
        }
        html.append('>');
        text(content);
        html.append("</").append(name).append('>');
    }

    private void text(String text) {
        PartRenderer.escape(text, html);
    }

    private Markup markup() {
        return new Markup(html.toString());
    }

    private static String ticks() {
        StringBuilder ticks = new StringBuilder();
        for (int twelfth = 0; twelfth <= 12; twelfth++) {
            String at = EvenViews.percent(twelfth, 12);
            ticks.append("<line class=\"tick\" x1=\"")
                    .append(at)
                    .append("\" x2=\"")
                    .append(at);
            ticks.append("\" y1=\"12\" y2=\"")
                    .append(twelfth % 3 == 0 ? 17 : 15)
                    .append("\"></line>");
        }
        return ticks.toString();
    }
}
