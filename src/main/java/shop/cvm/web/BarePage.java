package shop.cvm.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/**
 * The error page without the frame of all pages. The frame reads the session and the account, so where the database is
 * away it cannot be shown, and whoever asked would get an empty answer.
 */
@Component
class BarePage {

    private static final String HTML = """
            <!DOCTYPE html>
            <html lang="%s">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>%s</title>
              <link rel="stylesheet" href="/shop.css">
            </head>
            <body>
            <main id="main" class="wrap">
            <div class="head"><div><h1>%s</h1><p>%s</p></div></div>
            <section class="sheet pad">
            <p>%s</p>
            <p class="gap small muted">%s <code>%s</code></p>
            </section>
            </main>
            </body>
            </html>
            """;

    private final MessageSource messages;
    private final ReaderLanguage language = new ReaderLanguage();

    BarePage(MessageSource messages) {
        this.messages = messages;
    }

    /**
     * Answers with it instead of whatever was being written.
     *
     * @param id of the request
     */
    void write(HttpServletRequest request, HttpServletResponse response, String id) throws IOException {
        Locale locale = language.resolveLocale(request);
        String headline = text("common.error.other", locale);
        response.resetBuffer();
        response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        response.setContentType(MediaType.TEXT_HTML_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter()
                .write(HTML.formatted(
                        text("common.lang", locale),
                        text("common.title", locale, headline),
                        headline,
                        text("common.error.other.what", locale),
                        text("common.error.other.now", locale),
                        text("common.error.request", locale),
                        id));
        response.flushBuffer();
    }

    private String text(String key, Locale locale, Object... arguments) {
        return HtmlUtils.htmlEscape(messages.getMessage(key, arguments, locale));
    }
}
