package shop.cvm.ledger;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.account.AccountId;
import shop.cvm.money.Cny;

/**
 * The sum of a customer's entries, kept beside them so that it can be locked and need not be added up. Only ever loaded
 * under its lock; whoever just reads takes {@link Ledger#balance}.
 */
@Entity
@Table(name = "balances")
class CustomerBalance {

    @Id
    private String accountId;

    private Money balance;
    private Money frozen;
    private long lineCount;
    private @Nullable Instant arrearsSince;
    private boolean spentOtherwise;

    @SuppressWarnings("NullAway.Init")
    protected CustomerBalance() {}

    CustomerBalance(AccountId account) {
        this.accountId = account.accountId();
        this.balance = Cny.ZERO;
        this.frozen = Cny.ZERO;
    }

    /** @throws InsufficientBalance if less is available */
    void requireAvailable(Money wanted) {
        Money available = current().available();
        if (wanted.isGreaterThan(available)) {
            throw new InsufficientBalance(wanted, available);
        }
    }

    Entry topUp(String wallet, Movement movement) {
        balance = balance.plus(movement.amount());
        return entry(EntryKind.TOP_UP, wallet, movement);
    }

    Entry refund(Movement movement) {
        balance = balance.plus(movement.amount());
        return entry(EntryKind.REFUND, "", movement);
    }

    Entry deduct(Movement movement) {
        requireAvailable(movement.amount());
        balance = balance.minus(movement.amount());
        spentOtherwise = true;
        return entry(EntryKind.DEDUCT, "", movement);
    }

    Entry freeze(Movement movement) {
        requireAvailable(movement.amount());
        frozen = frozen.plus(movement.amount());
        spentOtherwise = true;
        return entry(EntryKind.FREEZE, "", movement);
    }

    Entry unfreeze(Movement movement) {
        if (movement.amount().isGreaterThan(frozen)) {
            throw new IllegalStateException("Frozen are " + frozen + " of account " + accountId
                    + ", which is less than the " + movement.amount() + " to unfreeze for " + movement.reference());
        }
        frozen = frozen.minus(movement.amount());
        return entry(EntryKind.UNFREEZE, "", movement);
    }

    boolean isInArrears() {
        return arrearsSince != null;
    }

    private Entry entry(EntryKind kind, String wallet, Movement movement) {
        lineCount++;
        if (current().available().isPositive()) {
            arrearsSince = null;
        }
        return new Entry(lineCount, kind, wallet, movement, current());
    }

    private Balance current() {
        return new Balance(balance, frozen);
    }
}
