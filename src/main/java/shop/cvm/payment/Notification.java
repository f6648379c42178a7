package shop.cvm.payment;

/**
 * What a wallet sends when a payment has changed. Only a hint to ask: nothing in it is believed but, once its signature
 * is verified, the number of the payment.
 *
 * @param timestamp seconds since 1970 as text, as sent
 * @param nonce random text, as sent
 * @param signature over timestamp, nonce and body, as sent
 * @param body JSON, as sent
 */
public record Notification(String timestamp, String nonce, String signature, String body) {

    public static final String TIMESTAMP_HEADER = "Wallet-Timestamp";
    public static final String NONCE_HEADER = "Wallet-Nonce";
    public static final String SIGNATURE_HEADER = "Wallet-Signature";

    /** Where a wallet sends its notifications to, below the shop's own address. */
    public static String path(WalletKind wallet) {
        return "/payments/notifications/" + wallet.slug();
    }
}
