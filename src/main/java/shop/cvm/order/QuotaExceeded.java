package shop.cvm.order;

/** The account has fewer machines of a zone left to buy than were asked for. Nothing was placed. */
public class QuotaExceeded extends RuntimeException {

    private final transient Quota quota;
    private final int wanted;

    QuotaExceeded(Quota quota, int wanted) {
        super(wanted + " " + quota.chargeType() + " machines in zone " + quota.zone() + " exceed the account's quota: "
                + quota.remaining() + " of " + quota.total() + " are left; take fewer, or choose another zone");
        this.quota = quota;
        this.wanted = wanted;
    }

    public Quota quota() {
        return quota;
    }

    public int wanted() {
        return wanted;
    }
}
