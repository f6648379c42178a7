package shop.cvm.web.billing;

import static com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority.RUN_AFTER_RESOLVING_URI;
import static com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI;

import com.openhtmltopdf.extend.FSStream;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FSFontUseCase;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.logging.Level;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;
import shop.cvm.account.SignedIn;
import shop.cvm.time.ShopClock;
import shop.cvm.web.Show;

/**
 * Draws a monthly statement as PDF. Its fonts come with the shop and are embedded, so that Chinese is there on every
 * machine and stays readable for ever; nothing is loaded but the one stylesheet.
 */
@Component
class StatementPdf {

    private static final String FONT = "Noto Sans SC";
    static final String FONT_FILE = "fonts/NotoSansSC-GB2312.ttf";
    private static final String STYLE_FILE = "statement.css";
    private static final String SCHEME = "statement";
    private static final String STYLE = SCHEME + ":" + STYLE_FILE;
    private static final int NORMAL = 400;
    private static final Set<FSFontUseCase> EVERYWHERE = EnumSet.of(FSFontUseCase.DOCUMENT, FSFontUseCase.FALLBACK_PRE);

    static {
        XRLog.listRegisteredLoggers().forEach(logger -> XRLog.setLevel(logger, Level.WARNING));
    }

    private final ITemplateEngine templates;
    private final Show show;
    private final ShopClock clock;

    StatementPdf(ITemplateEngine templates, Show show, ShopClock clock) {
        this.templates = templates;
        this.show = show;
        this.clock = clock;
    }

    byte[] of(SignedIn user, Statement statement, Locale locale) {
        Context context = new Context(locale);
        context.setVariable("bill", statement);
        context.setVariable("user", user);
        context.setVariable("show", show);
        context.setVariable("at", clock.now());
        return pdf(Font.GLYPHS.drawable(templates.process("billing/statement", context)));
    }

    private static byte[] pdf(String html) {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        try {
            new PdfRendererBuilder()
                    .useFastMode()
                    .usePdfUaAccessibility(true)
                    .useFont(StatementPdf::font, FONT, NORMAL, FontStyle.NORMAL, true, EVERYWHERE)
                    .useExternalResourceAccessControl((address, type) -> isOurs(address), RUN_BEFORE_RESOLVING_URI)
                    .useExternalResourceAccessControl((address, type) -> isOurs(address), RUN_AFTER_RESOLVING_URI)
                    .useUriResolver((base, address) -> isOurs(address) ? STYLE : null)
                    .useProtocolsStreamImplementation(address -> new Style(), SCHEME)
                    .withHtmlContent(html, SCHEME + ":")
                    .toStream(pdf)
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException("The statement could not be drawn", e);
        }
        return pdf.toByteArray();
    }

    private static boolean isOurs(String address) {
        return STYLE_FILE.equals(address) || STYLE.equals(address);
    }

    private static InputStream font() {
        return open(FONT_FILE);
    }

    private static InputStream open(String file) {
        try {
            return new ClassPathResource(file).getInputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " belongs to the shop", e);
        }
    }

    /** What can be drawn; looked up when the first statement is asked for. */
    private static final class Font {

        private static final Glyphs GLYPHS = glyphs();

        private static Glyphs glyphs() {
            try {
                return Glyphs.of(font());
            } catch (IOException e) {
                throw new UncheckedIOException(FONT_FILE + " is no font", e);
            }
        }
    }

    /** The stylesheet. */
    private static final class Style implements FSStream {

        @Override
        public InputStream getStream() {
            return open("templates/billing/" + STYLE_FILE);
        }

        @Override
        public Reader getReader() {
            return new InputStreamReader(getStream(), StandardCharsets.UTF_8);
        }
    }
}
