package shop.cvm.order;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.cvm.instance.Tag;
import shop.cvm.network.SecurityGroupId;

/**
 * What is decided about machines as they are bought, and could be decided the moment after.
 *
 * @param groups behind which they stand, in this order; none for the default group of the purchase
 * @param tags each key once
 * @param isProtected whether they are protected from termination
 * @param terminateAt when they are terminated by themselves; null for never
 */
public record FirstSettings(
        List<SecurityGroupId> groups,
        List<Tag> tags,
        boolean isProtected,
        @Nullable Instant terminateAt) {

    public FirstSettings {
        groups = List.copyOf(groups);
        tags = List.copyOf(tags);
    }
}
