package shop.cvm.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import shop.cvm.catalog.CatalogFixture;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.DiskType;
import shop.cvm.catalog.DiskUsage;
import shop.cvm.catalog.Image;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InstanceType;
import shop.cvm.catalog.RandomSpecs;
import shop.cvm.catalog.Specs;
import shop.cvm.catalog.Zone;
import shop.cvm.money.Cny;

/** Prices a million random valid specifications and holds each against all the rules that every price must keep. */
@Tag("generator")
class MillionSpecsTests {

    private static final long SEED = 20261123L;
    private static final int BATCHES = 200;
    private static final int SPECS_PER_BATCH = 5_000;

    private final CatalogSnapshot catalog = CatalogFixture.snapshot();
    private final RandomSpecs specs = new RandomSpecs(catalog);

    @Test
    void everyPriceAddsUpAndNeverFallsWhenMoreIsBought() {
        assertThat(specs.offers()).isGreaterThan(20_000);

        long priced = IntStream.range(0, BATCHES)
                .parallel()
                .mapToLong(batch -> batch(new SplittableRandom(SEED + batch)))
                .sum();

        assertThat(priced).isEqualTo(1_000_000L);
    }

    private long batch(SplittableRandom random) {
        for (int number = 0; number < SPECS_PER_BATCH; number++) {
            InstanceSpec spec = specs.next(random);
            int count = 1 + random.nextInt(CatalogSnapshot.MAX_COUNT);
            Quote quote = Pricing.quote(catalog, spec, count);
            holdsTogether(quote, spec);
            moreMachinesCostNoLess(quote, spec);
            moreBandwidthCostsNoLess(quote, spec);
            aLargerSystemDiskCostsNoLess(quote, spec);
            aLargerDataDiskCostsNoLess(quote, spec, random);
            aLongerPeriodCostsNoMorePerMonth(quote, spec);
        }
        return SPECS_PER_BATCH;
    }

    private static void holdsTogether(Quote quote, InstanceSpec spec) {
        var sum = Cny.ZERO;
        for (QuoteLine line : quote.lines()) {
            sum = sum.plus(line.amount());
            require(line.amount().equals(line.unitAmount().multipliedBy(quote.count())), "line times count", spec);
            require(!line.unitAmount().isGreaterThan(line.unitListAmount()), "a discount only takes off", spec);
            require(line.unitAmount().getAmount().compareTo(rounded(line, quote.months())) == 0, "rounded once", spec);
        }
        require(quote.total().equals(quote.unitTotal().multipliedBy(quote.count())), "unit times count", spec);
        if (spec.isPrepaid()) {
            require(sum.equals(quote.total()), "lines add to the total", spec);
            require(quote.perHour().perHour().signum() == 0, "prepaid has no rate", spec);
        } else {
            require(
                    rate(quote)
                                    .multiply(BigDecimal.valueOf(quote.count()))
                                    .compareTo(quote.perHour().perHour())
                            == 0,
                    "rates add up",
                    spec);
            require(quote.unitTotal().equals(Cny.round(rate(quote))), "one hour is frozen", spec);
        }
        require(quote.total().isPositive(), "nothing is free", spec);
    }

    /** Decision 1 of the design: one machine's whole period is rounded, not its month. What is billed by the hour is none. */
    private static BigDecimal rounded(QuoteLine line, int months) {
        return line.component() == Component.TRAFFIC
                ? BigDecimal.ZERO
                : perMonth(line).multiply(BigDecimal.valueOf(months)).setScale(2, RoundingMode.HALF_UP);
    }

    private void moreMachinesCostNoLess(Quote quote, InstanceSpec spec) {
        if (quote.count() < CatalogSnapshot.MAX_COUNT) {
            Quote more = Pricing.quote(catalog, spec, quote.count() + 1);
            require(!more.total().isLessThan(quote.total()), "one machine more", spec);
        }
    }

