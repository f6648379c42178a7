package shop.cvm.web.help;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;
import shop.cvm.billing.BillInterval;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.ComputePrice;
import shop.cvm.catalog.InstanceType;
import shop.cvm.catalog.OsType;
import shop.cvm.catalog.Region;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;

/**
 * A type whose price falls with the hours of use, and what a part of its first hour costs.
 *
 * @param type the type
 * @param region where it is sold
 * @param steps its price steps, the first one first
 */
record UsageExample(InstanceType type, Region region, List<ComputePrice.Step> steps) {

    private static final Instant STARTED = Instant.parse("2027-01-01T02:39:26Z");
    private static final Instant SETTLED = Instant.parse("2027-01-01T03:00:00Z");

    /** The first type of the catalogue that has price steps; empty if none on sale has. */
    static Optional<UsageExample> of(CatalogSnapshot catalog) {
        return catalog.regions().stream()
                .flatMap(region -> catalog.families().stream()
                        .flatMap(family -> family.types().stream())
                        .filter(type -> isSold(catalog, region, type))
                        .map(type -> new UsageExample(type, region, steps(catalog, region, type))))
                .filter(example -> example.steps().size() > 1)
                .findFirst();
    }

    /** A machine that has just been started, at its first full hour. */
    public BillInterval interval() {
        HourlyRate first = steps.get(0).rate();
        return new BillInterval(STARTED, SETTLED, 1, 1, first);
    }

    /** Exactly. */
    public BigDecimal exact() {
        return interval().amount();
    }

    /** As it is deducted. */
    public Money deducted() {
        return Cny.round(exact());
    }

    private static boolean isSold(CatalogSnapshot catalog, Region region, InstanceType type) {
        return region.isSold()
                && !catalog.images(catalog.familyOf(type)).isEmpty()
                && region.zones().stream()
                        .anyMatch(zone -> catalog.isSold(zone, type, OsType.LINUX, ChargeType.POSTPAID_BY_HOUR));
    }

    private static List<ComputePrice.Step> steps(CatalogSnapshot catalog, Region region, InstanceType type) {
        ComputePrice price = catalog.computePrice(region.id(), type.id(), OsType.LINUX);
        return price == null ? List.of() : price.steps();
    }
}
