package shop.cvm.order;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InvalidSpec;
import shop.cvm.catalog.SoldOut;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.instance.NoSuchInstance;
import shop.cvm.instance.NotReconfigurable;
import shop.cvm.instance.NotReconfigurable.Reason;
import shop.cvm.ledger.Ledger;
import shop.cvm.pricing.Adjustment;
import shop.cvm.time.ShopClock;

/**
 * Another configuration for prepaid machines ({@code domain.md} 6.4, 11.4 and 11.5): what it comes to line by line, and
 * the order for it. One that costs something is paid like all others ({@link Orders}); one that costs nothing, or pays
 * something back, is done at once, and an order all the same.
 */
@Service
public class Adjustments {

    private final OrderPlacement orders;
    private final AdjustmentPlacement placement;
    private final OpenRenewals open;
    private final Instances instances;
    private final Ledger ledger;
    private final ShopClock clock;

    Adjustments(
            OrderPlacement orders,
            AdjustmentPlacement placement,
            OpenRenewals open,
            Instances instances,
            Ledger ledger,
            ShopClock clock) {
        this.orders = orders;
        this.placement = placement;
        this.open = open;
        this.instances = instances;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Orders another configuration; what nothing is due for is done at once. Of a dearer type a machine is held as long as
     * the order can be paid. The same token with the same wish gives the order that was placed first.
     *
     * @param change with what was agreed, and as of when that was worked out: for a while it holds as it was, like the
     *     offer of a return ({@link ReturnSettings#offerFor})
     * @param token chosen by the caller, 1 to 64 printable ASCII characters
     * @return the order, paid if nothing is due
     * @throws TokenReused if the token has placed something else
     * @throws NoSuchInstance if the account has none of this id
     * @throws NotReconfigurable if it cannot be configured like this now, with the reason
     * @throws InvalidSpec if that is not sold
     * @throws PriceChanged if it comes to something else than was agreed, or was agreed too long ago
     * @throws SoldOut if no machine of its new type is free; like all of these, nothing was changed then
     */
    @Transactional(propagation = Propagation.NEVER)
    public Order place(AccountId account, Reconfiguration change, String token) {
        PlacementToken request = PlacementToken.ofPage(token, change);
        try {
            open.closeDead(List.of(change.instance()));
            return placement.place(account, request, change);
        } catch (RuntimeException refused) {
            // Perhaps only because this very request has placed its order before, long ago or at this very moment.
            return orders.placed(account, request).orElseThrow(() -> reason(change.instance(), refused));
        }
    }

    /** If the database has refused it, whoever was quicker with another order for the machine is the reason. */
    private RuntimeException reason(InstanceId machine, RuntimeException refused) {
        return open.reason(List.of(machine), refused) instanceof RenewalOpen
                ? new NotReconfigurable(machine, Reason.ORDER_OPEN)
                : refused;
    }

    /**
     * What it would come to.
     *
     * @throws NoSuchInstance if the account has none of this id
     */
    @Transactional(readOnly = true)
    public AdjustmentOffer offer(AccountId account, InstanceId id, WantedConfiguration wanted) {
        Instance machine = instances.instance(account, id);
        InstanceSpec spec = wanted.on(machine.spec());
        Instant now = clock.now();
        RuntimeException refusal = refusal(machine, spec);
        Adjustment adjustment = null;
        try {
            adjustment = placement.adjustment(machine, spec, now);
            placement.requireOneWay(machine, adjustment);
        } catch (InvalidSpec | NotReconfigurable refused) {
            refusal = refusal == null ? refused : refusal;
        }
        return new AdjustmentOffer(
                machine, spec, adjustment, ledger.balance(account).available(), refusal);
    }

    /** How often each of these prepaid machines got a cheaper type; one that never did is missing. */
    @Transactional(readOnly = true)
    public Map<InstanceId, Integer> downgrades(Collection<InstanceId> machines) {
        return placement.downgrades(machines);
    }

    /** How often a prepaid machine can get a cheaper type. */
    public int mostDowngrades() {
        return placement.mostDowngrades();
    }

    private @Nullable RuntimeException refusal(Instance machine, InstanceSpec spec) {
        Map<InstanceId, OrderNumber> orders = open.of(List.of(machine.id()));
        if (!orders.isEmpty()) {
            return new NotReconfigurable(machine.id(), Reason.ORDER_OPEN);
        }
        return placement
                .objection(machine, spec, false)
                .map(reason -> new NotReconfigurable(machine.id(), reason))
                .orElse(null);
    }
}
