package shop.cvm.account;

/**
 * An account has come into being. Heard inside the transaction that opens it, so that whatever every account needs is
 * there with it or the account is not.
 */
public record AccountOpened(AccountId account) {}
