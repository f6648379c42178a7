package shop.cvm.web.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

class GlyphsTests {

    private static final int GB2312 = 7445;

    private Glyphs glyphs;

    @BeforeEach
    void theFontOfTheStatement() throws IOException {
        glyphs = Glyphs.of(new ClassPathResource(StatementPdf.FONT_FILE).getInputStream());
    }

    @Test
    void whatTheFontHasStaysAsItIs() {
        int[] had = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(glyphs::has)
                .toArray();
        String all = new String(had, 0, had.length);

        assertThat(had).hasSizeGreaterThan(GB2312);
        assertThat(glyphs.drawable(all)).isEqualTo(all);
        assertThat(glyphs.drawable("\t<p title=\"价格\">数据库 web-1 ¥1.00</p>\r\n"))
                .isEqualTo("\t<p title=\"价格\">数据库 web-1 ¥1.00</p>\r\n");
    }

    @Test
    void whateverTheFontLacksIsDrawnAllTheSame() {
        String everything = IntStream.rangeClosed(' ', Character.MAX_CODE_POINT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();

        assertThat(glyphs.drawable(everything).codePoints()).allMatch(glyphs::has);
    }

    @Test
    void aSignStandsForWhatIsMissingAndALikeOneWhereThereIsOne() {
        assertThat(glyphs.drawable("資料庫")).isEqualTo("□料□");
        assertThat(glyphs.drawable("web — prod")).isEqualTo("web - prod");
        assertThat(glyphs.drawable("web – prod")).isEqualTo("web - prod");
        assertThat(glyphs.drawable("a\u2009b")).isEqualTo("a b");
        assertThat(glyphs.drawable("\uD83D\uDE80 go")).isEqualTo("□ go");
        assertThat(glyphs.drawable("\uD83D\uDE80")).as("one sign, not two").hasSize(1);
        assertThat(glyphs.drawable("\uD83D\uDC69\u200D\uD83D\uDCBB\uFE0F"))
                .as("joined by what nobody sees")
                .isEqualTo("□□");
        assertThat(glyphs.drawable("\uD83D")).as("half a character").isEqualTo("□");
    }
}
