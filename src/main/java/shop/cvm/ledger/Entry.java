package shop.cvm.ledger;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.account.AccountId;

/**
 * A booked movement of money with both of its sides and what it left behind. Never changed and never deleted: a
 * correction is an entry of its own.
 */
@Entity
@Immutable
@Table(name = "entries")
public class Entry {

    @EmbeddedId
    private EntryId id;

    private String reference;

    @Enumerated(EnumType.STRING)
    private EntryKind kind;

    private Money amount;
    private String debitAccount;
    private String creditAccount;
    private Money balanceAfter;
    private Money frozenAfter;
    private String descriptionKey;
    private String descriptionArgs;
    private @Nullable String orderNumber;
    private Instant occurredAt;

    @SuppressWarnings("NullAway.Init")
    protected Entry() {}

    Entry(long line, EntryKind kind, String wallet, Movement movement, Balance after) {
        this.id = new EntryId(movement.account().accountId(), line);
        this.reference = movement.reference();
        this.kind = kind;
        this.amount = movement.amount();
        this.debitAccount = kind.debitAccount(movement.account(), wallet);
        this.creditAccount = kind.creditAccount(movement.account());
        this.balanceAfter = after.balance();
        this.frozenAfter = after.frozen();
        this.descriptionKey = movement.description().key();
        this.descriptionArgs = movement.description().storedArgs();
        this.orderNumber = movement.orderNumber();
        this.occurredAt = movement.at();
    }

    public AccountId account() {
        return new AccountId(id.accountId());
    }

    /** The line of the customer's statement, counted from 1 without gaps. */
    public long line() {
        return id.line();
    }

    /** Unique in the whole ledger. */
    public String reference() {
        return reference;
    }

    public EntryKind kind() {
        return kind;
    }

    /** More than zero, whichever way it went. */
    public Money amount() {
        return amount;
    }

    /** What it did to the available amount: more than zero if it added to it, less if it took from it. */
    public Money effect() {
        return kind.addsToAvailable() ? amount : amount.negated();
    }

    /** The side it came from, for example {@code wallet:WECHAT_PAY}. */
    public String debitAccount() {
        return debitAccount;
    }

    /** The side it went to, for example {@code customer:100012345678}. */
    public String creditAccount() {
        return creditAccount;
    }

    /** What the customer had when it was booked. */
    public Balance after() {
        return new Balance(balanceAfter, frozenAfter);
    }

    public Description description() {
        return Description.stored(descriptionKey, descriptionArgs);
    }

    public @Nullable String orderNumber() {
        return orderNumber;
    }

    public Instant occurredAt() {
        return occurredAt;
    }
}
