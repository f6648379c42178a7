package shop.cvm.payment;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The wallets of the seed's time that money can come from (domain facts, section 7.1). */
public enum WalletKind {
    TENPAY,
    WECHAT_PAY,
    QQ_WALLET;

    /** How addresses write it, for example {@code wechat-pay}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The wallet that an address names, if there is one. */
    public static Optional<WalletKind> ofSlug(String slug) {
        return Stream.of(values()).filter(kind -> kind.slug().equals(slug)).findFirst();
    }
}
