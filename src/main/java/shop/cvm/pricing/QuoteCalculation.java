package shop.cvm.pricing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.BandwidthPrice;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.ComputePrice;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.Image;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InstanceType;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.OsType;
import shop.cvm.catalog.PriceSource;
import shop.cvm.catalog.UnitPrice;
import shop.cvm.catalog.Zone;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;

/**
 * The price of one checked specification. Every prepaid line is rounded half up to the cent for one machine and the
 * whole period, then multiplied (decision 1 of the design); rates stay exact, only the freeze of one hour is rounded,
 * once for each machine.
 */
final class QuoteCalculation {

    private final CatalogSnapshot catalog;
    private final InstanceSpec spec;
    private final int count;
    private final Zone zone;
    private final String region;
    private final ComputePrice compute;

    QuoteCalculation(CatalogSnapshot catalog, InstanceSpec spec, int count) {
        this.catalog = catalog;
        this.spec = spec;
        this.count = count;
        this.zone = Objects.requireNonNull(catalog.zone(spec.zone()));
        Image image = Objects.requireNonNull(catalog.image(spec.image()));
        this.region = zone.region();
        this.compute = computePrice(image.osType());
    }

    Quote quote() {
        List<QuoteLine> lines = spec.isPrepaid() ? prepaidLines(spec.months()) : postpaidLines();
        HourlyRate unitRate = rate(lines);
        Money unitTotal = spec.isPrepaid() ? sum(lines, false) : unitRate.forOneHour();
        Money unitList = spec.isPrepaid() ? sum(lines, true) : unitTotal;
        return new Quote(
                catalog.version(),
                spec.chargeType(),
                spec.months(),
                count,
                lines,
                unitTotal,
                unitTotal.multipliedBy(count),
                unitList.multipliedBy(count),
                unitRate.times(count),
                spec.isPrepaid() ? List.of() : compute.steps(),
                breakEven(lines, unitTotal));
    }

    private List<QuoteLine> prepaidLines(int months) {
        List<QuoteLine> lines = new ArrayList<>();
        BigDecimal perMonth = Objects.requireNonNull(compute.perMonth());
        BigDecimal factor = Objects.requireNonNull(compute.monthFactors().get(months));
        PriceSource source = Objects.requireNonNull(compute.prepaidSource());
        lines.add(prepaid(Component.COMPUTE, spec.instanceType(), perMonth, 1, months, factor, source));
        BigDecimal diskFactor = Objects.requireNonNull(catalog.diskFactor(months));
        lines.add(prepaidDisk(Component.SYSTEM_DISK, spec.systemDisk(), months, diskFactor));
        spec.dataDisks().forEach(disk -> lines.add(prepaidDisk(Component.DATA_DISK, disk, months, diskFactor)));
        if (spec.hasPublicAddress()) {
            lines.add(spec.internetChargeType() == InternetChargeType.TRAFFIC ? traffic() : prepaidBandwidth(months));
        }
        return lines;
    }

    private QuoteLine prepaidDisk(Component component, Disk disk, int months, BigDecimal factor) {
        UnitPrice price = diskPrice(disk, ChargeType.PREPAID);
        return prepaid(component, disk.type(), price.price(), disk.sizeGb(), months, factor, price.source());
    }

    private QuoteLine prepaidBandwidth(int months) {
        BandwidthPrice price = bandwidthPrice(ChargeType.PREPAID);
        BigDecimal perMonth = price.priceOf(spec.bandwidthMbps());
        Money amount = Cny.round(perMonth.multiply(BigDecimal.valueOf(months)));
        return new QuoteLine(
                Component.BANDWIDTH,
                "",
                perMonth,
                0,
                spec.bandwidthMbps(),
                BigDecimal.ONE,
                amount,
                amount,
                amount.multipliedBy(count),
                HourlyRate.ZERO,
                price.source());
    }

    private QuoteLine prepaid(
            Component component,
            String subject,
            BigDecimal perMonth,
            int quantity,
            int months,
            BigDecimal factor,
            PriceSource source) {
        BigDecimal list = perMonth.multiply(BigDecimal.valueOf((long) quantity * months));
        Money amount = Cny.round(list.multiply(factor));
        return new QuoteLine(
                component,
                subject,
                perMonth,
                0,
                quantity,
                factor,
                Cny.round(list),
                amount,
                amount.multipliedBy(count),
                HourlyRate.ZERO,
                source);
    }

