package shop.cvm.account;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;

/**
 * A public key in the form of OpenSSH (RFC 4253, 6.6, and RFC 8709): RSA of 2048 bits or more, or Ed25519.
 */
final class PublicKey {

    private static final String RSA = "ssh-rsa";
    private static final String ED25519 = "ssh-ed25519";
    private static final int ED25519_BYTES = 32;
    private static final int FEWEST_BITS = 2048;
    private static final int MOST_BITS = 8192;
    private static final int LONGEST = 4000;

    private final String type;
    private final byte[] blob;

    private PublicKey(String type, byte[] blob) {
        this.type = type;
        this.blob = blob;
    }

    /**
     * @param text one line, as in {@code id_ed25519.pub}; a comment at its end is left out
     * @throws InvalidPublicKey if it is something else
     */
    static PublicKey parse(String text) {
        String[] words = text.strip().split("[ \t]+", 3);
        if (text.length() > LONGEST || text.strip().lines().count() != 1 || words.length < 2) {
            throw new InvalidPublicKey();
        }
        try {
            PublicKey key = new PublicKey(words[0], Base64.getDecoder().decode(words[1]));
            key.check();
            return key;
        } catch (IllegalArgumentException | BufferUnderflowException malformed) {
            throw new InvalidPublicKey();
        }
    }

    static PublicKey of(RSAPublicKey key) {
        ByteArrayOutputStream blob = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(blob)) {
            write(out, RSA.getBytes(StandardCharsets.US_ASCII));
            write(out, key.getPublicExponent().toByteArray());
            write(out, key.getModulus().toByteArray());
        } catch (IOException e) {
            throw new IllegalStateException("Memory does not fail to be written", e);
        }
        return new PublicKey(RSA, blob.toByteArray());
    }

    String text() {
        return type + " " + Base64.getEncoder().encodeToString(blob);
    }

    String fingerprint() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(blob);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private void check() {
        ByteBuffer rest = ByteBuffer.wrap(blob);
        require(new String(next(rest), StandardCharsets.US_ASCII).equals(type));
        switch (type) {
            case ED25519 -> require(next(rest).length == ED25519_BYTES);
            case RSA -> {
                BigInteger exponent = new BigInteger(next(rest));
                int bits = new BigInteger(next(rest)).bitLength();
                require(exponent.compareTo(BigInteger.TWO) > 0 && exponent.testBit(0));
                require(bits >= FEWEST_BITS && bits <= MOST_BITS);
            }
            default -> throw new InvalidPublicKey();
        }
        require(!rest.hasRemaining());
    }

    private static void require(boolean sound) {
        if (!sound) {
            throw new InvalidPublicKey();
        }
    }

    private static byte[] next(ByteBuffer rest) {
        int length = rest.getInt();
        if (length <= 0 || length > rest.remaining()) {
            throw new InvalidPublicKey();
        }
        byte[] next = new byte[length];
        rest.get(next);
        return next;
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
