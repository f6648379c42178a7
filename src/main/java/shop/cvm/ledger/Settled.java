package shop.cvm.ledger;

/**
 * What a settlement left behind.
 *
 * @param after what the account has now
 * @param arrearsBegan whether this settlement led it into arrears
 * @param spentOtherwise whether anything but settlements took from what was available since the settlement before
 */
public record Settled(Balance after, boolean arrearsBegan, boolean spentOtherwise) {}
