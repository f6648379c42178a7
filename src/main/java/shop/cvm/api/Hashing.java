package shop.cvm.api;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The arithmetic of signatures. */
final class Hashing {

    private static final HexFormat HEX = HexFormat.of();

    private Hashing() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String hex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }

    static String sha256(byte[] content) {
        try {
            return hex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (GeneralSecurityException impossible) {
            throw missing(impossible);
        }
    }

    /** @param algorithm {@code HmacSHA256} or {@code HmacSHA1} */
    static byte[] hmac(String algorithm, byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException impossible) {
            throw missing(impossible);
        }
    }

    /** Takes the same time wherever the texts differ. */
    static boolean areEqual(String one, String other) {
        return MessageDigest.isEqual(bytes(one), bytes(other));
    }

    private static IllegalStateException missing(GeneralSecurityException impossible) {
        return new IllegalStateException("Every Java platform has SHA-256 and HMAC", impossible);
    }
}
