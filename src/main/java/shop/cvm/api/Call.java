package shop.cvm.api;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.Region;

/**
 * For whom an action is performed, and where.
 *
 * @param account whose API key signed it
 * @param place the region; null if the action needs none
 * @param language of names and messages
 * @param requestId names the request in answer and log
 * @param readOnly whether its key only reads: then nothing is made, not even what would be there of itself
 */
record Call(AccountId account, @Nullable Region place, Locale language, String requestId, boolean readOnly) {

    /** The region of an action that needs one. */
    Region region() {
        if (place == null) {
            throw new IllegalStateException("An action that needs no region asks for it");
        }
        return place;
    }
}
