package shop.cvm.account;

/** The form that asks for a key pair made it already, too long ago to tell its private half again. */
public class PrivateKeyForgotten extends RuntimeException {

    private final String name;

    PrivateKeyForgotten(String name) {
        super("The private half of key pair " + name + " is kept no longer");
        this.name = name;
    }

    /** Of the key pair that was made. */
    public String name() {
        return name;
    }
}
