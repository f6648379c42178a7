package shop.cvm.api;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.instance.InstanceId;
import shop.cvm.order.Deal;
import shop.cvm.order.DealConditions;
import shop.cvm.order.Deals;
import shop.cvm.order.OrderLine;
import shop.cvm.order.OrderState;

/** The lines of the account's orders, which the vendor calls deals. */
@Component
class DescribeDealsByCond implements Action<DescribeDealsByCond.Request, DescribeDealsByCond.Answer> {

    private static final int MOST = 1_000;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Deals deals;
    private final MessageSource messages;

    DescribeDealsByCond(Deals deals, MessageSource messages) {
        this.deals = deals;
        this.messages = messages;
    }

    /** @param offset the number of the page, from 0 */
    record Request(
            @Nullable String startTime,
            @Nullable String endTime,
            @Nullable Long limit,
            @Nullable Long offset,
            @Nullable Long status,
            List<Long> statusSet,
            @Nullable String orderId,
            @Nullable String bigDealId,
            @Nullable String resourceId) {}

    record Product(String name, String value) {}

    /** Amounts are cents. */
    record DealInfo(
            String orderId,
            String bigDealId,
            int status,
            String payer,
            String creator,
            String createTime,
            String payMode,
            String action,
            String productCode,
            String subProductCode,
            String productName,
            int projectId,
            long price,
            long totalCost,
            long realTotalCost,
            long voucherDecline,
            BigDecimal policy,
            int timeSpan,
            String timeUnit,
            String currency,
            int goodsCategoryId,
            List<Product> productInfo,
            List<String> resourceId,
            String zoneCode) {}

    record Answer(long totalCount, List<DealInfo> deals) {}

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
        if (request.limit() == null) {
            throw Fault.MISSING.refusal("Limit");
        }
        Paging paging = Paging.of(request.offset(), request.limit(), MOST, MOST, Fault.OUT_OF_RANGE);
        DealConditions conditions = new DealConditions(
                Text.localTime("StartTime", required("StartTime", request.startTime())),
                Text.localTime("EndTime", required("EndTime", request.endTime())),
                states(request),
                empty(request.bigDealId()),
                empty(request.orderId()),
                empty(request.resourceId()));
        Deals.Found found =
                deals.find(call.account(), conditions, (long) paging.offset() * paging.limit(), paging.limit());
        return new Answer(
                found.total(),
                found.deals().stream().map(deal -> info(call, deal)).toList());
    }

    private static Set<OrderState> states(Request request) {
        List<Long> codes = new ArrayList<>(request.statusSet());
        if (request.status() != null) {
            codes.add(request.status());
        }
        Set<OrderState> states = new LinkedHashSet<>();
        codes.forEach(code -> states.add(Arrays.stream(OrderState.values())
                .filter(state -> state.code() == code)
                .findFirst()
                .orElseThrow(() -> Fault.INVALID_VALUE.refusal("Status", code))));
        return states;
    }

    private static String required(String field, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw Fault.MISSING.refusal(field);
        }
        return value;
    }

    private static @Nullable String empty(@Nullable String value) {
        return value == null || value.isEmpty() ? null : value;
    }

    private DealInfo info(Call call, Deal deal) {
        OrderLine line = deal.line();
        boolean prepaid = line.spec().isPrepaid();
        String account = call.account().accountId();
        return new DealInfo(
                line.subOrder().number(),
                deal.order().number().number(),
                deal.state().code(),
                account,
                account,
                Text.local(deal.order().createdAt()),
                prepaid ? "prePay" : "postPay",
                action(line),
                "p_cvm",
                "sp_cvm",
                messages.getMessage("api.product", null, call.language()),
                0,
                cents(line.cost().unitTotal()),
                cents(line.listTotal()),
                prepaid ? cents(line.total()) : 0,
                0,
                policy(line),
                prepaid ? line.spec().months() : 1,
                prepaid ? "m" : "h",
                "CNY",
                0,
                products(line.spec()),
                deal.machines().stream().map(InstanceId::instanceId).toList(),
                line.spec().zone());
    }

    private static String action(OrderLine line) {
        return switch (line.kind()) {
            case PURCHASE -> "purchase";
            case RENEWAL -> "renew";
            case CONVERSION -> "modify";
            case CHANGE -> line.total().isPositive() ? "upgrade" : "downgrade";
        };
    }

    /** What is paid of a hundred. */
    private static BigDecimal policy(OrderLine line) {
        Money list = line.listTotal();
        return list.isPositive()
                ? line.total().getAmount().multiply(HUNDRED).divide(list.getAmount(), 2, RoundingMode.HALF_UP)
                : HUNDRED;
    }

    private static List<Product> products(InstanceSpec spec) {
        return List.of(
                new Product("InstanceType", spec.instanceType()),
                new Product("Zone", spec.zone()),
                new Product("ImageId", spec.image()));
    }

    private static long cents(Money amount) {
        return amount.getAmount().movePointRight(2).longValueExact();
    }
}
