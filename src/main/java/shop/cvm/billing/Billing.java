package shop.cvm.billing;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;

/** Settles what was used, every full hour, and deals with accounts that do not pay for it. */
@Service
public class Billing {

    private final DueAccountRows accounts;
    private final SettlementRun settlement;
    private final ArrearsRows arrears;
    private final ArrearsSteps steps;

    Billing(DueAccountRows accounts, SettlementRun settlement, ArrearsRows arrears, ArrearsSteps steps) {
        this.accounts = accounts;
        this.settlement = settlement;
        this.arrears = arrears;
        this.steps = steps;
    }

    /** When something is due next, by the shop's clock; it may be past. Empty if nobody uses or owes anything. */
    @Transactional(readOnly = true)
    public Optional<Instant> nextDue() {
        return Stream.of(accounts.nextDue(), arrears.nextDue())
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    /**
     * Does what is due by then, in the sequence in which it became due, batch by batch; any number of callers share the
     * work. After an outage it leaves what it would have left on time.
     *
     * @param now by the shop's clock
     * @return how many accounts were dealt with; one counts as often as something was due for it
     */
    @Transactional(propagation = Propagation.NEVER)
    public int runDue(Instant now) {
        int all = 0;
        for (Optional<Instant> due = nextDue(); due.isPresent() && !due.get().isAfter(now); due = nextDue()) {
            int done = settlement.run(due.get()) + steps.run(due.get());
            if (done == 0) {
                // Somebody else has it.
                return all;
            }
            all += done;
        }
        return all;
    }

    /** How far the arrears of this account have gone, and when they go on; empty if it is not in arrears. */
    @Transactional(readOnly = true)
    public Optional<Arrears> arrears(AccountId account) {
        return arrears.find(account);
    }
}
