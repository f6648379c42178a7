package shop.cvm.api;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.account.AccountId;
import shop.cvm.instance.InstanceId;
import shop.cvm.ledger.InsufficientBalance;
import shop.cvm.order.Deal;
import shop.cvm.order.DealConditions;
import shop.cvm.order.Deals;
import shop.cvm.order.NoSuchOrder;
import shop.cvm.order.OrderClosed;
import shop.cvm.order.OrderNumber;
import shop.cvm.order.Orders;
import tools.jackson.databind.JsonNode;

/** Pays an order from the balance, one at a time, and all of its lines together. */
@Component
class PayDeals implements Action<PayDeals.Request, PayDeals.Answer> {

    private static final int MOST_LINES = 1_000;
    private static final Instant EVER = Instant.parse("9999-01-01T00:00:00Z");

    private final Deals deals;
    private final Orders orders;

    PayDeals(Deals deals, Orders orders) {
        this.deals = deals;
        this.orders = orders;
    }

    record Request(
            List<String> orderIds,
            List<String> bigDealIds,
            @Nullable JsonNode autoVoucher,
            @Nullable JsonNode voucherIds,
            @Nullable JsonNode agentPay,
            @Nullable JsonNode cpsUin) {}

    record Answer(List<String> orderIds, List<String> bigDealIds, List<String> resourceIds) {}

    @Override
    public Version version() {
        return Version.BILLING;
    }

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public boolean changes() {
        return true;
    }

    @Override
    public Answer perform(Call call, Request request) {
        Unsold.require("VoucherIds", request.autoVoucher(), request.voucherIds());
        Unsold.require("AgentPay", request.agentPay(), request.cpsUin());
        if (request.orderIds().isEmpty() == request.bigDealIds().isEmpty()) {
            throw request.orderIds().isEmpty()
                    ? Fault.MISSING.refusal("BigDealIds")
                    : Fault.COMBINATION.refusal("OrderIds", "BigDealIds");
        }
        OrderNumber number = number(call.account(), request);
        try {
            orders.payInstead(call.account(), number);
        } catch (NoSuchOrder | OrderClosed gone) {
            throw Fault.INVALID_DEAL.refusal(number.number());
        } catch (InsufficientBalance insufficient) {
            throw Fault.DEAL_BALANCE.refusal(insufficient.missing().getAmount().toPlainString());
        }
        return answer(number, lines(call.account(), number.number(), null));
    }

    private OrderNumber number(AccountId account, Request request) {
        if (request.bigDealIds().size() > 1) {
            throw Fault.TOO_MANY.refusal("BigDealIds", request.bigDealIds().size(), 1);
        }
        if (!request.bigDealIds().isEmpty()) {
            String named = request.bigDealIds().get(0);
            return OrderNumber.parse(named).orElseThrow(() -> Fault.INVALID_DEAL.refusal(named));
        }
        String first = request.orderIds().get(0);
        List<Deal> found = lines(account, null, first);
        if (found.isEmpty()) {
            throw Fault.INVALID_DEAL.refusal(first);
        }
        OrderNumber number = found.get(0).order().number();
        requireAll(found.get(0), request.orderIds());
        return number;
    }

    /** The lines of an order are paid together, and those of several orders one after the other. */
    private static void requireAll(Deal deal, List<String> named) {
        Set<String> lines = deal.order().lines().stream()
                .map(line -> line.subOrder().number())
                .collect(Collectors.toSet());
        if (!lines.equals(Set.copyOf(named))) {
            throw Fault.INVALID_DEAL.refusal(String.join(", ", named));
        }
    }

    private List<Deal> lines(AccountId account, @Nullable String order, @Nullable String subOrder) {
        return deals.find(
                        account,
                        new DealConditions(Instant.EPOCH, EVER, Set.of(), order, subOrder, null),
                        0,
                        MOST_LINES)
                .deals();
    }

    private static Answer answer(OrderNumber number, List<Deal> paid) {
        return new Answer(
                paid.stream().map(deal -> deal.line().subOrder().number()).toList(),
                List.of(number.number()),
                paid.stream()
                        .flatMap(deal -> deal.machines().stream())
                        .map(InstanceId::instanceId)
                        .toList());
    }
}
