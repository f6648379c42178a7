package shop.cvm.network;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/**
 * Ids of the cloud's resources: a prefix, a hyphen and eight characters of {@code [a-z0-9]}, for example
 * {@code subnet-4k7xq2pd} ({@code domain.md} 3.1). They cannot be guessed; the database refuses one that exists.
 */
public final class ResourceId {

    private static final String CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 8;
    private static final RandomGenerator RANDOM = new SecureRandom();

    private ResourceId() {}

    /** A new id with this prefix. */
    public static String next(String prefix) {
        StringBuilder id = new StringBuilder(prefix).append('-');
        for (int i = 0; i < LENGTH; i++) {
            id.append(CHARACTERS.charAt(RANDOM.nextInt(CHARACTERS.length())));
        }
        return id.toString();
    }
}
