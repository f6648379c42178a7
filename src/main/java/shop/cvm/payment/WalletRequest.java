package shop.cvm.payment;

import java.time.Instant;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.account.AccountId;

/**
 * What the shop asks a wallet to collect.
 *
 * @param number the payment; asking twice for one number asks once
 * @param payer who may pay it
 * @param orderNumber the order it is for, shown to the payer, if any
 * @param expiresAt after this moment of business time the wallet takes nothing any more
 */
public record WalletRequest(
        PaymentNumber number,
        AccountId payer,
        Money amount,
        @Nullable String orderNumber,
        Instant expiresAt) {}
