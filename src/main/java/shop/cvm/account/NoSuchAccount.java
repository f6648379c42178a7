package shop.cvm.account;

/** No account has this id. */
public class NoSuchAccount extends RuntimeException {

    NoSuchAccount(AccountId account) {
        super("There is no account " + account);
    }
}
