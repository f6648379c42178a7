package shop.cvm.order;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import shop.cvm.instance.InstanceId;
import shop.cvm.pricing.Component;
import shop.cvm.pricing.QuoteLine;

/**
 * What the prepaid machines of one customer must come to, worked out by hand: when each is renewed, stopped and released,
 * and what that costs. No database, no batches; the rules are those of {@code domain.md} 10.1 and 11.1.
 */
final class TermModel {

    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
    private static final int DAYS_IN_BIN = 7;

    private final List<Machine> machines = new ArrayList<>();
    private final Supplier<BigDecimal> priceOfAMonth;
    private BigDecimal balance;
    private int renewedByItself;
    private int released;

    /** @param priceOfAMonth what a machine that renews itself pays */
    TermModel(BigDecimal balance, Supplier<BigDecimal> priceOfAMonth) {
        this.balance = balance;
        this.priceOfAMonth = priceOfAMonth;
    }

    /** Where a machine is. */
    enum Place {
        RUNNING,
        BIN,
        GONE
    }

    /** A part of the time of a machine. */
    record Term(Instant from, Instant to, int months, int days, BigDecimal paid) {}

    /** Something that happens by itself. */
    private record Step(Machine machine, Instant at) {}

    /** A machine and its time. */
    static final class Machine {

        private final InstanceId id;
        private final List<Term> terms = new ArrayList<>();
        private Place place = Place.RUNNING;
        private boolean renewsItself;
        private Instant since;

        Machine(InstanceId id) {
            this.id = id;
        }

        InstanceId id() {
            return id;
        }

        Place place() {
            return place;
        }

        boolean renewsItself() {
            return renewsItself;
        }

        List<Term> terms() {
            return List.copyOf(terms);
        }

        Instant end() {
            return terms.get(terms.size() - 1).to();
        }

        /** When it is tried next to renew it, or it ends, or is released. */
        private Optional<Instant> next() {
            return switch (place) {
                case GONE -> Optional.empty();
                case BIN -> Optional.of(release());
                case RUNNING -> tries().filter(at -> at.isAfter(since)).min(Comparator.naturalOrder());
            };
        }

        private Stream<Instant> tries() {
            return Stream.of(3, 2, 1, 0)
                    .filter(days -> days == 0 || renewsItself)
                    .map(days -> end().minus(days, ChronoUnit.DAYS));
        }

        private Instant release() {
            return LocalDateTime.ofInstant(end(), CHINA)
                    .toLocalDate()
                    .plusDays(DAYS_IN_BIN + 1)
                    .atStartOfDay()
                    .toInstant(CHINA);
        }

        private void add(Instant from, int months, int days, BigDecimal paid) {
            Instant to = LocalDateTime.ofInstant(from, CHINA)
                    .plusMonths(months)
                    .plusDays(days)
                    .toInstant(CHINA);
            terms.add(new Term(from, to, months, days, paid));
        }
    }

    BigDecimal balance() {
        return balance;
    }

    int renewedByItself() {
        return renewedByItself;
    }

    int released() {
        return released;
    }

    List<Machine> machines() {
        return List.copyOf(machines);
    }

    /** Those that are not gone. */
    List<Machine> kept() {
        return machines.stream().filter(machine -> machine.place != Place.GONE).toList();
    }

    boolean reachesFor(BigDecimal price) {
        return balance.compareTo(price) >= 0;
    }

    void topUp(BigDecimal amount) {
        balance = balance.add(amount);
    }

    Machine bought(InstanceId id, Instant paidAt, int months, BigDecimal paid) {
        Machine machine = new Machine(id);
        machines.add(machine);
        machine.add(paidAt, months, 0, paid);
        machine.since = paidAt;
        balance = balance.subtract(paid);
        return machine;
    }

    void choose(Machine machine, boolean renewsItself, Instant now) {
        machine.renewsItself = renewsItself;
        machine.since = now;
    }

    /** It goes on where it ends, or has ended; from the bin it comes back. */
    void renewed(Machine machine, int months, int days, BigDecimal paid, Instant now) {
        machine.add(machine.end(), months, days, paid);
        machine.place = Place.RUNNING;
        machine.since = now;
        balance = balance.subtract(paid);
    }

    /** The days from so many months on to that day of the month; a month that has no such day ends before it. */
    static int daysTo(int dayOfMonth, Instant end, int months) {
        LocalDateTime from = LocalDateTime.ofInstant(end, CHINA).plusMonths(months);
        int days = 0;
        while (!isDay(from.plusDays(days), dayOfMonth)) {
            days++;
        }
        return days;
    }

    private static boolean isDay(LocalDateTime time, int dayOfMonth) {
        int last = time.toLocalDate().lengthOfMonth();
        return time.getDayOfMonth() == Math.min(dayOfMonth, last);
    }

    /** What so many days cost that follow months at these prices: a thirtieth of the month each, to the cent for each line. */
    static BigDecimal price(List<QuoteLine> months, int days) {
        BigDecimal sum = BigDecimal.ZERO;
        for (QuoteLine line : months) {
            int units = line.component() == Component.BANDWIDTH ? 1 : line.quantity();
            BigDecimal exact = line.unitPrice()
                    .multiply(BigDecimal.valueOf((long) units * days))
                    .multiply(line.discountFactor())
                    .divide(BigDecimal.valueOf(30), 12, RoundingMode.HALF_UP);
            sum = sum.add(exact.setScale(2, RoundingMode.HALF_UP));
        }
        return sum;
    }

    /** When something happens by itself next. */
    Optional<Instant> next() {
        return next(Instant.MAX).map(Step::at);
    }

    /** Lets time pass: whatever happens by itself happens in its sequence. */
    void pass(Instant until) {
        for (Optional<Step> next = next(until); next.isPresent(); next = next(until)) {
            happen(next.get().machine(), next.get().at());
        }
    }

    private Optional<Step> next(Instant until) {
        return machines.stream()
                .flatMap(machine -> machine.next().map(at -> new Step(machine, at)).stream())
                .filter(step -> !step.at().isAfter(until))
                .min(Comparator.comparing(Step::at));
    }

    private void happen(Machine machine, Instant now) {
        machine.since = now;
        if (machine.place == Place.BIN) {
            machine.place = Place.GONE;
            released++;
        } else if (machine.renewsItself && reachesFor(priceOfAMonth.get())) {
            renewed(machine, 1, 0, priceOfAMonth.get(), now);
            renewedByItself++;
        } else if (!now.isBefore(machine.end())) {
            machine.place = Place.BIN;
        }
    }
}
