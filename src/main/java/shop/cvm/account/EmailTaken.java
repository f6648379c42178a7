package shop.cvm.account;

/** Somebody has signed up with this e-mail address before. Nothing was changed; sign in instead. */
public class EmailTaken extends RuntimeException {

    EmailTaken() {
        super("An account with this e-mail address exists; sign in with it");
    }
}
