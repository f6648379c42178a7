package shop.cvm.web.order;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.joda.money.Money;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.instance.Instance;
import shop.cvm.instance.Instances;
import shop.cvm.ledger.Ledger;
import shop.cvm.order.Order;
import shop.cvm.order.OrderLine;
import shop.cvm.order.OrderNumber;
import shop.cvm.order.OrderProgress;
import shop.cvm.order.Orders;
import shop.cvm.time.ShopClock;
import shop.cvm.web.purchase.Selection;

/** What the page of an order shows: payment as long as it can be paid, progress once it is. */
@Component
class OrderPage {

    private final Orders orders;
    private final Instances instances;
    private final Ledger ledger;
    private final ShopClock clock;

    OrderPage(Orders orders, Instances instances, Ledger ledger, ShopClock clock) {
        this.orders = orders;
        this.instances = instances;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Which of its faces the page shows. */
    enum Face {
        /** It can be paid. */
        OPEN,
        CANCELLED,
        EXPIRED,
        /** Its machines are being made. */
        MAKING,
        /** All its machines run and have their addresses. */
        READY
    }

    /** @return the view's name */
    String fill(Model model, AccountId account, OrderNumber number) {
        OrderProgress progress = orders.order(account, number);
        Order order = progress.order();
        Instant now = clock.now();
        Money available = ledger.balance(account).available();
        List<Instance> machines = order.isPaid() ? instances.ofOrder(account, number.number()) : List.of();
        model.addAttribute("order", order);
        model.addAttribute("face", face(progress, now));
        model.addAttribute("steps", Step.of(progress));
        model.addAttribute("ongoing", Step.current(progress).orElse(null));
        model.addAttribute("slips", order.lines().stream().map(Slip::of).toList());
        model.addAttribute("machines", machines);
        model.addAttribute("available", available);
        model.addAttribute("remains", available.minus(order.total()));
        model.addAttribute("missing", order.total().minus(available));
        model.addAttribute(
                "minutesLeft", Math.max(Duration.between(now, order.payUntil()).toMinutes(), 0));
        model.addAttribute("seen", seen(progress, machines));
        model.addAttribute("again", query(order.lines().get(0)));
        return "order/page";
    }

    /** Changes when what the page says of an order's progress changes. */
    String seen(AccountId account, OrderNumber number) {
        OrderProgress progress = orders.order(account, number);
        return seen(progress, instances.ofOrder(account, number.number()));
    }

    private static String seen(OrderProgress progress, List<Instance> machines) {
        long faults = machines.stream()
                .filter(machine -> machine.lastFault().isPresent())
                .count();
        long running = machines.stream().filter(Instance::isRunning).count();
        long addressed = machines.stream().filter(Instance::isAddressed).count();
        return String.join(
                "-",
                progress.state().name(),
                "" + progress.machines().allocated(),
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
            default -> progress.machines().isAddressed() ? Face.READY : Face.MAKING;
        };
    }

    /** The same configuration on the purchase page. */
    private static String query(OrderLine line) {
        InstanceSpec spec = line.spec();
        return new Selection(
                        spec.chargeType(),
                        "",
                        spec.zone(),
                        spec.instanceType(),
                        spec.image(),
                        spec.systemDisk(),
                        spec.dataDisks(),
                        spec.networkType(),
                        spec.internetChargeType(),
                        spec.bandwidthMbps(),
                        line.name(),
                        line.loginKind(),
                        line.securityGroup(),
                        line.count(),
                        Math.max(spec.months(), 1),
                        line.isAutoRenewed())
                .query();
    }
}
