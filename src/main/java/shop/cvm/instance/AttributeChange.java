package shop.cvm.instance;

import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.cvm.network.SecurityGroupId;

/**
 * What an owner decides about several instances together.
 *
 * @param name what all of them are called; null to leave that
 * @param groups behind which security groups they stand, in this order; none to leave that
 * @param isProtected whether they are protected from termination; null to leave that
 */
public record AttributeChange(
        @Nullable String name,
        List<SecurityGroupId> groups,
        @Nullable Boolean isProtected) {

    public AttributeChange {
        groups = List.copyOf(groups);
    }
}
