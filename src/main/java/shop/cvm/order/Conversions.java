package shop.cvm.order;

import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.InvalidSpec;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.instance.NoSuchInstance;
import shop.cvm.instance.NotConvertible;

/**
 * Hourly machines that are paid in advance from now on ({@code domain.md} 11.6): what that costs, and orders for it, which
 * are paid like all others ({@link Orders}). Their time begins with the payment; there is no way back.
 */
@Service
public class Conversions {

    /** Machines in one order for their conversion ({@code domain.md} 11.6). */
    public static final int MOST_MACHINES = 20;

    private final OrderPlacement orders;
    private final ConversionPlacement placement;
    private final OpenRenewals open;
    private final Instances instances;

    Conversions(OrderPlacement orders, ConversionPlacement placement, OpenRenewals open, Instances instances) {
        this.orders = orders;
        this.placement = placement;
        this.open = open;
        this.instances = instances;
    }

    /**
     * Places an order, one line for each machine. The same token with the same wishes gives the order that was placed
     * first.
     *
     * @param wishes 1 to {@link #MOST_MACHINES}, each of another machine
     * @param token chosen by the caller, 1 to 64 printable ASCII characters
     * @throws TokenReused if the token has placed something else
     * @throws NoSuchInstance if the account has no such machine
     * @throws NotConvertible if one of them cannot be converted, with the reason
     * @throws RenewalOpen if one of them is in an order that can still be paid
     * @throws InArrears if the account owes money
     * @throws InvalidSpec if one of them is not sold by the month, or not for so long
     * @throws PriceChanged if the price is not the one that was agreed
     * @throws QuotaExceeded if the account may not buy as many prepaid machines in a zone this month; like all of these,
     *     nothing was placed then
     */
    @Transactional(propagation = Propagation.NEVER)
    public Order place(AccountId account, List<PrepaidWish> wishes, String token) {
        PlacementToken request = PlacementToken.ofConversion(token, wishes);
        List<InstanceId> machines = wishes.stream().map(PrepaidWish::instance).toList();
        try {
            open.closeDead(machines);
            return placement.place(account, request, wishes);
        } catch (RuntimeException refused) {
            // Perhaps only because this very request has placed its order before, long ago or at this very moment.
            return orders.placed(account, request).orElseThrow(() -> open.reason(machines, refused));
        }
    }

    /** What it takes to convert those of these machines that are the account's, in ascending order of their ids. */
    @Transactional(readOnly = true)
    public List<ConversionOffer> offers(AccountId account, Collection<InstanceId> machines, int months) {
        return placement.offers(account, instances.instances(account, machines), months);
    }
}
