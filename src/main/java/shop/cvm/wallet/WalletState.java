package shop.cvm.wallet;

/** How a payment stands in the wallet. */
public enum WalletState {
    /** The payer has not answered yet. */
    WAITING,
    PAID,
    REFUSED,
    /** The payer did not answer in time. */
    EXPIRED;

    /** An answer is final. */
    public boolean canBecome(WalletState next) {
        return this == WAITING && next != WAITING;
    }
}
