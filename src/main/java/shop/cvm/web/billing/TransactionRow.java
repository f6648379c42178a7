package shop.cvm.web.billing;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import shop.cvm.ledger.Entry;
import shop.cvm.web.Show;

/** A transaction as a row of CSV ({@code domain.md} 13.1). */
@Component
class TransactionRow {

    private static final List<String> COLUMNS = List.of(
            "line",
            "time",
            "type",
            "what",
            "amount",
            "available",
            "balance",
            "frozen",
            "order",
            "reference",
            "currency");

    private final MessageSource messages;
    private final Show show;

    TransactionRow(MessageSource messages, Show show) {
        this.messages = messages;
        this.show = show;
    }

    List<String> head(Locale locale) {
        return COLUMNS.stream()
                .map(column -> text("billing.csv." + column, locale))
                .toList();
    }

    List<Object> of(Entry entry, Locale locale) {
        String order = entry.orderNumber();
        return Stream.<Object>of(
                        entry.line(),
                        show.time(entry.occurredAt()),
                        text("billing.kind." + entry.kind(), locale),
                        what(entry, locale),
                        entry.effect().getAmount(),
                        entry.after().available().getAmount(),
                        entry.after().balance().getAmount(),
                        entry.after().frozen().getAmount(),
                        order == null ? "" : Csv.asText(order),
                        entry.reference(),
                        entry.amount().getCurrencyUnit().getCode())
                .toList();
    }

    private String what(Entry entry, Locale locale) {
        String kind = text("billing.kind." + entry.kind(), locale);
        Object[] names = entry.description().args().toArray();
        String said = messages.getMessage("billing.entry." + entry.description().key(), names, kind, locale);
        return said == null ? kind : said;
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}
