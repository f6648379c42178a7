package shop.cvm.secret;

/** The shop cannot start with this {@code shop.secret-key}. */
final class UnusableSecret extends RuntimeException {

    UnusableSecret(String fault) {
        super(fault);
    }
}
