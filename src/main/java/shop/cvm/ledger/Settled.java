package shop.cvm.ledger;

/**
 * What a settlement left behind.
 *
 * @param after what the account has now
 * @param arrearsBegan whether this settlement led it into arrears
 */
public record Settled(Balance after, boolean arrearsBegan) {}
