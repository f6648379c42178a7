package shop.cvm.payment;

import org.jspecify.annotations.Nullable;
import shop.cvm.account.AccountId;

/**
 * The money of a payment is on its account's balance. Published once per payment, inside the transaction that credits
 * it. The payment is locked at that moment: whoever locks an order waits for the commit, because orders come first in
 * the order of locks.
 *
 * @param orderNumber the order to be paid with it, if any
 */
public record PaymentSucceeded(
        PaymentNumber payment, AccountId account, @Nullable String orderNumber) {}
