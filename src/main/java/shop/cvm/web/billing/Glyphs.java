package shop.cvm.web.billing;

import java.io.IOException;
import java.io.InputStream;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * The characters that a font can draw. Whatever customers call their machines, a text that went through here is drawn
 * without a gap: what the font has stays as it is, and for what it lacks stands a sign that says so.
 */
final class Glyphs {

    /** What stands for a character that the font lacks: an empty box, which is what readers know. */
    static final char STAND_IN = '□';

    private final CmapLookup characters;

    private Glyphs(CmapLookup characters) {
        this.characters = characters;
    }

    /** @param file a TrueType font, which is read to its end and closed */
    static Glyphs of(InputStream file) throws IOException {
        try (file;
                TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(file))) {
            return new Glyphs(font.getUnicodeCmapLookup());
        }
    }

    /** Whether the font has a glyph for this code point. */
    boolean has(int point) {
        return characters.getGlyphId(point) != 0;
    }

    /** The text as the font can draw it; line breaks and tabs are no business of the font. */
    String drawable(String text) {
        StringBuilder drawn = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (has(point) || point == '\n' || point == '\r' || point == '\t') {
                drawn.appendCodePoint(point);
            } else if (!isInvisible(point)) {
                drawn.append(standIn(point));
            }
        });
        return drawn.toString();
    }

    private static char standIn(int point) {
        return switch (Character.getType(point)) {
            case Character.DASH_PUNCTUATION -> '-';
            case Character.SPACE_SEPARATOR -> ' ';
            default -> STAND_IN;
        };
    }

    /** What joins characters, or chooses between their forms, is nothing by itself. */
    private static boolean isInvisible(int point) {
        return Character.getType(point) == Character.FORMAT
                || (point >= 0xFE00 && point <= 0xFE0F)
                || (point >= 0xE0100 && point <= 0xE01EF);
    }
}
