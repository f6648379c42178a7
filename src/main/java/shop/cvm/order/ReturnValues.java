package shop.cvm.order;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.pricing.PaidParts;
import shop.cvm.pricing.ReturnValue;
import shop.cvm.pricing.UseRate;

/** What machines are worth to those who paid for them, by either rule of return. */
@Component
class ReturnValues {

    private final PaidHistories histories;
    private final ReturnRates rates;
    private final ReturnSettings settings;

    ReturnValues(PaidHistories histories, ReturnRates rates, ReturnSettings settings) {
        this.histories = histories;
        this.rates = rates;
        this.settings = settings;
    }

    /** A machine with what was paid for it. */
    record Valued(ReturnValues values, Instance machine, PaidHistory history) {

        /** Whether it can be returned by this rule at all: what was made cheaper is not paid back whole (11.2). */
        boolean allows(ReturnKind kind) {
            return kind != ReturnKind.FIVE_DAY || !history.isSettledAnew();
        }

        /** What is paid back if it is returned then. */
        ReturnValue returned(ReturnKind kind, Instant at) {
            if (kind == ReturnKind.FIVE_DAY) {
                return ReturnValue.ofEverything(history.wholeTerms(), history.wholeUpgrades());
            }
            Instant hostUntil =
                    values.isEarly(machine, at) ? history.hostUpgradedAt().orElse(null) : null;
            return ReturnValue.ofRest(history.wholeTerms(), history.wholeUpgrades(), rates(at), hostUntil, at);
        }

        /** The same, component by component. */
        PaidParts parts(Instant at) {
            return new PaidParts(history.termParts(), history.upgradeParts(), rates(at));
        }

        private List<UseRate> rates(Instant at) {
            return history.running(at)
                    .map(line -> values.rates.of(machine, line))
                    .orElse(List.of());
        }
    }

    /** @param machine as read by the running transaction */
    @Transactional(propagation = Propagation.MANDATORY)
    public Valued of(Instance machine) {
        return Objects.requireNonNull(of(List.of(machine)).get(machine.id()));
    }

    /** By machine, in a few queries for any number of them. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<InstanceId, Valued> of(Collection<Instance> machines) {
        Map<InstanceId, PaidHistory> paid = histories.of(machines);
        return machines.stream()
                .collect(toMap(
                        Instance::id,
                        machine -> new Valued(this, machine, Objects.requireNonNull(paid.get(machine.id())))));
    }

    private boolean isEarly(Instance machine, Instant at) {
        return !at.isAfter(machine.paidAt().plus(Duration.ofDays(settings.upgradedWithinDays())));
    }
}
