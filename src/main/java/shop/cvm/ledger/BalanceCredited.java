package shop.cvm.ledger;

import shop.cvm.account.AccountId;

/** Money became available to an account that was in arrears; whether it was enough, {@link Ledger#arrearsSince} tells. */
public record BalanceCredited(AccountId account) {}
