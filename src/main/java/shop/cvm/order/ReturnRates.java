package shop.cvm.order;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.stereotype.Service;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.ComputePrice;
import shop.cvm.catalog.OsType;
import shop.cvm.catalog.Zone;
import shop.cvm.instance.Instance;
import shop.cvm.money.HourlyRate;
import shop.cvm.pricing.Component;
import shop.cvm.pricing.UseRate;

/**
 * The prices by which the use of a prepaid machine is valued: the monthly ones as they were agreed for its running term,
 * the hourly ones and the discounts by the current price book. What has left the price book costs by the hour what it
 * cost by the month, and keeps the discount that was agreed.
 */
@Service
class ReturnRates {

    /** Hours of an average month: 365 days in 12. */
    private static final BigDecimal HOURS_OF_A_MONTH = BigDecimal.valueOf(730);

    private static final int LONGEST_PERIOD = 36;
    private static final int RATE_DECIMALS = 8;

    private final Catalog catalog;

    ReturnRates(Catalog catalog) {
        this.catalog = catalog;
    }

    /** The price book as far as it concerns machines like this one. */
    private record Book(CatalogSnapshot snapshot, String region, OsType os) {

        Optional<ComputePrice> compute(String instanceType) {
            return Optional.ofNullable(snapshot.computePrice(region, instanceType, os));
        }
    }

    /**
     * By the items for whole months: those for days beyond them stand for the same components.
     *
     * @param running the line by which the machine is paid for the time that is being used
     */
    List<UseRate> of(Instance machine, OrderLine running) {
        CatalogSnapshot snapshot = catalog.snapshot();
        Zone zone = snapshot.zone(machine.configuration().zoneId());
        Book book = new Book(
                snapshot, zone == null ? "" : zone.region(), machine.shape().osType());
        return running.items().stream()
                .filter(OrderItem::isOfTime)
                .map(item -> rate(book, item))
                .toList();
    }

    private static UseRate rate(Book book, OrderItem item) {
        BigDecimal perMonth =
                isDisk(item) ? item.unitPrice().multiply(BigDecimal.valueOf(item.quantity())) : item.unitPrice();
        HourlyRate perHour = perHour(book, item)
                .orElseGet(
                        () -> new HourlyRate(perMonth.divide(HOURS_OF_A_MONTH, RATE_DECIMALS, RoundingMode.HALF_UP)));
        return new UseRate(item.component(), item.subject(), item.quantity(), perMonth, discounts(book, item), perHour);
    }

    private static Optional<HourlyRate> perHour(Book book, OrderItem item) {
        ChargeType hourly = ChargeType.POSTPAID_BY_HOUR;
        if (isDisk(item)) {
            return Optional.ofNullable(book.snapshot().diskPrice(book.region(), item.subject(), hourly))
                    .map(perGb -> new HourlyRate(perGb.price()).times(item.quantity()));
        }
        if (item.component() == Component.BANDWIDTH) {
            return Optional.ofNullable(book.snapshot().bandwidthPrice(book.region(), hourly))
                    .map(price -> new HourlyRate(price.priceOf(item.quantity())));
        }
        return book.compute(item.subject())
                .flatMap(price -> price.steps().stream().findFirst())
                .map(ComputePrice.Step::rate);
    }

    private static Map<Integer, BigDecimal> discounts(Book book, OrderItem item) {
        if (isDisk(item)) {
            return IntStream.rangeClosed(1, LONGEST_PERIOD)
                    .boxed()
                    .filter(months -> book.snapshot().diskFactor(months) != null)
                    .collect(toMap(
                            identity(),
                            months -> Objects.requireNonNull(book.snapshot().diskFactor(months))));
        }
        Map<Integer, BigDecimal> agreed = Map.of(1, item.discountFactor());
        if (item.component() == Component.BANDWIDTH) {
            return agreed;
        }
        return book.compute(item.subject())
                .map(ComputePrice::monthFactors)
                .filter(factors -> !factors.isEmpty())
                .orElse(agreed);
    }

    private static boolean isDisk(OrderItem item) {
        return item.component() == Component.SYSTEM_DISK || item.component() == Component.DATA_DISK;
    }
}
