package shop.cvm.api;

import org.jspecify.annotations.Nullable;
import shop.cvm.account.KeyPairs;

/** The rules of names of key pairs, each with an error of its own. */
final class KeyPairNames {

    private KeyPairNames() {}

    /** @throws ApiRefusal if it is missing, or no key pair can be called like that */
    static String require(@Nullable String name, @Nullable Long project) {
        if (project != null && project != 0) {
            throw Fault.UNKNOWN_PROJECT.refusal(project);
        }
        if (name == null) {
            throw Fault.MISSING.refusal("KeyName");
        }
        if (name.isEmpty()) {
            throw Fault.KEY_PAIR_NAME_EMPTY.refusal();
        }
        if (name.length() > KeyPairs.MAX_NAME) {
            throw Fault.KEY_PAIR_NAME_TOO_LONG.refusal(KeyPairs.MAX_NAME);
        }
        if (!name.matches("[A-Za-z0-9_]+")) {
            throw Fault.KEY_PAIR_NAME_CHARACTERS.refusal();
        }
        return name;
    }
}
