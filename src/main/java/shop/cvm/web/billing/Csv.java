package shop.cvm.web.billing;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Writes tables as CSV that spreadsheets open as they are: UTF-8 with a byte order mark, lines that end as RFC 4180 has
 * it, and no text that a spreadsheet would take for a formula.
 */
@Component
class Csv {

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String FORMULA_STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    /**
     * Begins the answer.
     *
     * @param name of the file, without an extension
     */
    Sheet open(HttpServletResponse response, String name, List<String> head) throws IOException {
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(name + ".csv").build().toString());
        return new Sheet(response, head);
    }

    /** Digits that are a name and no number: a spreadsheet would round a long one. */
    static String asText(String digits) {
        return digits + "\t";
    }

    /** A table that is being written, row by row. */
    static final class Sheet implements Closeable {

        private final CSVPrinter printer;

        private Sheet(HttpServletResponse response, List<String> head) throws IOException {
            var writer = new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
            writer.write(BYTE_ORDER_MARK);
            printer = new CSVPrinter(writer, CSVFormat.RFC4180);
            printer.printRecord(head);
        }

        /** @param cells figures as {@link BigDecimal} or whole numbers; everything else is text */
        void row(List<Object> cells) throws IOException {
            printer.printRecord(cells.stream().map(Sheet::cell).toList());
        }

        private static Object cell(Object cell) {
            if (cell instanceof BigDecimal figure) {
                return figure.toPlainString();
            }
            return cell instanceof Number ? cell : harmless(cell.toString());
        }

        private static String harmless(String text) {
            return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        }

        @Override
        public void close() throws IOException {
            printer.close();
        }
    }
}
