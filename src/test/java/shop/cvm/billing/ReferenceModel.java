package shop.cvm.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceRate;
import shop.cvm.pricing.Component;
import shop.cvm.pricing.StepRates;

/**
 * What one customer's usage must come to, worked out anew by hand from when machines were on and off and what they cost
 * then: second by second thinking, no database, no batches. All times are seconds.
 */
final class ReferenceModel {

    private static final long HOUR = 3600;

    private final Map<InstanceId, Machine> machines =
            new TreeMap<>((one, other) -> one.instanceId().compareTo(other.instanceId()));
    private final Map<Instant, BigDecimal> deductions = new TreeMap<>();
    private BigDecimal balance;
    private Long arrearsSince;
    private boolean isStopped;
    private boolean isReclaimed;
    private long settled;

    ReferenceModel(BigDecimal balance, Instant now) {
        this.balance = balance;
        this.settled = now.getEpochSecond() / HOUR;
    }

    /** A time in which a component was charged at one rate. */
    private static final class Piece {

        private final InstanceRate rate;
        private final int configuration;
        private final long from;
        private long to = Long.MAX_VALUE;

        Piece(InstanceRate rate, int configuration, long from) {
            this.rate = rate;
            this.configuration = configuration;
            this.from = from;
        }

        boolean isOpen() {
            return to == Long.MAX_VALUE;
        }

        void close(long at) {
            to = Math.max(at, from);
        }

        /** How many of its seconds lie in this hour. */
        long within(long hour) {
            return Math.max(0, Math.min(to, hour + HOUR) - Math.max(from, hour));
        }
    }

    /** A component of a machine: what it costs by now, and when it was charged at which rate. */
    private static final class Part {

        private final List<Piece> pieces = new ArrayList<>();
        private InstanceRate rate;
        private int configuration;

        Part(InstanceRate rate) {
            this.rate = rate;
        }

        /** Another rate takes effect, if it is another: its price steps begin anew. */
        void change(InstanceRate other, long at) {
            if (isSame(rate, other)) {
                return;
            }
            rate = other;
            configuration++;
            if (isOn()) {
                off(at);
                on(at);
            }
        }

        boolean isOn() {
            return !pieces.isEmpty() && last().isOpen();
        }

        void on(long at) {
            pieces.add(new Piece(rate, configuration, at));
        }

        void off(long at) {
            last().close(at);
        }

        private Piece last() {
            return pieces.get(pieces.size() - 1);
        }

        private static boolean isSame(InstanceRate one, InstanceRate other) {
            return one.quantity() == other.quantity()
                    && one.rate().compareTo(other.rate()) == 0
                    && steps(one).equals(steps(other));
        }
    }

    /** A machine and what it is made of. */
    static final class Machine {

        private final InstanceId id;
        private BigDecimal freeze;
        private final Map<Component, Part> parts = new EnumMap<>(Component.class);
        private boolean runs = true;
        private boolean withoutCharge;
        private boolean isIsolated;
        private boolean hasEnded;

        Machine(InstanceId id, List<InstanceRate> rates, BigDecimal freeze) {
            this.id = id;
            this.freeze = freeze;
            rates.forEach(rate -> parts.put(rate.component(), new Part(rate)));
        }

        boolean runs() {
            return runs && !hasEnded;
        }

        boolean isOff() {
            return !runs && !hasEnded;
        }

        boolean hasEnded() {
            return hasEnded;
        }

        /** One that was shut down without charge can only be started ({@code domain.md} 5.5). */
        boolean canChange() {
            return !hasEnded && (runs || !withoutCharge);
        }

        List<Component> components() {
            return List.copyOf(parts.keySet());
        }

        private boolean isCharged(Component component) {
            if (hasEnded || isIsolated) {
                return false;
            }
            return switch (component) {
                case COMPUTE -> runs || !withoutCharge;
                case TRAFFIC -> runs;
                default -> true;
            };
        }

