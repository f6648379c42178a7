package shop.cvm.order;

import org.joda.money.Money;
import shop.cvm.account.AccountId;

/**
 * What a machine was changed in, and what that came to.
 *
 * @param account whose machine it is
 * @param isOfType whether it got another type
 * @param growsDisks whether its disks got larger
 * @param paid for a prepaid machine what was due, else nothing
 * @param paidBack for a prepaid machine what went back to the balance, else nothing
 */
public record MadeChange(AccountId account, boolean isOfType, boolean growsDisks, Money paid, Money paidBack) {}
