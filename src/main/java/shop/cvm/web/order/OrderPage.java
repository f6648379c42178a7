package shop.cvm.web.order;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import shop.cvm.account.AccountId;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.instance.LaunchProgress;
import shop.cvm.ledger.Ledger;
import shop.cvm.order.Order;
import shop.cvm.order.OrderNumber;
import shop.cvm.order.OrderProgress;
import shop.cvm.order.OrderState;
import shop.cvm.order.Orders;
import shop.cvm.order.Refund;
import shop.cvm.order.Returns;
import shop.cvm.payment.Payment;
import shop.cvm.payment.PaymentState;
import shop.cvm.payment.Payments;
import shop.cvm.payment.WalletKind;
import shop.cvm.time.ShopClock;
import shop.cvm.web.purchase.Selection;

/** What the page of an order shows: payment as long as it can be paid, progress once it is. */
@Component
class OrderPage {

    private final Orders orders;
    private final Returns returns;
    private final Instances instances;
    private final Payments payments;
    private final Ledger ledger;
    private final ShopClock clock;

    OrderPage(Orders orders, Returns returns, Instances instances, Payments payments, Ledger ledger, ShopClock clock) {
        this.orders = orders;
        this.returns = returns;
        this.instances = instances;
        this.payments = payments;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Which of its faces the page shows. */
    enum Face {
        /** It can be paid. */
        OPEN,
        CANCELLED,
        EXPIRED,
        /** Something in it is not sold any more. */
        INVALID,
        /** Its machines are being made. */
        MAKING,
        /** All its machines that could be made run and have their addresses. */
        READY,
        /** None of its machines could be made. */
        FAILED
    }

    /** @return the view's name */
    String fill(Model model, AccountId account, OrderNumber number) {
        OrderProgress progress = orders.order(account, number);
        Order order = progress.order();
        Instant now = clock.now();
        Money available = ledger.balance(account).available();
        List<Instance> machines = order.isPaid() || !order.isPurchase() ? machines(account, order) : List.of();
        Map<InstanceId, Refund> refunds = refunds(machines);
        Payment attempt = payments.latestFor(account, number.number()).orElse(null);
        Face face = face(progress, now);
        model.addAttribute("attempt", attempt);
        model.addAttribute("paying", face == Face.OPEN && isAwaited(attempt, order.total(), available));
        model.addAttribute("leftOnBalance", order.state().isClosed() && isThere(attempt));
        model.addAttribute("wallets", payments.wallets());
        model.addAttribute("preset", WalletKind.WECHAT_PAY);
        List<Step> steps = Step.of(progress, lastOf(refunds.values()));
        model.addAttribute("order", order);
        model.addAttribute("made", progress.machines().wanted());
        model.addAttribute("toRefund", progress.toRefund());
        model.addAttribute("undelivered", progress.machines().givenUp());
        model.addAttribute("refunds", refunds);
        model.addAttribute(
                "returned", returns.of(machines.stream().map(Instance::id).toList()));
        model.addAttribute("state", progress.state());
        model.addAttribute("face", face);
        model.addAttribute("steps", steps);
        model.addAttribute("ongoing", Step.current(steps).orElse(null));
        model.addAttribute("slips", order.lines().stream().map(Slip::of).toList());
        model.addAttribute("subOrders", SubOrder.of(progress, machines));
        model.addAttribute("machines", machines);
        model.addAttribute("available", available);
        model.addAttribute("remains", available.minus(order.total()));
        model.addAttribute("missing", order.total().minus(available));
        model.addAttribute(
                "minutesLeft", Math.max(Duration.between(now, order.payUntil()).toMinutes(), 0));
        model.addAttribute("seen", seen(progress, machines, attempt));
        List<InstanceId> overtaken = overtaken(order, machines);
        model.addAttribute("overtaken", overtaken);
        model.addAttribute("about", about(order, overtaken));
        model.addAttribute("again", again(order, machines));
        return "order/page";
    }

    /** Changes when what the page says of an order's progress changes. */
    String seen(AccountId account, OrderNumber number) {
        OrderProgress progress = orders.order(account, number);
        Payment attempt = payments.latestFor(account, number.number()).orElse(null);
        return seen(progress, machines(account, progress.order()), attempt);
    }

    /** Whether the page has to look again: money may still come, or is there and about to pay the order. */
    private static boolean isAwaited(@Nullable Payment attempt, Money total, Money available) {
        return attempt != null && (attempt.isOpen() || (isThere(attempt) && !total.isGreaterThan(available)));
    }

    private static boolean isThere(@Nullable Payment attempt) {
        return attempt != null && attempt.state() == PaymentState.SUCCEEDED;
    }

    private static String seen(OrderProgress progress, List<Instance> machines, @Nullable Payment attempt) {
        long faults = machines.stream()
                .filter(machine -> machine.lastFault().isPresent())
                .count();
        long running = machines.stream().filter(Instance::isRunning).count();
        long addressed = machines.stream().filter(Instance::isAddressed).count();
        return String.join(
                "-",
                progress.state().name(),
                attempt == null ? "" : attempt.state().name(),
                "" + progress.machines().allocated(),
                "" + progress.machines().givenUp(),
                "" + progress.machines().failed(),
                "" + progress.order().refundedCount(),
                "" + running,
                "" + addressed,
                "" + faults);
    }

    private static Face face(OrderProgress progress, Instant now) {
        Order order = progress.order();
        return switch (order.state()) {
            case UNPAID -> now.isBefore(order.payUntil()) ? Face.OPEN : Face.EXPIRED;
            case CANCELLED -> Face.CANCELLED;
            case EXPIRED -> Face.EXPIRED;
            case INVALID -> Face.INVALID;
            default -> order.isPurchase() ? face(progress.machines()) : Face.READY;
        };
    }

    private static Face face(LaunchProgress machines) {
        if (machines.isHopeless()) {
            return Face.FAILED;
        }
        return machines.isAddressed() ? Face.READY : Face.MAKING;
    }

    private Map<InstanceId, Refund> refunds(List<Instance> machines) {
        return orders.refunds(
                machines.stream().filter(Instance::isFailed).map(Instance::id).toList());
    }

    private static @Nullable Instant lastOf(Collection<Refund> refunds) {
        return refunds.stream().map(Refund::at).max(Instant::compareTo).orElse(null);
    }

    /** Machines of a closed renewal that got more time another way before it was paid. */
    private static List<InstanceId> overtaken(Order order, List<Instance> machines) {
        if (order.state() != OrderState.INVALID || !order.isRenewal()) {
            return List.of();
        }
        Map<InstanceId, Instant> ordered = order.renewsFrom();
        return machines.stream()
                .filter(machine -> machine.expiresAt().orElseThrow().isAfter(ordered.get(machine.id())))
                .map(Instance::id)
                .toList();
    }

    /** What completes the keys of its messages: nothing for a purchase. */
    private static String about(Order order, List<InstanceId> overtaken) {
        return switch (order.kind()) {
            case PURCHASE -> "";
            case RENEWAL -> aboutRenewal(order, overtaken);
            case CHANGE -> ".change";
            case CONVERSION -> ".conversion";
        };
    }

    /** What was in the way of less bandwidth is said, whatever has become of the machine since. */
    private static String aboutRenewal(Order order, List<InstanceId> overtaken) {
        if (order.voidReason().isPresent()) {
            return ".lowering";
        }
        return overtaken.isEmpty() ? ".renewal" : ".renewed";
    }

    /** Where the same can be ordered again: a configuration on the purchase page, or the same for machines that are there. */
    private static String again(Order order, List<Instance> machines) {
        return switch (order.kind()) {
            case PURCHASE ->
                "/?" + Selection.of(order.lines().get(0).batch(), "").query();
            case RENEWAL -> {
                List<InstanceId> others = new ArrayList<>(order.concerned());
                others.removeAll(overtaken(order, machines));
                yield "/instances/renewal?id=" + ids(others.isEmpty() ? order.concerned() : others);
            }
            case CHANGE -> "/instances/" + order.concerned().get(0) + "/configuration";
            case CONVERSION -> "/instances/conversion?id=" + ids(order.concerned());
        };
    }

    private static String ids(List<InstanceId> machines) {
        return machines.stream().map(InstanceId::instanceId).collect(Collectors.joining(","));
    }

    /** The machines that it has made, or is about. */
    private List<Instance> machines(AccountId account, Order order) {
        return order.isPurchase()
                ? instances.ofOrder(account, order.number().number())
                : instances.instances(account, order.concerned());
    }
}
