package shop.cvm.web.billing;

import java.util.Optional;
import org.joda.money.Money;
import org.springframework.stereotype.Component;
import shop.cvm.catalog.InvalidSpec;
import shop.cvm.instance.Instance;
import shop.cvm.pricing.Pricing;

/** What it costs to keep prepaid machines: renewal uses the current price book. */
@Component
class RenewalPrices {

    private final Pricing pricing;

    RenewalPrices(Pricing pricing) {
        this.pricing = pricing;
    }

    /** The price of the period that was bought, once more; empty if the configuration is not sold any more. */
    Optional<Money> of(Instance instance) {
        try {
            return Optional.of(pricing.quote(instance.specAtEnd(), 1).total());
        } catch (InvalidSpec withdrawn) {
            return Optional.empty();
        }
    }
}
