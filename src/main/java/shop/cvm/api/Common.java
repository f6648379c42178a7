package shop.cvm.api;

import java.util.Locale;
import java.util.Set;

/**
 * What every request says beside what its action asks for.
 *
 * @param action what is to be done
 * @param version of the interface
 * @param region where; empty for nowhere
 * @param timestamp when it was signed, in seconds since 1970
 * @param token of a temporary credential, which the shop does not have; empty for none
 * @param language of names and messages
 */
record Common(String action, String version, String region, long timestamp, String token, Locale language) {

    /** Their names where they stand among the parameters of the action. */
    static final Set<String> NAMES = Set.of(
            "Action",
            "Version",
            "Region",
            "Timestamp",
            "Nonce",
            "SecretId",
            "Signature",
            "SignatureMethod",
            "Token",
            "Language",
            "RequestClient");

    /** The vendor's own default is Chinese. */
    static Locale language(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith("en") ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE;
    }

    /** @throws ApiRefusal if it is no integer */
    static long integer(String name, String text) {
        if (!text.matches("-?[0-9]{1,18}")) {
            throw Fault.INVALID_VALUE.refusal(name, text);
        }
        return Long.parseLong(text);
    }

    /** @throws ApiRefusal if there is none */
    static String required(String name, String value) {
        if (value.isEmpty()) {
            throw Fault.MISSING.refusal(name);
        }
        return value;
    }
}
