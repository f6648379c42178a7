package shop.cvm.wallet;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;
import shop.cvm.payment.WalletKind;
import shop.cvm.time.ShopCalendar;

/**
 * The wallets' own numbers of payments, each in its house's manner: WeChat Pay's begin with 4200, Tenpay's with the
 * merchant's number and the day, QQ Wallet's with the day; all have 28 digits, most of them random.
 */
final class TransactionNumber {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int DIGITS = 28;
    private static final String MERCHANT = "1900000109";

    private TransactionNumber() {}

    static String next(WalletKind wallet, Instant at) {
        String day = ShopCalendar.dayOf(at).format(DateTimeFormatter.BASIC_ISO_DATE);
        String beginning =
                switch (wallet) {
                    case WECHAT_PAY -> "4200";
                    case TENPAY -> MERCHANT + day;
                    case QQ_WALLET -> day;
                };
        return beginning + randomDigits(DIGITS - beginning.length());
    }

    private static String randomDigits(int count) {
        return RANDOM.ints(count, 0, 10).mapToObj(Integer::toString).collect(Collectors.joining());
    }
}