        private void update(long at) {
            parts.forEach((component, part) -> {
                if (isCharged(component) && !part.isOn()) {
                    part.on(at);
                } else if (!isCharged(component) && part.isOn()) {
                    part.off(at);
                }
            });
        }

        private BigDecimal costs(long hour) {
            BigDecimal sum = BigDecimal.ZERO;
            for (Map.Entry<Component, Part> part : parts.entrySet()) {
                sum = sum.add(costs(part.getKey(), part.getValue().pieces, hour));
            }
            return sum.setScale(2, RoundingMode.HALF_UP);
        }

        private BigDecimal costs(Component component, List<Piece> pieces, long hour) {
            return switch (component) {
                case TRAFFIC -> traffic(pieces, hour);
                case BANDWIDTH -> perHour(highest(pieces, hour));
                default -> perHour(stepped(pieces, hour));
            };
        }

        private static BigDecimal perHour(BigDecimal weighted) {
            return weighted.divide(BigDecimal.valueOf(HOUR), 8, RoundingMode.HALF_UP);
        }

        private BigDecimal traffic(List<Piece> pieces, long hour) {
            BigDecimal sum = BigDecimal.ZERO;
            for (Piece piece : pieces) {
                long megabytes = TrafficMeter.megabytes(
                        id, Instant.ofEpochSecond(hour), (int) piece.within(hour), piece.rate.quantity());
                sum = sum.add(TrafficMeter.amount(megabytes, piece.rate.rate()));
            }
            return sum;
        }

        /** However short it was, the most expensive bandwidth of the hour counts for all of its seconds. */
        private static BigDecimal highest(List<Piece> pieces, long hour) {
            long seconds = 0;
            BigDecimal highest = BigDecimal.ZERO;
            for (Piece piece : pieces) {
                if (piece.within(hour) > 0) {
                    seconds += piece.within(hour);
                    highest = highest.max(piece.rate.rate().perHour());
                }
            }
            return highest.multiply(BigDecimal.valueOf(seconds));
        }

        /** A price step begins so many charged seconds after the configuration did. */
        private static BigDecimal stepped(List<Piece> pieces, long hour) {
            BigDecimal sum = BigDecimal.ZERO;
            int configuration = 0;
            long before = 0;
            for (Piece piece : pieces) {
                before = piece.configuration == configuration ? before : 0;
                configuration = piece.configuration;
                if (piece.within(hour) > 0) {
                    long begin = before + Math.max(piece.from, hour) - piece.from;
                    sum = sum.add(weighted(piece.rate, begin, begin + piece.within(hour)));
                }
                before += piece.isOpen() ? 0 : piece.to - piece.from;
            }
            return sum;
        }

        /** From one charged second of this machine to another, each at the rate of its step. */
        private static BigDecimal weighted(InstanceRate rate, long from, long to) {
            StepRates steps = steps(rate);
            long second = steps.secondAfter() == null ? Long.MAX_VALUE : steps.secondAfter() * HOUR;
            long third = steps.thirdAfter() == null ? Long.MAX_VALUE : steps.thirdAfter() * HOUR;
            BigDecimal sum = rate.rate().perHour().multiply(between(from, to, 0, second));
            if (steps.secondRate() != null) {
                sum = sum.add(steps.secondRate().perHour().multiply(between(from, to, second, third)));
            }
            if (steps.thirdRate() != null) {
                sum = sum.add(steps.thirdRate().perHour().multiply(between(from, to, third, Long.MAX_VALUE)));
            }
            return sum;
        }

        private static BigDecimal between(long from, long to, long low, long high) {
            return BigDecimal.valueOf(Math.max(0, Math.min(to, high) - Math.max(from, low)));
        }
    }

    private static StepRates steps(InstanceRate rate) {
        return rate.steps() == null ? StepRates.NONE : rate.steps();
    }

    Machine started(InstanceId id, List<InstanceRate> rates, BigDecimal freeze, long at) {
        Machine machine = new Machine(id, rates, freeze);
        machines.put(id, machine);
        machine.update(at);
        return machine;
    }

