-- What each customer has. Frozen money is part of the balance; available is what is left of it. The row is the lock
-- that every movement of the customer's money takes, and it counts the lines of the customer's statement.
create table balances (
    account_id varchar(12)    not null primary key references accounts,
    balance    numeric(19, 2) not null default 0,
    frozen     numeric(19, 2) not null default 0,
    line_count bigint         not null default 0,
    constraint balances_frozen_not_negative check (frozen >= 0),
    constraint balances_available_not_negative check (balance >= frozen)
);

-- Every movement of money, once and for good: one row with both of its sides, so that all entries add to zero by
-- construction. Lines are numbered without gaps per customer.
create table entries (
    account_id       varchar(12)              not null references balances,
    line             bigint                   not null,
    reference        varchar(100)             not null,
    kind             varchar(10)              not null,
    amount           numeric(19, 2)           not null,
    debit_account    varchar(40)              not null,
    credit_account   varchar(40)              not null,
    balance_after    numeric(19, 2)           not null,
    frozen_after     numeric(19, 2)           not null,
    description_key  varchar(60)              not null,
    description_args varchar(400)             not null,
    order_number     varchar(32),
    occurred_at      timestamp with time zone not null,
    constraint entries_pk primary key (account_id, line),
    constraint entries_reference_key unique (reference),
    constraint entries_line_positive check (line > 0),
    constraint entries_amount_positive check (amount > 0),
    constraint entries_leave_no_debt check (frozen_after >= 0 and balance_after >= frozen_after),
    constraint entries_sides_fit_kind check (
        (kind = 'TOP_UP' and debit_account like 'wallet:%' and credit_account = 'customer:' || account_id)
        or (kind = 'DEDUCT' and debit_account = 'customer:' || account_id and credit_account = 'shop:revenue')
        or (kind = 'REFUND' and debit_account = 'shop:revenue' and credit_account = 'customer:' || account_id)
        or (kind = 'FREEZE' and debit_account = 'customer:' || account_id and credit_account = 'frozen:' || account_id)
        or (kind = 'UNFREEZE' and debit_account = 'frozen:' || account_id and credit_account = 'customer:' || account_id)
    )
);
create index entries_order on entries (order_number);
