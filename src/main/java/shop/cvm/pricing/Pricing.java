package shop.cvm.pricing;

import java.util.List;
import org.springframework.stereotype.Service;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InvalidSpec;
import shop.cvm.catalog.SpecFault;

/** Prices specifications: arithmetic on the catalogue's snapshot, without a query. */
@Service
public class Pricing {

    private final Catalog catalog;

    Pricing(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * What this many machines of the specification cost now.
     *
     * @param count number of machines, 1 to 100
     * @throws InvalidSpec if it cannot be sold, with every fault at once
     */
    public Quote quote(InstanceSpec spec, int count) {
        return quote(catalog.snapshot(), spec, count);
    }

    /**
     * The same by a snapshot the caller already holds, so that page and price are of one version.
     *
     * @throws InvalidSpec if it cannot be sold, with every fault at once
     */
    public static Quote quote(CatalogSnapshot snapshot, InstanceSpec spec, int count) {
        List<SpecFault> faults = snapshot.check(spec, count);
        if (!faults.isEmpty()) {
            throw new InvalidSpec(faults);
        }
        return new QuoteCalculation(snapshot, spec, count).quote();
    }
}
