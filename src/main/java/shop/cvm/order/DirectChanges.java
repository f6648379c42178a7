package shop.cvm.order;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.InvalidSpec;
import shop.cvm.catalog.SoldOut;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.instance.NoSuchInstance;
import shop.cvm.instance.NotReconfigurable;
import shop.cvm.ledger.InsufficientBalance;

/**
 * Another configuration in one step, whichever way a machine is paid for: of one that is paid by the hour another hour is
 * frozen, of a prepaid one what is due is paid from the balance, or paid back to it. What is refused leaves no order
 * behind.
 */
@Service
public class DirectChanges {

    private final ReconfigurationPlacement hourly;
    private final AdjustmentPlacement prepaid;
    private final OpenRenewals open;
    private final Instances instances;

    DirectChanges(
            ReconfigurationPlacement hourly, AdjustmentPlacement prepaid, OpenRenewals open, Instances instances) {
        this.hourly = hourly;
        this.prepaid = prepaid;
        this.open = open;
        this.instances = instances;
    }

    /**
     * Configures a machine otherwise.
     *
     * @param change whatever it comes to
     * @param scope the action and its region
     * @throws NoSuchInstance if the account has none of this id
     * @throws NotReconfigurable if it cannot be configured like this now, with the reason
     * @throws InvalidSpec if that is not sold
     * @throws InsufficientBalance if the balance does not reach
     * @throws SoldOut if no machine of its new type is free; like all of these, nothing was changed then
     */
    @Transactional(propagation = Propagation.NEVER)
    public void change(AccountId account, Reconfiguration change, String scope) {
        InstanceId machine = change.instance();
        PlacementToken request = PlacementToken.ofApi(scope, UUID.randomUUID().toString(), change);
        if (instances.instance(account, machine).configuration().isPrepaid()) {
            // By itself: it gives back hosts, which are locked last, and here are locks to come.
            open.closeDead(List.of(machine));
            prepaid.buy(account, request, change);
        } else {
            hourly.reconfigure(account, change, request);
        }
    }
}
