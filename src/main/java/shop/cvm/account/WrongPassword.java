package shop.cvm.account;

/** The current password of the account is another. Nothing was changed. */
public class WrongPassword extends RuntimeException {

    WrongPassword() {
        super("The current password is another");
    }
}