    private List<QuoteLine> postpaidLines() {
        List<QuoteLine> lines = new ArrayList<>();
        HourlyRate firstStep = compute.steps().get(0).rate();
        PriceSource source = Objects.requireNonNull(compute.postpaidSource());
        lines.add(postpaid(Component.COMPUTE, spec.instanceType(), firstStep.perHour(), 1, firstStep, source));
        lines.add(postpaidDisk(Component.SYSTEM_DISK, spec.systemDisk()));
        spec.dataDisks().forEach(disk -> lines.add(postpaidDisk(Component.DATA_DISK, disk)));
        if (spec.hasPublicAddress()) {
            lines.add(spec.internetChargeType() == InternetChargeType.TRAFFIC ? traffic() : postpaidBandwidth());
        }
        return lines;
    }

    private QuoteLine postpaidDisk(Component component, Disk disk) {
        UnitPrice price = diskPrice(disk, ChargeType.POSTPAID_BY_HOUR);
        HourlyRate rate = new HourlyRate(price.price()).times(disk.sizeGb());
        return postpaid(component, disk.type(), price.price(), disk.sizeGb(), rate, price.source());
    }

    private QuoteLine postpaidBandwidth() {
        BandwidthPrice price = bandwidthPrice(ChargeType.POSTPAID_BY_HOUR);
        BigDecimal perHour = price.priceOf(spec.bandwidthMbps());
        HourlyRate rate = new HourlyRate(perHour);
        return postpaid(Component.BANDWIDTH, "", perHour, spec.bandwidthMbps(), rate, price.source());
    }

    private QuoteLine traffic() {
        UnitPrice price = Objects.requireNonNull(catalog.trafficPrice(region));
        return postpaid(Component.TRAFFIC, "", price.price(), spec.bandwidthMbps(), HourlyRate.ZERO, price.source());
    }

    private static QuoteLine postpaid(
            Component component, String subject, BigDecimal price, int quantity, HourlyRate rate, PriceSource source) {
        return new QuoteLine(
                component, subject, price, 0, quantity, BigDecimal.ONE, Cny.ZERO, Cny.ZERO, Cny.ZERO, rate, source);
    }

    /**
     * Compares with the other charge type, a postpaid machine with one prepaid month; null if this very machine cannot
     * be bought that way.
     */
    private @Nullable BreakEven breakEven(List<QuoteLine> lines, Money unitTotal) {
        int months = spec.isPrepaid() ? spec.months() : 1;
        if (!compute.isSold(ChargeType.PREPAID)
                || !compute.isSold(ChargeType.POSTPAID_BY_HOUR)
                || !compute.monthFactors().containsKey(months)
                || !isSoldBothWays()) {
            return null;
        }
        Money prepaid = spec.isPrepaid() ? unitTotal : sum(prepaidLines(months), false);
        HourlyRate postpaid = rate(spec.isPrepaid() ? postpaidLines() : lines);
        return BreakEvenSearch.find(months, prepaid, compute.steps(), postpaid);
    }

    /** Disks and bandwidth may have a price for one charge type only, and postpaid machines have less bandwidth. */
    private boolean isSoldBothWays() {
        for (ChargeType chargeType : ChargeType.values()) {
            boolean disks = catalog.diskPrice(region, spec.systemDisk().type(), chargeType) != null
                    && spec.dataDisks().stream()
                            .allMatch(disk -> catalog.diskPrice(region, disk.type(), chargeType) != null);
            if (!disks || catalog.bandwidthPrice(region, chargeType) == null || exceedsBandwidth(chargeType)) {
                return false;
            }
        }
        return true;
    }

    private boolean exceedsBandwidth(ChargeType chargeType) {
        InstanceType type = Objects.requireNonNull(catalog.type(spec.instanceType()));
        return spec.bandwidthMbps() > catalog.maxBandwidth(zone, type, chargeType, spec.internetChargeType());
    }

    private ComputePrice computePrice(OsType os) {
        return Objects.requireNonNull(catalog.computePrice(region, spec.instanceType(), os));
    }

    private UnitPrice diskPrice(Disk disk, ChargeType chargeType) {
        return Objects.requireNonNull(catalog.diskPrice(region, disk.type(), chargeType));
    }

    private BandwidthPrice bandwidthPrice(ChargeType chargeType) {
        return Objects.requireNonNull(catalog.bandwidthPrice(region, chargeType));
    }

    private static HourlyRate rate(List<QuoteLine> lines) {
        HourlyRate rate = HourlyRate.ZERO;
        for (QuoteLine line : lines) {
            rate = rate.plus(line.rate());
        }
        return rate;
    }

    private static Money sum(List<QuoteLine> lines, boolean list) {
        Money sum = Cny.ZERO;
        for (QuoteLine line : lines) {
            sum = sum.plus(list ? line.unitListAmount() : line.unitAmount());
        }
        return sum;
    }
}
