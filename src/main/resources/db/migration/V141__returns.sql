-- Prepaid machines that were returned, with what was paid back: each once. The place counts the returns of an account by
-- each rule, so that two of its machines returned at the same moment cannot both be the last one.
create table machine_returns (
    instance_id varchar(12)    not null primary key references instances,
    account_id  varchar(12)    not null references accounts,
    token       varchar(64)    not null,
    kind        varchar(10)    not null,
    counted_for integer        not null,
    place       integer        not null,
    paid        numeric(19, 2) not null,
    refund      numeric(19, 2) not null,
    valued_at   timestamp with time zone not null,
    returned_at timestamp with time zone not null,
    constraint machine_returns_place_key unique (account_id, kind, counted_for, place),
    constraint machine_returns_kind_known check (kind in ('FIVE_DAY', 'ORDINARY')),
    constraint machine_returns_place_positive check (place > 0),
    constraint machine_returns_not_more_than_paid check (refund >= 0 and refund <= paid)
);

-- The time of a machine that is returned ends then; terms that have not begun are of no length.
alter table instance_terms drop constraint instance_terms_forward;
alter table instance_terms add constraint instance_terms_forward check (ends_at >= started_at and months > 0);

alter table messages drop constraint messages_kind_known;
alter table messages add constraint messages_kind_known check (
    kind in ('INSTANCE_CREATED', 'INSTANCE_TERMINATED', 'PASSWORD_RESET', 'ORDER_REFUNDED', 'PAYMENT_LEFT_ON_BALANCE',
        'BALANCE_LOW', 'ARREARS', 'ARREARS_STOPPED', 'ARREARS_RECLAIMED', 'ARREARS_CLEARED',
        'ARREARS_CLEARED_IN_TIME',
        'INSTANCE_EXPIRING', 'INSTANCE_EXPIRED', 'INSTANCE_RELEASED', 'INSTANCE_RENEWED', 'RENEWAL_FAILED',
        'INSTANCE_RETURNED'));