    private void moreBandwidthCostsNoLess(Quote quote, InstanceSpec spec) {
        Zone zone = Objects.requireNonNull(catalog.zone(spec.zone()));
        InstanceType type = Objects.requireNonNull(catalog.type(spec.instanceType()));
        int max = catalog.maxBandwidth(zone, type, spec.chargeType(), spec.internetChargeType());
        if (spec.bandwidthMbps() < max) {
            InstanceSpec wider = Specs.withNetwork(spec, spec.internetChargeType(), spec.bandwidthMbps() + 1);
            noCheaper(Pricing.quote(catalog, wider, quote.count()), quote, "one Mbps more", spec);
        }
    }

    private void aLargerSystemDiskCostsNoLess(Quote quote, InstanceSpec spec) {
        Disk larger = larger(spec.systemDisk(), DiskUsage.SYSTEM_DISK);
        InstanceSpec more = Specs.withDisks(spec, larger, spec.dataDisks().toArray(Disk[]::new));
        noCheaper(Pricing.quote(catalog, more, quote.count()), quote, "a larger system disk", spec);
    }

    private void aLargerDataDiskCostsNoLess(Quote quote, InstanceSpec spec, SplittableRandom random) {
        if (!spec.dataDisks().isEmpty()) {
            Disk[] disks = spec.dataDisks().toArray(Disk[]::new);
            int one = random.nextInt(disks.length);
            disks[one] = larger(disks[one], DiskUsage.DATA_DISK);
            InstanceSpec more = Specs.withDisks(spec, spec.systemDisk(), disks);
            noCheaper(Pricing.quote(catalog, more, quote.count()), quote, "a larger data disk", spec);
        }
    }

    /** The disk one step larger; the same if it is the largest. */
    private Disk larger(Disk disk, DiskUsage usage) {
        DiskType.Limits limits =
                Objects.requireNonNull(catalog.diskType(disk.type())).limits(usage);
        int size = disk.sizeGb() + limits.step();
        return size <= limits.max() ? new Disk(disk.type(), size) : disk;
    }

    private void aLongerPeriodCostsNoMorePerMonth(Quote quote, InstanceSpec spec) {
        if (!spec.isPrepaid()) {
            return;
        }
        Zone zone = Objects.requireNonNull(catalog.zone(spec.zone()));
        InstanceType type = Objects.requireNonNull(catalog.type(spec.instanceType()));
        Image image = Objects.requireNonNull(catalog.image(spec.image()));
        List<Integer> periods = new ArrayList<>(catalog.periods(zone.region(), type, image.osType()));
        int next = periods.indexOf(spec.months()) + 1;
        if (next < periods.size()) {
            Quote longer = Pricing.quote(catalog, Specs.with(spec, spec.chargeType(), periods.get(next)), 1);
            require(perMonth(longer).compareTo(perMonth(quote)) <= 0, "a longer period", spec);
        }
    }

    private static void noCheaper(Quote more, Quote less, String rule, InstanceSpec spec) {
        require(!more.total().isLessThan(less.total()), rule, spec);
        require(more.perHour().compareTo(less.perHour()) >= 0, rule, spec);
    }

    /** One machine's price per month before rounding. */
    private static BigDecimal perMonth(Quote quote) {
        BigDecimal sum = BigDecimal.ZERO;
        for (QuoteLine line : quote.lines()) {
            sum = sum.add(perMonth(line));
        }
        return sum;
    }

    private static BigDecimal perMonth(QuoteLine line) {
        boolean flat = line.component() == Component.BANDWIDTH || line.component() == Component.TRAFFIC;
        BigDecimal list = flat ? line.unitPrice() : line.unitPrice().multiply(BigDecimal.valueOf(line.quantity()));
        return list.multiply(line.discountFactor());
    }

    private static BigDecimal rate(Quote quote) {
        BigDecimal sum = BigDecimal.ZERO;
        for (QuoteLine line : quote.lines()) {
            sum = sum.add(line.rate().perHour());
        }
        return sum;
    }

    /** A plain condition: an assertion object for each of millions of checks would cost more than the prices. */
    private static void require(boolean holds, String rule, InstanceSpec spec) {
        if (!holds) {
            throw new AssertionError(rule + " does not hold for " + spec);
        }
    }
}
