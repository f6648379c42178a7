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
 * What one customer's usage must come to, worked out anew by hand from when machines were on and off: second by second
 * thinking, no database, no batches. All times are seconds.
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

    /** A machine and when each component was charged. */
    static final class Machine {

        private final InstanceId id;
        private final List<InstanceRate> rates;
        private final BigDecimal freeze;
        private final Map<Component, List<long[]>> on = new EnumMap<>(Component.class);
        private boolean runs = true;
        private boolean withoutCharge;
        private boolean isIsolated;
        private boolean hasEnded;

        Machine(InstanceId id, List<InstanceRate> rates, BigDecimal freeze) {
            this.id = id;
            this.rates = rates;
            this.freeze = freeze;
            rates.forEach(rate -> on.put(rate.component(), new ArrayList<>()));
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
            on.forEach((component, pieces) -> {
                long[] last = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
                boolean isOpen = last != null && last[1] == Long.MAX_VALUE;
                if (isCharged(component) && !isOpen) {
                    pieces.add(new long[] {at, Long.MAX_VALUE});
                } else if (!isCharged(component) && isOpen) {
                    last[1] = Math.max(at, last[0]);
                }
            });
        }

        private BigDecimal costs(long hour) {
            BigDecimal sum = BigDecimal.ZERO;
            for (InstanceRate rate : rates) {
                sum = sum.add(costs(rate, hour));
            }
            return sum.setScale(2, RoundingMode.HALF_UP);
        }

        private BigDecimal costs(InstanceRate rate, long hour) {
            BigDecimal weighted = BigDecimal.ZERO;
            BigDecimal traffic = BigDecimal.ZERO;
            long before = 0;
            for (long[] piece : on.get(rate.component())) {
                long from = Math.max(piece[0], hour);
                long to = Math.min(piece[1], hour + HOUR);
                if (from < to) {
                    long begin = before + from - piece[0];
                    weighted = weighted.add(weighted(rate, begin, begin + to - from));
                    traffic = traffic.add(TrafficMeter.amount(
                            TrafficMeter.megabytes(id, Instant.ofEpochSecond(hour), (int) (to - from), rate.quantity()),
                            rate.rate()));
                }
                before += piece[1] == Long.MAX_VALUE ? 0 : piece[1] - piece[0];
            }
            return rate.component() == Component.TRAFFIC
                    ? traffic
                    : weighted.divide(BigDecimal.valueOf(HOUR), 8, RoundingMode.HALF_UP);
        }

        /** From one charged second of this machine to another, each at the rate of its step. */
        private static BigDecimal weighted(InstanceRate rate, long from, long to) {
            StepRates steps = rate.steps() == null ? StepRates.NONE : rate.steps();
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
