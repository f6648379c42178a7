package shop.cvm.notification;

import java.time.Instant;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.account.AccountId;

/**
 * A message to be kept.
 *
 * @param account whom to tell
 * @param key made of what happened, at most 80 characters; a second message of the same key is not kept
 * @param kind what happened
 * @param instance to this machine, if to one
 * @param order to this order, if to one
 * @param machines how many machines it is about
 * @param cutOff how many machines it is about that lost their public network, or have it back
 * @param nextAt what happens next happens then; null if nothing does
 * @param amount what it costs to keep that from happening, or what was paid back; null if nobody can say
 */
record NewMessage(
        AccountId account,
        String key,
        MessageKind kind,
        @Nullable String instance,
        @Nullable String order,
        int machines,
        int cutOff,
        @Nullable Instant nextAt,
        @Nullable Money amount) {

    /** About something that costs nothing. */
    NewMessage(
            AccountId account,
            String key,
            MessageKind kind,
            @Nullable String instance,
            @Nullable String order,
            int machines,
            int cutOff,
            @Nullable Instant nextAt) {
        this(account, key, kind, instance, order, machines, cutOff, nextAt, null);
    }

    /** About what is over. */
    NewMessage(
            AccountId account,
            String key,
            MessageKind kind,
            @Nullable String instance,
            @Nullable String order,
            int machines) {
        this(account, key, kind, instance, order, machines, 0, null);
    }
}
