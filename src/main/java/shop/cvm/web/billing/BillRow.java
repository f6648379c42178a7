package shop.cvm.web.billing;

import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import shop.cvm.account.AccountId;
import shop.cvm.billing.BillInterval;
import shop.cvm.billing.BillLine;
import shop.cvm.billing.ExplainedLine;
import shop.cvm.catalog.ChargeType;
import shop.cvm.instance.Instance;
import shop.cvm.ledger.Entry;
import shop.cvm.ledger.EntryKind;
import shop.cvm.money.Cny;
import shop.cvm.time.ShopCalendar;
import shop.cvm.web.CatalogNames;
import shop.cvm.web.Show;

/** What bills hold as rows of CSV: of the vendor's detail columns ({@code domain.md} 13.2) those that apply. */
@Component
class BillRow {

    private static final List<String> COLUMNS = List.of(
            "month",
            "day",
            "account",
            "product",
            "component",
            "mode",
            "transaction",
            "region",
            "zone",
            "instance",
            "name",
            "instanceType",
            "order",
            "reference",
            "deductedAt",
            "usedFrom",
            "usedTo",
            "seconds",
            "megabytes",
            "quantity",
            "price",
            "unit",
            "step",
            "cost",
            "deducted",
            "formula",
            "currency");

    private static final List<String> MONTH_COLUMNS = List.of("month", "usage", "orders", "spent", "currency");

    private static final String CVM = "CVM";
    private static final int HOUR = 3600;

    private final MessageSource messages;
    private final CatalogNames names;
    private final Show show;

    BillRow(MessageSource messages, CatalogNames names, Show show) {
        this.messages = messages;
        this.names = names;
        this.show = show;
    }

    List<String> head(Locale locale) {
        return texts(COLUMNS, locale);
    }

    List<String> monthHead(Locale locale) {
        return texts(MONTH_COLUMNS, locale);
    }

    List<Object> of(Statements.Month month) {
        return List.of(
                month.month(),
                month.usage().getAmount(),
                month.orders().getAmount(),
                month.spent().getAmount(),
                Cny.CURRENCY.getCode());
    }

    /** @param machine whose line it is; null if it is not known any more */
    List<Object> of(AccountId account, ExplainedLine explained, @Nullable Instance machine, Locale locale) {
        BillLine line = explained.line();
        Map<String, Object> cells = new HashMap<>();
        date(cells, account, line.hour());
        place(cells, machine, locale);
        cells.put("component", text("billing.component." + line.component(), locale));
        cells.put("transaction", text("billing.kind." + EntryKind.SETTLEMENT, locale));
        cells.put("instance", line.instance());
        cells.put("reference", line.entry());
        cells.put("deductedAt", show.time(line.hour().plusSeconds(HOUR)));
        cells.put("seconds", line.seconds());
        if (line.megabytes() != null) {
            cells.put("megabytes", line.megabytes());
        }
        rate(cells, explained);
        cells.put("unit", text(explained.isTraffic() ? "billing.csv.perGigabyte" : "billing.csv.perHour", locale));
        cells.put("cost", line.amount());
        cells.put("deducted", explained.deducted().getAmount());
        cells.put("formula", Formula.of(explained, show));
        return row(cells);
    }

    /** What was paid or refunded for a prepaid order. */
    List<Object> of(Entry entry, Locale locale) {
        Map<String, Object> cells = new HashMap<>();
        date(cells, entry.account(), entry.occurredAt());
        cells.put("mode", text("instance.chargeType." + ChargeType.PREPAID, locale));
        cells.put("transaction", text("billing.kind." + entry.kind(), locale));
        if (entry.orderNumber() != null) {
            cells.put("order", Csv.asText(entry.orderNumber()));
        }
        cells.put("reference", entry.reference());
        cells.put("deductedAt", show.time(entry.occurredAt()));
        cells.put("cost", entry.effect().negated().getAmount());
        cells.put("deducted", entry.effect().negated().getAmount());
        return row(cells);
    }

    private void date(Map<String, Object> cells, AccountId account, Instant at) {
        cells.put("month", YearMonth.from(ShopCalendar.dayOf(at)));
        cells.put("day", show.date(at));
        cells.put("account", Csv.asText(account.accountId()));
        cells.put("product", CVM);
        cells.put("currency", Cny.CURRENCY.getCode());
    }

    private void place(Map<String, Object> cells, @Nullable Instance machine, Locale locale) {
        if (machine != null) {
            var configuration = machine.configuration();
            cells.put("mode", text("instance.chargeType." + configuration.chargeType(), locale));
            cells.put("region", names.regionOf(configuration.zoneId()));
            cells.put("zone", names.zone(configuration.zoneId()).in(locale));
            cells.put("name", machine.name());
            cells.put("instanceType", configuration.instanceType());
        }
    }

    /** The first price of the hour; the formula has the others, if there are any. */
    private void rate(Map<String, Object> cells, ExplainedLine explained) {
        List<BillInterval> intervals = explained.intervals();
        if (!intervals.isEmpty()) {
            BillInterval first = intervals.get(0);
            var price = explained.isAtHighestRate() ? explained.highestRate() : first.rate();
            cells.put("usedFrom", show.time(first.from()));
            cells.put("usedTo", show.time(intervals.get(intervals.size() - 1).to()));
            cells.put("quantity", first.quantity());
            cells.put("price", price.perHour());
            cells.put("step", first.step());
        }
    }

    private static List<Object> row(Map<String, Object> cells) {
        return COLUMNS.stream().map(column -> cells.getOrDefault(column, "")).toList();
    }

    private List<String> texts(List<String> columns, Locale locale) {
        return columns.stream()
                .map(column -> text("billing.csv." + column, locale))
                .toList();
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}
