package shop.cvm.api;

import java.math.BigDecimal;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.DiskType;
import shop.cvm.catalog.DiskUsage;
import shop.cvm.pricing.DiskQuote;
import tools.jackson.databind.JsonNode;

/** What data disks cost. They are sold as parts of machines; by themselves they are priced only. */
@Component
class InquiryPriceCreateDisks implements Action<InquiryPriceCreateDisks.Request, InquiryPriceCreateDisks.Answer> {

    private static final int MOST = 50;

    private final Catalog catalog;

    InquiryPriceCreateDisks(Catalog catalog) {
        this.catalog = catalog;
    }

    record Request(
            @Nullable String diskChargeType,
            @Nullable String diskType,
            @Nullable Long diskSize,
            @Nullable Long diskCount,
            @Nullable Long projectId,
            MachineRequest.@Nullable Prepaid diskChargePrepaid,
            @Nullable JsonNode throughputPerformance,
            @Nullable JsonNode diskBackupQuota) {}

    record DiskPrice(
            @Nullable BigDecimal unitPrice,
            @Nullable BigDecimal unitPriceDiscount,
            @Nullable String chargeUnit,
            @Nullable BigDecimal originalPrice,
            @Nullable BigDecimal discountPrice,
            @Nullable String unitPriceHigh,
            @Nullable String unitPriceDiscountHigh,
            @Nullable String originalPriceHigh,
            @Nullable String discountPriceHigh) {}

    record Answer(DiskPrice diskPrice) {}

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Answer perform(Call call, Request request) {
        Unsold.require("ThroughputPerformance", request.throughputPerformance());
        Unsold.require("DiskBackupQuota", request.diskBackupQuota());
        if (request.projectId() != null && request.projectId() != 0) {
            throw Fault.UNKNOWN_PROJECT.refusal(request.projectId());
        }
        String charged = present("DiskChargeType", request.diskChargeType());
        ChargeType chargeType = Text.named("DiskChargeType", charged, ChargeType.values(), ChargeType.POSTPAID_BY_HOUR);
        int months = chargeType == ChargeType.PREPAID ? MachineSpecs.period(request.diskChargePrepaid()) : 0;
        CatalogSnapshot snapshot = catalog.snapshot();
        Disk disk = disk(snapshot, request);
        DiskQuote quote = DiskQuote.of(snapshot, call.region().id(), disk, months)
                .orElseThrow(() -> Fault.DISK_SOLD_OUT.refusal("DiskType", disk.type(), ""));
        return new Answer(months > 0 ? ofPeriod(quote, count(request)) : ofHour(quote, count(request)));
    }

    private static Disk disk(CatalogSnapshot snapshot, Request request) {
        String id = present("DiskType", request.diskType());
        DiskType type = snapshot.diskType(id);
        if (type == null) {
            throw Fault.INVALID_VALUE.refusal("DiskType", id);
        }
        Long size = request.diskSize();
        if (size == null) {
            throw Fault.MISSING.refusal("DiskSize");
        }
        DiskType.Limits limits = type.limits(DiskUsage.DATA_DISK);
        if (size != size.intValue() || !limits.allows(size.intValue())) {
            throw Fault.OUT_OF_RANGE.refusal("DiskSize", size, limits.min() + "–" + limits.max());
        }
        return new Disk(id, size.intValue());
    }

    private static int count(Request request) {
        long count = request.diskCount() == null ? 1 : request.diskCount();
        if (count < 1 || count > MOST) {
            throw Fault.OUT_OF_RANGE.refusal("DiskCount", count, "1–" + MOST);
        }
        return (int) count;
    }

    private static String present(String field, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw Fault.MISSING.refusal(field);
        }
        return value;
    }

    private static DiskPrice ofPeriod(DiskQuote quote, int count) {
        BigDecimal list = amount(quote.listTotal().multipliedBy(count));
        BigDecimal paid = amount(quote.total().multipliedBy(count));
        return new DiskPrice(null, null, null, list, paid, null, null, list.toPlainString(), paid.toPlainString());
    }

    private static BigDecimal amount(Money money) {
        return money.getAmount();
    }

    private static DiskPrice ofHour(DiskQuote quote, int count) {
        BigDecimal exact = quote.perHour().times(count).perHour().stripTrailingZeros();
        BigDecimal rate = ItemPrice.byUnit("HOUR", exact).unitPrice();
        String text = exact.toPlainString();
        return new DiskPrice(rate, rate, "HOUR", null, null, text, text, null, null);
    }
}
