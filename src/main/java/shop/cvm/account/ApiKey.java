package shop.cvm.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * By what a program proves for whom it acts; its secret is not told again.
 *
 * @param secretId names it in every request
 * @param readOnly whether it only reads
 * @param enabled whether requests are accepted that it signs
 * @param createdAt when it was made, by the system's clock
 * @param lastUsedAt when it was last used, to the minute; null if it never was
 */
public record ApiKey(
        String secretId,
        boolean readOnly,
        boolean enabled,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {}
