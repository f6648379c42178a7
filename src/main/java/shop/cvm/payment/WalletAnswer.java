package shop.cvm.payment;

import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * The truth about a payment, from the wallet itself.
 *
 * @param status how it stands there
 * @param amount what was really paid; only of {@link Status#PAID}
 * @param transaction the wallet's own number of it; only of {@link Status#PAID}
 */
public record WalletAnswer(
        Status status, @Nullable Money amount, @Nullable String transaction) {

    /** How a payment stands in the wallet. All but {@link #WAITING} are final there. */
    public enum Status {
        WAITING,
        PAID,
        REFUSED,
        EXPIRED,
        /** The shop has closed it. */
        CLOSED,
        /** The wallet was never asked to collect it. */
        UNKNOWN
    }

    public WalletAnswer {
        if ((status == Status.PAID) != (amount != null && transaction != null)) {
            throw new IllegalArgumentException("Paid, and only paid, are an amount with a transaction: " + status);
        }
    }

    public static WalletAnswer paid(Money amount, String transaction) {
        return new WalletAnswer(Status.PAID, amount, transaction);
    }

    public static WalletAnswer unpaid(Status status) {
        return new WalletAnswer(status, null, null);
    }
}
