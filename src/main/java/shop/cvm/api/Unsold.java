package shop.cvm.api;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Parameters that the vendor has and the shop does not: they may be there as long as they say nothing. */
final class Unsold {

    private Unsold() {}

    /** @throws ApiRefusal if one of them would change what is bought */
    static void require(String field, @Nullable JsonNode... values) {
        for (JsonNode value : values) {
            if (value != null && !isNeutral(value)) {
                throw Fault.NOT_SUPPORTED.refusal(field);
            }
        }
    }

    private static boolean isNeutral(JsonNode value) {
        if (value.isContainer()) {
            for (JsonNode child : value) {
                if (!isNeutral(child)) {
                    return false;
                }
            }
            return true;
        }
        return switch (value.asString()) {
            case "", "0", "false", "FALSE", "null" -> true;
            default -> false;
        };
    }
}
