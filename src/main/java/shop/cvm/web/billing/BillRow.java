package shop.cvm.web.billing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import shop.cvm.account.AccountId;
import shop.cvm.billing.BillInterval;
import shop.cvm.billing.BillLine;
import shop.cvm.billing.ExplainedLine;
import shop.cvm.catalog.ChargeType;
import shop.cvm.instance.Instance;
import shop.cvm.ledger.Entry;
import shop.cvm.ledger.EntryKind;
import shop.cvm.money.Cny;
import shop.cvm.order.BookedPart;
import shop.cvm.order.LineKind;
import shop.cvm.order.OrderItem;
import shop.cvm.pricing.Component;
import shop.cvm.time.ShopCalendar;
import shop.cvm.web.CatalogNames;
import shop.cvm.web.Show;

/** What bills hold as rows of CSV: of the vendor's detail columns ({@code domain.md} 13.2) those that apply. */
@org.springframework.stereotype.Component
class BillRow {

    private static final List<String> COLUMNS = List.of(
            "month",
            "day",
            "account",
            "product",
            "family",
            "component",
            "configuration",
            "mode",
            "transaction",
            "region",
            "zone",
            "instance",
            "name",
            "instanceType",
            "tags",
            "order",
            "reference",
            "deductedAt",
            "usedFrom",
            "usedTo",
            "seconds",
            "months",
            "days",
            "megabytes",
            "quantity",
            "price",
            "unit",
            "step",
            "listCost",
            "discount",
            "cost",
            "deducted",
            "formula",
            "currency");

    private static final List<String> MONTH_COLUMNS = List.of("month", "usage", "orders", "spent", "currency");

    private static final String CVM = "CVM";
    private static final String MINUS = "\u2212";
    private static final int HOUR = 3600;

    private final MessageSource messages;
    private final CatalogNames names;
    private final PartNames parts;
    private final Show show;

    BillRow(MessageSource messages, CatalogNames names, PartNames parts, Show show) {
        this.messages = messages;
        this.names = names;
        this.parts = parts;
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

    /**
     * @param machine whose line it is, with its disks; null if it is not known any more
     * @param tags of that machine
     */
    List<Object> of(
            AccountId account, ExplainedLine explained, @Nullable Instance machine, String tags, Locale locale) {
        BillLine line = explained.line();
        Map<String, Object> cells = new HashMap<>();
        date(cells, account, line.hour());
        place(cells, machine, tags, locale);
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
        if (machine != null && !explained.intervals().isEmpty()) {
            int size = explained.intervals().get(0).quantity();
            cells.put("configuration", parts.of(line.component(), machine.spec(), size, locale));
        }
        cells.put("unit", text(explained.isTraffic() ? "billing.csv.perGigabyte" : "billing.csv.perHour", locale));
        cells.put("listCost", line.amount());
        cells.put("discount", BigDecimal.ONE);
        cells.put("cost", line.amount());
        cells.put("deducted", explained.deducted().getAmount());
        cells.put("formula", Formula.of(explained, show));
        return row(cells);
    }

    /**
     * What was paid for prepaid orders, or paid back.
     *
     * @param tags of its machine
     */
    List<Object> of(BookedPart part, String tags, Locale locale) {
        Entry entry = part.entry();
        Map<String, Object> cells = new HashMap<>();
        date(cells, entry.account(), entry.occurredAt());
        place(cells, part.machine(), tags, locale);
        cells.put("mode", text("instance.chargeType." + ChargeType.PREPAID, locale));
        cells.put("transaction", transaction(entry, locale));
        if (part.machine() != null) {
            cells.put("instance", part.machine().id());
        }
        if (entry.orderNumber() != null) {
            cells.put("order", Csv.asText(entry.orderNumber()));
        }
        cells.put("reference", entry.reference());
        cells.put("deductedAt", show.time(entry.occurredAt()));
        if (part.from() != null && part.to() != null) {
            cells.put("usedFrom", show.time(part.from()));
            cells.put("usedTo", show.time(part.to()));
        }
        if (part.item() != null) {
            agreed(cells, part, part.item(), locale);
        }
        cells.put("listCost", part.listAmount().getAmount());
        cells.put("cost", part.amount().getAmount());
        cells.put("deducted", part.amount().getAmount());
        return row(cells);
    }

    private void agreed(Map<String, Object> cells, BookedPart part, OrderItem item, Locale locale) {
        cells.put("component", text("billing.component." + item.component(), locale));
        cells.put("configuration", parts.of(item, locale));
        if (item.component() == Component.COMPUTE) {
            cells.put("instanceType", item.subject());
            cells.put("family", names.family(item.subject()).in(locale));
        }
        cells.put(part.months() > 0 ? "months" : "days", part.months() > 0 ? part.months() : item.days());
        cells.put("quantity", item.quantity());
        cells.put("price", item.unitPrice());
        cells.put("unit", text("billing.csv." + unit(part, item), locale));
        cells.put("discount", item.discountFactor().stripTrailingZeros().toPlainString());
        if (part.kind() != LineKind.CHANGE) {
            String sign = part.amount().isNegative() ? MINUS : "";
            cells.put("formula", sign + Formula.of(item, part.months(), show));
        }
    }

    private static String unit(BookedPart part, OrderItem item) {
        if (part.kind() == LineKind.CHANGE) {
            return "morePerMonth";
        }
        return item.component() == Component.SYSTEM_DISK || item.component() == Component.DATA_DISK
                ? "perGigabyteAndMonth"
                : "perMonth";
    }

    /** What kind of order it was, or why it was paid back; whatever else there may be, by which way the money went. */
    private String transaction(Entry entry, Locale locale) {
        String kind = text("billing.kind." + entry.kind(), locale);
        String key = "billing.csv.of." + entry.description().key();
        return Objects.requireNonNull(messages.getMessage(key, null, kind, locale));
    }

    private void date(Map<String, Object> cells, AccountId account, Instant at) {
        cells.put("month", YearMonth.from(ShopCalendar.dayOf(at)));
        cells.put("day", show.date(at));
        cells.put("account", Csv.asText(account.accountId()));
        cells.put("product", CVM);
        cells.put("currency", Cny.CURRENCY.getCode());
    }

    private void place(Map<String, Object> cells, @Nullable Instance machine, String tags, Locale locale) {
        if (machine != null) {
            var configuration = machine.configuration();
            cells.put("mode", text("instance.chargeType." + configuration.chargeType(), locale));
            cells.put("region", names.regionOf(configuration.zoneId()));
            cells.put("zone", names.zone(configuration.zoneId()).in(locale));
            cells.put("name", machine.name());
            cells.put("instanceType", configuration.instanceType());
            cells.put("family", names.family(configuration.instanceType()).in(locale));
            cells.put("tags", tags);
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
