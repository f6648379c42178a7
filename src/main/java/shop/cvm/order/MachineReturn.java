package shop.cvm.order;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.joda.money.Money;
import shop.cvm.account.AccountId;
import shop.cvm.instance.InstanceId;
import shop.cvm.pricing.ReturnValue;

/** The return of a prepaid machine, with what was paid back. There is at most one of each machine. */
@Entity
@Table(name = "machine_returns")
public class MachineReturn {

    @Id
    private String instanceId;

    private String accountId;
    private String token;

    @Enumerated(EnumType.STRING)
    private ReturnKind kind;

    private int countedFor;
    private int place;
    private Money paid;
    private Money refund;
    private Instant valuedAt;
    private Instant returnedAt;

    @SuppressWarnings("NullAway.Init")
    protected MachineReturn() {}

    MachineReturn(
            AccountId account, String token, AgreedReturn agreed, ReturnPlace place, ReturnValue value, Instant now) {
        this.instanceId = agreed.instance().instanceId();
        this.accountId = account.accountId();
        this.token = token;
        this.kind = agreed.kind();
        this.countedFor = place.countedFor();
        this.place = place.place();
        this.paid = value.paid();
        this.refund = value.refund();
        this.valuedAt = agreed.at();
        this.returnedAt = now;
    }

    public InstanceId instance() {
        return new InstanceId(instanceId);
    }

    /** By which rule. */
    public ReturnKind kind() {
        return kind;
    }

    /** What was paid back; zero or more. */
    public Money refund() {
        return refund;
    }

    public Instant at() {
        return returnedAt;
    }

    /** Whether it came of this very request. */
    boolean wasAskedBy(String otherToken, AgreedReturn agreed) {
        return token.equals(otherToken) && kind == agreed.kind() && refund.isEqual(agreed.refund());
    }
}
