package shop.cvm.api;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import shop.cvm.billing.BillFilter;
import shop.cvm.billing.BillLine;
import shop.cvm.billing.Bills;
import shop.cvm.billing.ExplainedLine;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.Zone;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import tools.jackson.databind.JsonNode;

/** What was used by the hour, one component of one instance and hour at a time, newest first; purchases are deals. */
@Component
class DescribeBillDetail implements Action<DescribeBillDetail.Request, DescribeBillDetail.Answer> {

    private static final int MOST = 300;
    private static final int HOUR_SECONDS = 3_600;
    private static final int DECIMALS = 8;
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final String POSTPAID = "postPay";

    private final Bills bills;
    private final Instances instances;
    private final Catalog catalog;
    private final MessageSource messages;

    DescribeBillDetail(Bills bills, Instances instances, Catalog catalog, MessageSource messages) {
        this.bills = bills;
        this.instances = instances;
        this.catalog = catalog;
        this.messages = messages;
    }

    record Request(
            @Nullable Long offset,
            @Nullable Long limit,
            @Nullable String month,
            @Nullable String beginTime,
            @Nullable String endTime,
            @Nullable Long needRecordNum,
            @Nullable String payMode,
            @Nullable String resourceId,
            @Nullable Long projectId,
            @Nullable String businessCode,
            @Nullable JsonNode context,
            @Nullable JsonNode periodType,
            @Nullable JsonNode productCode,
            @Nullable JsonNode actionType,
            @Nullable JsonNode payerUin) {}

    /** Amounts are CNY. */
    record ComponentInfo(
            String componentCodeName,
            String itemCodeName,
            String singlePrice,
            String priceUnit,
            String usedAmount,
            String usedAmountUnit,
            String timeSpan,
            String timeUnitName,
            String cost,
            String discount,
            String realCost,
            String cashPayAmount,
            String voucherPayAmount,
            String incentivePayAmount) {}

    record Detail(
            String businessCodeName,
            String productCodeName,
            String payModeName,
            String regionName,
            String zoneName,
            String resourceId,
            String resourceName,
            String actionTypeName,
            String orderId,
            String billId,
            String payTime,
            String feeBeginTime,
            String feeEndTime,
            String payerUin,
            String ownerUin,
            String operateUin,
            List<Object> tags,
            List<ComponentInfo> componentSet) {}

    record Answer(
            List<Detail> detailSet,
            @Nullable Long total,
            @Nullable String context) {}

    @Override
    public Version version() {
        return Version.BILLING;
    }

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Answer perform(Call call, Request request) {
        if (request.offset() == null || request.limit() == null) {
            throw Fault.MISSING.refusal(request.offset() == null ? "Offset" : "Limit");
        }
        Unsold.require("Context", request.context(), request.productCode(), request.actionType(), request.payerUin());
        Paging paging = Paging.of(request.offset(), request.limit(), MOST, MOST, Fault.OUT_OF_RANGE);
        BillFilter filter = filter(request);
        boolean counted = Long.valueOf(1).equals(request.needRecordNum());
        if (filter == null) {
            return new Answer(List.of(), counted ? 0L : null, null);
        }
        List<BillLine> lines = bills.lines(call.account(), filter, paging.offset(), paging.limit());
        Long total = counted ? bills.count(call.account(), filter) : null;
        return new Answer(details(call, lines), total, null);
    }

    /** Null if nothing can meet it. */
    private static @Nullable BillFilter filter(Request request) {
        String id = request.resourceId();
        InstanceId instance =
                id == null || id.isEmpty() ? null : InstanceId.parse(id).orElse(null);
        boolean unknown = id != null && !id.isEmpty() && instance == null;
        boolean prepaid = request.payMode() != null
                && !request.payMode().isEmpty()
                && !request.payMode().equals(POSTPAID);
        boolean project = request.projectId() != null && request.projectId() != 0;
        boolean business = request.businessCode() != null
                && !request.businessCode().isEmpty()
                && !request.businessCode().equals("p_cvm");
        BillFilter filter = filter(request, instance);
        return unknown || prepaid || project || business ? null : filter;
    }

    private static BillFilter filter(Request request, @Nullable InstanceId instance) {
        String month = request.month();
        if (month != null && !month.isEmpty()) {
            return BillFilter.of(month(month), instance, null);
        }
        if (request.beginTime() == null || request.endTime() == null) {
            throw Fault.MISSING.refusal("Month");
        }
        Instant from = Text.localTime("BeginTime", request.beginTime());
        Instant to = Text.localTime("EndTime", request.endTime());
        if (to.isBefore(from) || to.isAfter(from.plus(LONGEST))) {
            throw Fault.INVALID_VALUE.refusal("EndTime", request.endTime());
        }
        return new BillFilter(from, to, instance, null);
    }

    private static YearMonth month(String month) {
        if (!month.matches("[0-9]{4}-[0-9]{2}")) {
            throw Fault.INVALID_VALUE.refusal("Month", month);
        }
        try {
            return YearMonth.parse(month);
        } catch (DateTimeParseException other) {
            throw Fault.INVALID_VALUE.refusal("Month", month);
        }
    }

    private List<Detail> details(Call call, List<BillLine> lines) {
        List<InstanceId> ids = lines.stream().map(BillLine::instance).distinct().toList();
        Map<InstanceId, Instance> found = instances.instances(call.account(), ids).stream()
                .collect(Collectors.toMap(Instance::id, Function.identity()));
        return bills.explain(call.account(), lines).stream()
                .map(line -> detail(call, line, found.get(line.line().instance())))
                .toList();
    }

    private Detail detail(Call call, ExplainedLine explained, @Nullable Instance instance) {
        BillLine line = explained.line();
        Locale language = call.language();
        Zone zone = instance == null
                ? null
                : catalog.snapshot().zone(instance.configuration().zoneId());
        String account = call.account().accountId();
        String product = text("api.product", language);
        return new Detail(
                product,
                product,
                text("api.bill.postpaid", language),
                zone == null ? "" : catalog.snapshot().regionOf(zone).name().in(language),
                zone == null ? "" : zone.name().in(language),
                line.instance().instanceId(),
                instance == null ? "" : instance.name(),
                text("api.bill.settlement", language),
                "",
                line.entry(),
                Text.local(line.hour().plusSeconds(HOUR_SECONDS)),
                Text.local(line.hour()),
                Text.local(line.hour().plusSeconds(HOUR_SECONDS)),
                account,
                account,
                account,
                List.of(),
                List.of(component(explained, language)));
    }

    private ComponentInfo component(ExplainedLine explained, Locale language) {
        BillLine line = explained.line();
        Long megabytes = line.megabytes();
        String name = text("api.component." + line.component(), language);
        String paid = explained.deducted().getAmount().toPlainString();
        return new ComponentInfo(
                name,
                name,
                explained.highestRate().perHour().stripTrailingZeros().toPlainString(),
                text(megabytes == null ? "api.bill.perHour" : "api.bill.perGigabyte", language),
                megabytes == null
                        ? hours(line.seconds())
                        : BigDecimal.valueOf(megabytes, 3).toPlainString(),
                text(megabytes == null ? "api.bill.hours" : "api.bill.gigabytes", language),
                Integer.toString(line.seconds()),
                text("api.bill.seconds", language),
                line.amount().toPlainString(),
                "1",
                paid,
                paid,
                "0",
                "0");
    }

    private static String hours(int seconds) {
        return BigDecimal.valueOf(seconds)
                .divide(BigDecimal.valueOf(HOUR_SECONDS), DECIMALS, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    private String text(String key, Locale language) {
        return messages.getMessage(key, null, language);
    }
}
