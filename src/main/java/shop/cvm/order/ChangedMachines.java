package shop.cvm.order;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.joda.money.Money;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.instance.Batch;
import shop.cvm.instance.Instance;
import shop.cvm.instance.Naming;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;
import shop.cvm.network.Networks;
import shop.cvm.network.SecurityGroup;
import shop.cvm.network.SecurityGroupTemplate;
import shop.cvm.pricing.Adjustment;
import shop.cvm.pricing.AdjustmentLine;
import shop.cvm.pricing.Component;
import shop.cvm.pricing.MonthPrice;

/** Puts another configuration of a machine into the words of an order. */
@org.springframework.stereotype.Component
class ChangedMachines {

    private final Networks networks;

    ChangedMachines(Networks networks) {
        this.networks = networks;
    }

    /** @param waits whether it can be paid later, until when a host of another type is held for it */
    ChangedMachine of(Instance machine, InstanceSpec wanted, Adjustment adjustment, boolean waits) {
        boolean isOfType = !machine.configuration().instanceType().equals(wanted.instanceType());
        return new ChangedMachine(
                machine.id(),
                machine.configured(),
                adjustment.until(),
                isOfType && waits && adjustment.fee().isPositive(),
                batch(machine, wanted),
                adjustment.fee(),
                adjustment.listFee(),
                adjustment.refund(),
                adjustment.moreDays(),
                adjustment.isCheaper() ? rests(adjustment) : fees(adjustment));
    }

    private Batch batch(Instance machine, InstanceSpec wanted) {
        SecurityGroupTemplate group = networks.securityGroup(machine.account(), machine.securityGroup())
                .map(SecurityGroup::template)
                .orElse(SecurityGroupTemplate.SSH_22);
        return Batch.of(wanted, 1, Naming.NONE, machine.isAutoRenewed(), machine.loginKind(), group);
    }

    /** What is to be paid for the days that are left, of what changes; and traffic, which is charged by use. */
    private static List<OrderItem> fees(Adjustment adjustment) {
        return adjustment.lines().stream()
                .filter(line -> isTraffic(line.after()) || line.fee().isPositive())
                .map(line -> isTraffic(line.after())
                        ? traffic(line.after())
                        : item(line.after(), line.more(), adjustment.days(), line.factor(), line.listFee(), line.fee()))
                .toList();
    }

    /** The prices by the month by which its use is valued from now on, with what is left of what was paid. */
    private static List<OrderItem> rests(Adjustment adjustment) {
        Map<Component, Money> left = new EnumMap<>(Component.class);
        left.putAll(adjustment.rests());
        List<OrderItem> items = new ArrayList<>();
        for (AdjustmentLine line : adjustment.lines()) {
            MonthPrice price = line.after();
            if (isTraffic(price)) {
                items.add(traffic(price));
            } else if (price.component() != Component.TRAFFIC) {
                // Several disks are one in this: the first of them stands for all.
                Money rest = left.getOrDefault(price.component(), Cny.ZERO);
                left.put(price.component(), Cny.ZERO);
                items.add(item(price, price.unitPrice(), 0, line.factor(), rest, rest));
            }
        }
        return items;
    }

    private static boolean isTraffic(MonthPrice price) {
        return price.component() == Component.TRAFFIC && price.quantity() > 0;
    }

    private static OrderItem traffic(MonthPrice price) {
        return item(price, price.unitPrice(), 0, BigDecimal.ONE, Cny.ZERO, Cny.ZERO);
    }

    private static OrderItem item(
            MonthPrice price, BigDecimal unitPrice, int days, BigDecimal factor, Money list, Money amount) {
        return new OrderItem(
                price.component(),
                price.subject(),
                unitPrice,
                days,
                price.quantity(),
                factor,
                list,
                amount,
                amount,
                HourlyRate.ZERO,
                null,
                price.source().sourceId(),
                price.source().estimated());
    }
}
