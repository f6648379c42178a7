package shop.cvm.instance;

/**
 * What happens by itself when the time of a prepaid machine runs out; the names are those of the cloud API
 * ({@code domain.md} 2.2).
 */
public enum RenewFlag {
    /** It is renewed by a month; its owner is reminded if the balance does not reach. */
    NOTIFY_AND_AUTO_RENEW,
    /** Its owner is reminded. */
    NOTIFY_AND_MANUAL_RENEW,
    /** Nothing: it is not to be renewed. */
    DISABLE_NOTIFY_AND_MANUAL_RENEW;

    /** As it was chosen at the purchase. */
    static RenewFlag of(boolean autoRenew) {
        return autoRenew ? NOTIFY_AND_AUTO_RENEW : NOTIFY_AND_MANUAL_RENEW;
    }
}
