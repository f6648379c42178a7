-- Usage is settled after it happened, so a settlement is the one movement that may take more than there is. Since when
-- less than nothing is available stands beside the balance: it begins below zero and ends above it.
alter table balances add column arrears_since timestamp with time zone;
alter table balances drop constraint balances_available_not_negative;
alter table balances add constraint balances_negative_only_in_arrears
    check (balance >= frozen or arrears_since is not null);
alter table balances add constraint balances_no_arrears_with_money
    check (balance <= frozen or arrears_since is null);
create index balances_in_arrears on balances (arrears_since);

alter table entries drop constraint entries_leave_no_debt;
alter table entries add constraint entries_only_settlements_lead_into_debt
    check (frozen_after >= 0 and (kind not in ('DEDUCT', 'FREEZE') or balance_after >= frozen_after));
alter table entries drop constraint entries_sides_fit_kind;
alter table entries add constraint entries_sides_fit_kind check (
    (kind = 'TOP_UP' and debit_account like 'wallet:%' and credit_account = 'customer:' || account_id)
    or (kind in ('DEDUCT', 'SETTLEMENT') and debit_account = 'customer:' || account_id
        and credit_account = 'shop:revenue')
    or (kind = 'REFUND' and debit_account = 'shop:revenue' and credit_account = 'customer:' || account_id)
    or (kind = 'FREEZE' and debit_account = 'customer:' || account_id and credit_account = 'frozen:' || account_id)
    or (kind = 'UNFREEZE' and debit_account = 'frozen:' || account_id and credit_account = 'customer:' || account_id)
);
