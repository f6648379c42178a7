-- Money on its way from a wallet to a customer's balance. Each is settled once: credited by the ledger under the
-- reference 'top-up:' || number, or not paid.
create table payments (
    number             varchar(32)              not null primary key,
    account_id         varchar(12)              not null references accounts,
    amount             numeric(19, 2)           not null,
    wallet             varchar(20)              not null,
    state              varchar(10)              not null,
    order_number       varchar(32),
    created_at         timestamp with time zone not null,
    expires_at         timestamp with time zone not null,
    settled_at         timestamp with time zone,
    wallet_transaction varchar(64),
    -- When the wallet is asked next how this payment stands; null once that is known for good.
    next_query_at      timestamp with time zone,
    queries            integer                  not null default 0,
    version            integer                  not null,
    constraint payments_amount_positive check (amount > 0),
    constraint payments_wallet_known check (wallet in ('TENPAY', 'WECHAT_PAY', 'QQ_WALLET')),
    constraint payments_state_known check (state in ('PENDING', 'SUCCEEDED', 'REFUSED', 'EXPIRED')),
    constraint payments_settled_or_asked_about check (
        (state = 'PENDING' and settled_at is null and next_query_at is not null)
        or (state <> 'PENDING' and settled_at is not null and next_query_at is null)),
    constraint payments_succeeded_with_transaction check (state <> 'SUCCEEDED' or wallet_transaction is not null)
);
create index payments_due on payments (next_query_at);
create index payments_account on payments (account_id, created_at desc);
create index payments_order on payments (order_number);
