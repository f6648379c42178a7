package shop.cvm.order;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.instance.InstanceId;
import shop.cvm.order.WorthModel.Prices;
import shop.cvm.pricing.Component;
import shop.cvm.pricing.QuoteLine;

/**
 * What the prepaid machines of one customer must come to, worked out by hand: when each is renewed, stopped and released,
 * and what that costs; what they are changed to and returned for. No database, no batches; the rules are those of
 * {@code domain.md} 10.1 and 11.1, and of {@link WorthModel}.
 */
final class TermModel {

    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
    private static final int DAYS_IN_BIN = 7;
    private static final int FULL_DAYS = 5;
    private static final int MOST_RETURNS = 3;

    private final List<Machine> machines = new ArrayList<>();
    private final Function<Machine, Bill> aMonth;
    private final Map<ReturnKind, Integer> returns = new EnumMap<>(ReturnKind.class);
    private BigDecimal balance;
    private int renewedByItself;
    private int released;
    private int expired;

    /** @param aMonth what a machine that renews itself pays */
    TermModel(BigDecimal balance, Function<Machine, Bill> aMonth) {
        this.balance = balance;
        this.aMonth = aMonth;
    }

    /** What is paid for a time, by component, and the prices by which its use is valued. */
    record Bill(Map<Component, BigDecimal> amounts, Prices prices) {

        BigDecimal total() {
            return WorthModel.sum(amounts);
        }
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
        private final WorthModel worth = new WorthModel();
        private final Instant paidAt;
        private final boolean converted;
        private InstanceSpec spec;
        private int downgrades;
        private boolean returned;
        private final List<Term> terms = new ArrayList<>();
        private Place place = Place.RUNNING;
        private boolean renewsItself;
        private Instant since;

        Machine(InstanceId id, Instant paidAt, boolean converted, InstanceSpec spec) {
            this.id = id;
            this.paidAt = paidAt;
            this.converted = converted;
            this.spec = spec;
        }

        /** What it is; the period means nothing. */
        InstanceSpec spec() {
            return spec;
        }

        WorthModel worth() {
            return worth;
        }

        int downgrades() {
            return downgrades;
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

        private void add(Instant from, int months, int days, Bill bill) {
            Instant to = LocalDateTime.ofInstant(from, CHINA)
                    .plusMonths(months)
                    .plusDays(days)
                    .toInstant(CHINA);
            terms.add(new Term(from, to, months, days, bill.total()));
            worth.paid(from, to, bill.amounts(), bill.prices());
        }

        /** The running part of its time ends now, later ones are of no length. */
        private void cut(Instant now) {
            terms.replaceAll(term -> new Term(
                    term.from().isAfter(now) ? now : term.from(),
                    term.to().isAfter(now) ? now : term.to(),
                    term.months(),
                    term.days(),
                    term.paid()));
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

    int expired() {
        return expired;
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

    Machine bought(InstanceId id, Instant paidAt, InstanceSpec spec, int months, Bill bill) {
        return begun(new Machine(id, paidAt, false, spec), paidAt, months, bill);
    }

    /** @param from when its time began that is paid in advance */
    Machine converted(InstanceId id, Instant paidAt, Instant from, InstanceSpec spec, int months, Bill bill) {
        return begun(new Machine(id, paidAt, true, spec), from, months, bill);
    }

    private Machine begun(Machine machine, Instant from, int months, Bill bill) {
        machines.add(machine);
        machine.add(from, months, 0, bill);
        machine.since = from;
        balance = balance.subtract(bill.total());
        return machine;
    }

    /** @param at when it was changed */
    void upgraded(Machine machine, InstanceSpec spec, Map<Component, BigDecimal> fees, Instant at) {
        machine.worth.upgraded(at, machine.end(), fees);
        machine.spec = spec;
        balance = balance.subtract(WorthModel.sum(fees));
    }

    /** @param agreedAt as of when it was worked out */
    void downgraded(Machine machine, InstanceSpec spec, BigDecimal refund, Instant agreedAt, Instant at, Prices after) {
        machine.worth.settleAnew(Component.COMPUTE, refund, agreedAt, at, machine.end(), after);
        machine.spec = spec;
        machine.downgrades++;
        balance = balance.add(refund);
    }

    /** By which rule it would be returned; empty if by none. */
    Optional<ReturnKind> returnable(Machine machine, Instant at) {
        if (machine.returned || machine.place != Place.RUNNING) {
            return Optional.empty();
        }
        boolean whole = !machine.converted
                && !machine.worth.isSettledAnew()
                && !at.isAfter(machine.terms.get(0).from().plus(FULL_DAYS, ChronoUnit.DAYS));
        if (whole && returns.getOrDefault(ReturnKind.FIVE_DAY, 0) < 1) {
            return Optional.of(ReturnKind.FIVE_DAY);
        }
        return returns.getOrDefault(ReturnKind.ORDINARY, 0) < MOST_RETURNS
                ? Optional.of(ReturnKind.ORDINARY)
                : Optional.empty();
    }

    BigDecimal worth(Machine machine, ReturnKind kind, Instant at) {
        boolean early = !at.isAfter(machine.paidAt.plus(FULL_DAYS, ChronoUnit.DAYS));
        return kind == ReturnKind.FIVE_DAY ? machine.worth.everything() : machine.worth.whatIsLeft(at, early);
    }

    void returned(Machine machine, ReturnKind kind, BigDecimal refund, Instant now) {
        machine.cut(now);
        machine.worth.clear();
        machine.returned = true;
        machine.place = Place.BIN;
        machine.since = now;
        returns.merge(kind, 1, Integer::sum);
        balance = balance.add(refund);
    }

    void choose(Machine machine, boolean renewsItself, Instant now) {
        machine.renewsItself = renewsItself;
        machine.since = now;
    }

    /** It goes on where it ends, or has ended; from the bin it comes back. */
    void renewed(Machine machine, int months, int days, Bill bill, Instant now) {
        machine.add(machine.end(), months, days, bill);
        machine.place = Place.RUNNING;
        machine.since = now;
        balance = balance.subtract(bill.total());
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

    /**
     * What months at these prices cost, and so many days that follow them: a thirtieth of the month each, to the cent for
     * each line.
     */
    static Map<Component, BigDecimal> amounts(List<QuoteLine> months, int days) {
        Map<Component, BigDecimal> amounts = new EnumMap<>(Component.class);
        for (QuoteLine line : months) {
            int units = line.component() == Component.BANDWIDTH ? 1 : line.quantity();
            BigDecimal exact = line.unitPrice()
                    .multiply(BigDecimal.valueOf((long) units * days))
                    .multiply(line.discountFactor())
                    .divide(BigDecimal.valueOf(30), 12, RoundingMode.HALF_UP);
            BigDecimal all = line.unitAmount().getAmount().add(exact.setScale(2, RoundingMode.HALF_UP));
            amounts.merge(line.component(), all, BigDecimal::add);
        }
        amounts.remove(Component.TRAFFIC);
        return amounts;
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
        } else if (machine.renewsItself && reachesFor(aMonth.apply(machine).total())) {
            renewed(machine, 1, 0, aMonth.apply(machine), now);
            renewedByItself++;
        } else if (!now.isBefore(machine.end())) {
            machine.place = Place.BIN;
            expired++;
        }
    }
}
