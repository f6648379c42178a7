package shop.cvm.order;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InvalidSpec;
import shop.cvm.catalog.SoldOut;
import shop.cvm.instance.Difference;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceRate;
import shop.cvm.instance.Instances;
import shop.cvm.instance.NoSuchInstance;
import shop.cvm.instance.NotReconfigurable;
import shop.cvm.instance.NotReconfigurable.Reason;
import shop.cvm.instance.UsedComponent;
import shop.cvm.ledger.InsufficientBalance;
import shop.cvm.ledger.Ledger;
import shop.cvm.pricing.Component;
import shop.cvm.pricing.Pricing;
import shop.cvm.pricing.Quote;

/**
 * Another configuration for machines that are paid by the hour: another type, larger disks, another bandwidth, another way
 * to pay for the public network ({@code domain.md} 6.4 and 11.4). What it comes to is told beforehand.
 */
@Service
public class Reconfigurations {

    private final ReconfigurationPlacement placement;
    private final ReconfigurationRows rows;
    private final OpenRenewals open;
    private final Instances instances;
    private final Pricing pricing;
    private final Ledger ledger;

    Reconfigurations(
            ReconfigurationPlacement placement,
            ReconfigurationRows rows,
            OpenRenewals open,
            Instances instances,
            Pricing pricing,
            Ledger ledger) {
        this.placement = placement;
        this.rows = rows;
        this.open = open;
        this.instances = instances;
        this.pricing = pricing;
        this.ledger = ledger;
    }

    /**
     * Configures a machine otherwise, at once: an hour of what it is to be is frozen in place of an hour of what it is,
     * and from this second on it costs what it is to be. Asking again with the same token changes nothing.
     *
     * @param token chosen by the caller, 1 to 64 printable ASCII characters
     * @return whether that was news
     * @throws NoSuchInstance if the account has none of this id
     * @throws NotReconfigurable if it cannot be configured like this now, with the reason
     * @throws InvalidSpec if that is not sold
     * @throws PriceChanged if the price is not the one that was agreed
     * @throws InsufficientBalance if the balance does not reach for the freeze
     * @throws SoldOut if no machine of its new type is free; like all of these, nothing was changed then
     */
    public boolean reconfigure(AccountId account, Reconfiguration change, String token) {
        return placement.reconfigure(account, change, PlacementToken.ofPage(token, change));
    }

    /**
     * What a machine was changed in, hourly or prepaid, and what that came to.
     *
     * @param number which change it was, 1 for its first
     * @return empty if there was no such change
     */
    @Transactional(readOnly = true)
    public Optional<MadeChange> change(InstanceId id, int number) {
        return rows.change(id, number);
    }

    /**
     * What it would come to.
     *
     * @throws NoSuchInstance if the account has none of this id
     */
    @Transactional(readOnly = true)
    public ReconfigurationOffer offer(AccountId account, InstanceId id, WantedConfiguration wanted) {
        Instance machine = instances.instance(account, id);
        InstanceSpec spec = wanted.on(machine.spec());
        Quote quote = null;
        RuntimeException refusal = refusal(machine, spec);
        try {
            quote = pricing.quote(spec, 1);
        } catch (InvalidSpec unsold) {
            refusal = refusal == null ? unsold : refusal;
        }
        List<InstanceRate> after = quote == null ? List.of() : Rates.of(spec, quote);
        return new ReconfigurationOffer(
                machine,
                spec,
                lines(machine, after),
                quote,
                ledger.balance(account).available(),
                refusal);
    }

    private @Nullable RuntimeException refusal(Instance machine, InstanceSpec spec) {
        if (machine.configuration().isPrepaid()) {
            return new NotReconfigurable(machine.id(), Reason.PREPAID);
        }
        if (ledger.arrearsSince(machine.account()).isPresent()) {
            return new NotReconfigurable(machine.id(), Reason.ARREARS);
        }
        if (!open.of(List.of(machine.id())).isEmpty()) {
            return new NotReconfigurable(machine.id(), Reason.ORDER_OPEN);
        }
        return instances
                .objection(machine, new Difference(machine.spec(), spec))
                .map(reason -> new NotReconfigurable(machine.id(), reason))
                .orElse(null);
    }

    private List<ReconfigurationOffer.Line> lines(Instance machine, List<InstanceRate> rates) {
        Map<Component, InstanceRate> before = byComponent(instances.used(List.of(machine.id())).stream()
                .map(UsedComponent::rate)
                .toList());
        Map<Component, InstanceRate> after = byComponent(rates);
        return Arrays.stream(Component.values())
                .filter(component -> before.containsKey(component) || after.containsKey(component))
                .map(component -> new ReconfigurationOffer.Line(component, before.get(component), after.get(component)))
                .toList();
    }

    private static Map<Component, InstanceRate> byComponent(List<InstanceRate> rates) {
        return rates.stream().collect(Collectors.toMap(InstanceRate::component, rate -> rate));
    }
}
