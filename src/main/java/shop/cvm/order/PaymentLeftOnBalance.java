package shop.cvm.order;

import shop.cvm.account.AccountId;
import shop.cvm.payment.PaymentNumber;

/** Money from a wallet was meant for an order that was closed, or paid another way; it is on the balance. */
public record PaymentLeftOnBalance(AccountId account, OrderNumber order, PaymentNumber payment) {}
