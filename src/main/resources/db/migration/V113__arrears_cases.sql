-- Accounts in arrears and how far that has gone. next_step_at is null when nothing is left to do but to wait for money.
create table arrears_cases (
    account_id   varchar(12) not null primary key references accounts,
    since        timestamp with time zone not null,
    stage        varchar(10) not null,
    stop_at      timestamp with time zone not null,
    reclaim_at   timestamp with time zone not null,
    next_step_at timestamp with time zone,
    attempt      integer     default 0 not null,
    constraint arrears_cases_stage_known check (stage in ('RUNNING', 'STOPPED', 'RECLAIMED')),
    constraint arrears_cases_in_sequence check (since <= stop_at and stop_at <= reclaim_at)
);
create index arrears_cases_due on arrears_cases (next_step_at, account_id);

-- Messages about an account as a whole, with the date that matters next.
alter table messages add column next_at timestamp with time zone;
alter table messages drop constraint messages_about_something;
alter table messages drop constraint messages_kind_known;
alter table messages add constraint messages_kind_known check (
    kind in ('INSTANCE_CREATED', 'INSTANCE_TERMINATED', 'PASSWORD_RESET', 'ORDER_REFUNDED', 'PAYMENT_LEFT_ON_BALANCE',
        'BALANCE_LOW', 'ARREARS', 'ARREARS_STOPPED', 'ARREARS_RECLAIMED', 'ARREARS_CLEARED'));
