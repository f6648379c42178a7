package shop.cvm.notification;

import java.time.Instant;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.instance.Instance;

/**
 * A message that is to go out.
 *
 * @param message its number in the message centre
 * @param email where to
 * @param subject id of the machine or number of the order that it is about
 * @param machine the machine that it is about; null if it is about something else
 * @param machines how many machines it is about
 * @param cutOff how many machines it is about that lost their public network, or have it back
 * @param nextAt when something happens next; null if nothing does
 * @param amount what it costs to keep that from happening; null if nobody can say
 * @param attempts how often it was tried, this time included
 */
record Mail(
        long message,
        String email,
        MessageKind kind,
        @Nullable String subject,
        @Nullable Instance machine,
        int machines,
        int cutOff,
        @Nullable Instant nextAt,
        @Nullable Money amount,
        int attempts) {

    /** A quarter of an hour: whoever waits for addresses has them by then, or never. */
    private static final int PATIENCE = 5;

    /** The same about this machine; null if it is about none that is there. */
    Mail about(@Nullable Instance one) {
        return new Mail(message, email, kind, subject, one, machines, cutOff, nextAt, amount, attempts);
    }

    /** Whether all that it is to say is known: a new machine gets its addresses after it runs. */
    boolean isComplete() {
        return kind != MessageKind.INSTANCE_CREATED || machine == null || machine.isAddressed() || attempts >= PATIENCE;
    }
}
