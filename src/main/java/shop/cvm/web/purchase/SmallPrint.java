package shop.cvm.web.purchase;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.InstanceType;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.PriceSource;
import shop.cvm.catalog.Source;
import shop.cvm.pricing.Component;
import shop.cvm.pricing.Quote;
import shop.cvm.pricing.QuoteLine;
import shop.cvm.web.Show;

/** Under the price: what it includes, what is billed separately, and how each figure comes about. */
record SmallPrint(Picture picture, Words words, Show show, Quote quote) {

    /** Inbound bandwidth that comes with any public address ({@code domain.md} 6.2). */
    private static final int MIN_INBOUND_MBPS = 10;

    /**
     * @param formula name, unit price, quantity and discount
     * @param source document and date
     */
    record Detail(String formula, boolean estimated, String source) {}

    List<String> included() {
        Selection selection = picture.selection();
        InstanceType type = picture.shelf().type();
        List<String> included = new ArrayList<>();
        int gb = selection.systemDisk().sizeGb()
                + selection.dataDisks().stream().mapToInt(Disk::sizeGb).sum();
        included.add(words.of(
                "purchase.included.machine", show.number(type.vcpu()), show.number(type.memoryGib()), show.number(gb)));
        if (type.bandwidthGbps() != null) {
            included.add(words.of(
                    "purchase.included.private",
                    type.bandwidthGbps().stripTrailingZeros().toPlainString()));
        }
        if (selection.bandwidth() > 0) {
            int inbound = Math.max(MIN_INBOUND_MBPS, selection.bandwidth());
            included.add(
                    words.of("purchase.included.bandwidth", show.number(selection.bandwidth()), show.number(inbound)));
            included.add(words.of("purchase.included.address"));
        }
        return included;
    }

    List<String> separate() {
        Selection selection = picture.selection();
        List<String> separate = new ArrayList<>();
        boolean traffic = selection.bandwidth() > 0 && selection.internetChargeType() == InternetChargeType.TRAFFIC;
        if (traffic) {
            quote.lines().stream()
                    .filter(line -> line.component() == Component.TRAFFIC)
                    .map(line -> words.of("purchase.separate.traffic", "¥" + show.price(line.unitPrice())))
                    .forEach(separate::add);
        }
        separate.add(words.of(selection.isPrepaid() ? "purchase.separate.renewal" : "purchase.separate.stopped"));
        return separate;
    }

    List<Detail> details() {
        return quote.lines().stream().map(this::detail).toList();
    }

    private Detail detail(QuoteLine line) {
        return new Detail(name(line) + ": " + formula(line), line.source().estimated(), source(line.source()));
    }

    private String name(QuoteLine line) {
        return switch (line.component()) {
            case COMPUTE -> line.subject();
            case SYSTEM_DISK, DATA_DISK ->
                words.of(
                        "purchase.detail.disk",
                        words.of("purchase.detail." + line.component()),
                        ValueNames.disk(picture.shelf().catalog(), line.subject(), words));
            case BANDWIDTH, TRAFFIC -> words.of("purchase.detail." + line.component());
        };
    }

    private String formula(QuoteLine line) {
        if (line.component() == Component.TRAFFIC) {
            return words.of("purchase.perGb", "¥" + show.price(line.unitPrice()));
        }
        boolean prepaid = picture.selection().isPrepaid();
        String price = prepaid
                ? words.of("purchase.perMonth", "¥" + show.price(line.unitPrice()))
                : words.of("purchase.perHour", "¥" + show.rate(line.unitPrice()));
        StringBuilder formula = new StringBuilder(price);
        if (line.component() == Component.SYSTEM_DISK || line.component() == Component.DATA_DISK) {
            formula.append(" × ").append(words.of("purchase.disk.size", show.number(line.quantity())));
        }
        if (line.days() > 0) {
            formula.append(" × ").append(words.of("purchase.detail.days", line.days()));
        } else if (prepaid && quote.months() > 1) {
            formula.append(" × ").append(words.of("purchase.months", quote.months()));
        }
        if (line.discountFactor().compareTo(BigDecimal.ONE) != 0) {
            formula.append(" × ")
                    .append(line.discountFactor().stripTrailingZeros().toPlainString());
        }
        if (quote.count() > 1) {
            formula.append(" × ").append(quote.count());
        }
        return formula.toString();
    }

    private String source(PriceSource price) {
        String titles = Arrays.stream(price.sourceId().split(";"))
                .map(id -> picture.shelf().catalog().sources().get(id))
                .map(source -> source == null ? price.sourceId() : title(source))
                .collect(Collectors.joining("; "));
        return words.of("purchase.detail.source", titles, price.effectiveFrom());
    }

    private static String title(Source source) {
        return source.title();
    }
}
