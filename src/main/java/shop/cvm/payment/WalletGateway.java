package shop.cvm.payment;

/**
 * The way to one wallet; whoever implements it as a bean offers that wallet. No method is called inside a transaction:
 * a wallet may take its time, and what it answers is its own.
 */
public interface WalletGateway {

    /** The wallet at the other end. */
    WalletKind wallet();

    /**
     * Asks the wallet to collect money. Once per number, however often it is called.
     *
     * @throws WalletUnavailable if the wallet gives no answer
     */
    void start(WalletRequest request);

    /**
     * Asks the wallet how a payment stands. What is past its time counts as expired from this answer on: the wallet
     * takes no money for it afterwards.
     *
     * @throws WalletUnavailable if the wallet gives no answer
     */
    WalletAnswer query(PaymentNumber number);

    /**
     * Asks the wallet to take no money for a payment any more. Once is enough.
     *
     * @return how it stands then: closed, or how it ended before that, paid if the payer was quicker; never waiting
     * @throws WalletUnavailable if the wallet gives no answer
     */
    WalletAnswer close(PaymentNumber number);

    /**
     * The payment that a notification of this wallet is about.
     *
     * @throws ForgedNotification if it does not come from the wallet like this, or is older than five minutes
     */
    PaymentNumber verify(Notification notification);
}