    List<Machine> machines() {
        return List.copyOf(machines.values());
    }

    InstanceId id(Machine machine) {
        return machine.id;
    }

    boolean isInArrears() {
        return arrearsSince != null;
    }

    /** Whether arrears still take their course, and are not just waiting for money. */
    boolean isOnTheWay(long now) {
        return arrearsSince != null && now <= arrearsSince + 27 * HOUR;
    }

    Optional<Instant> arrearsSince() {
        return Optional.ofNullable(arrearsSince).map(Instant::ofEpochSecond);
    }

    BigDecimal balance() {
        return balance;
    }

    BigDecimal available() {
        return machines.values().stream()
                .filter(machine -> !machine.hasEnded)
                .map(machine -> machine.freeze)
                .reduce(balance, BigDecimal::subtract);
    }

    Map<Instant, BigDecimal> deductions() {
        return deductions;
    }

    void stop(Machine machine, boolean withoutCharge, long at) {
        machine.runs = false;
        machine.withoutCharge = withoutCharge;
        machine.update(at);
    }

    void start(Machine machine, long at) {
        machine.runs = true;
        machine.withoutCharge = false;
        machine.update(at);
    }

    /** One of its components costs something else from then on. */
    void change(Machine machine, InstanceRate rate, long at) {
        machine.parts.get(rate.component()).change(rate, at);
    }

    /** It is something else from then on, and an hour of that is frozen. */
    void reconfigure(Machine machine, List<InstanceRate> rates, long at) {
        rates.forEach(rate -> change(machine, rate, at));
        machine.freeze = freeze(rates);
    }

    /** An hour in the first price step; nobody knows how much traffic there will be. */
    static BigDecimal freeze(List<InstanceRate> rates) {
        return rates.stream()
                .filter(rate -> rate.component() != Component.TRAFFIC)
                .map(rate -> rate.rate().perHour())
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .setScale(2, RoundingMode.HALF_UP);
    }

    /** What would be available if nothing were frozen for this machine. */
    BigDecimal availableWithout(Machine machine) {
        return available().add(machine.freeze);
    }

    void end(Machine machine, long at) {
        machine.hasEnded = true;
        machine.update(at);
    }

    void topUp(BigDecimal amount) {
        balance = balance.add(amount);
    }

    /** Whether arrears are over now; if so, whatever was held back is charged again from this second. */
    boolean review(long at) {
        if (arrearsSince == null || available().signum() <= 0) {
            return false;
        }
        arrearsSince = null;
        machines.values().forEach(machine -> {
            machine.isIsolated = false;
            machine.update(at);
        });
        return true;
    }

    /** Lets time pass: hours are settled as they end, and arrears take their course. */
    void pass(long until) {
        for (long end = (settled + 1) * HOUR; end <= until; end += HOUR) {
            settle(end);
            course(end);
        }
    }

    private void settle(long end) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Machine machine : machines.values()) {
            sum = sum.add(machine.costs(end - HOUR));
        }
        if (sum.signum() > 0) {
            deductions.put(Instant.ofEpochSecond(end), sum);
            balance = balance.subtract(sum);
        }
        settled = end / HOUR;
        if (arrearsSince == null && available().signum() < 0) {
            arrearsSince = end;
            isStopped = false;
            isReclaimed = false;
        }
    }

    private void course(long now) {
        if (arrearsSince == null) {
            return;
        }
        if (!isStopped && now >= arrearsSince + 2 * HOUR) {
            isStopped = true;
            machines.values().stream().filter(machine -> !machine.hasEnded).forEach(machine -> {
                machine.withoutCharge = machine.withoutCharge && !machine.runs;
                machine.runs = false;
                machine.isIsolated = true;
                machine.update(now);
            });
        } else if (isStopped && !isReclaimed && now >= arrearsSince + 26 * HOUR) {
            isReclaimed = true;
            machines.values().stream()
                    .filter(machine -> machine.isIsolated)
                    .forEach(machine -> machine.hasEnded = true);
            review(now);
        }
    }
}
