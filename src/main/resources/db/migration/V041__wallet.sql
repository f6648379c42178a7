-- The simulated wallet house keeps its own books: nothing here refers to the shop's tables, nor they to these.
create table wallet_payments (
    payment_number       varchar(32)              not null primary key,
    transaction_number   varchar(32)              not null unique,
    payer                varchar(12)              not null,
    amount               numeric(19, 2)           not null check (amount > 0),
    order_number         varchar(32),
    state                varchar(10)              not null check (state in ('WAITING', 'PAID', 'REFUSED', 'EXPIRED')),
    expires_at           timestamp with time zone not null,
    answered_at          timestamp with time zone,
    -- When the shop is notified next of what the payer answered; null while there is nothing to tell, and once it knows.
    next_notification_at timestamp with time zone,
    notifications        integer                  not null default 0,
    version              integer                  not null
);
create index wallet_payments_due on wallet_payments (next_notification_at);

-- What notifications are signed with when no setting says so: made at the first start and kept.
create table wallet_secret (
    id     integer      not null default 1 primary key check (id = 1),
    secret varchar(100) not null
);
