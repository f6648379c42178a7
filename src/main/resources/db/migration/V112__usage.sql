-- Accounts with usage to settle. settled_until is the beginning of the next hour to be settled; due_at is when to try,
-- and null while nothing is used. The row is the lock of everything that changes the account's usage.
create table usage_accounts (
    account_id    varchar(12) not null primary key references accounts,
    settled_until timestamp with time zone not null,
    due_at        timestamp with time zone,
    attempt       integer     default 0 not null,
    last_fault    varchar(200),
    low_since     timestamp with time zone,
    constraint usage_accounts_due_after_the_hour
        check (due_at is null or due_at >= settled_until + interval '1' hour)
);
create index usage_accounts_due on usage_accounts (due_at, account_id);

-- Who used what, since when, at which rates. The periods of one component of one machine are a chain: each begins
-- exactly where the one before ends, times without charge included, so there is neither gap nor overlap; and one of them
-- at most is open, which ends at the end of time until somebody ends it. Times are full seconds. run_before is how many
-- charged seconds went before in the same configuration: price steps go on from there.
create table usage_periods (
    instance_id  varchar(12)    not null references instances,
    component    varchar(20)    not null,
    sequence     integer        not null,
    previous     integer,
    account_id   varchar(12)    not null references usage_accounts,
    started_at   timestamp with time zone not null,
    ended_at     timestamp with time zone not null,
    is_open      boolean,
    charged      boolean        not null,
    quantity     integer        not null,
    rate         numeric(19, 8) not null,
    second_after integer,
    second_rate  numeric(19, 8),
    third_after  integer,
    third_rate   numeric(19, 8),
    run_before   bigint         not null,
    constraint usage_periods_pk primary key (instance_id, component, sequence),
    constraint usage_periods_end_key unique (instance_id, component, sequence, ended_at),
    constraint usage_periods_one_open unique (instance_id, component, is_open),
    constraint usage_periods_continue foreign key (instance_id, component, previous, started_at)
        references usage_periods (instance_id, component, sequence, ended_at),
    constraint usage_periods_first_or_next check (
        (sequence = 0 and previous is null) or (sequence > 0 and previous is not null and previous = sequence - 1)),
    constraint usage_periods_open_until_ended check (
        (is_open is not null and is_open and ended_at = timestamp with time zone '9999-12-31 00:00:00+00')
        or (is_open is null and ended_at < timestamp with time zone '9999-12-31 00:00:00+00')),
    constraint usage_periods_forward check (ended_at >= started_at),
    constraint usage_periods_not_negative check (rate >= 0 and run_before >= 0)
);
create index usage_periods_of_account on usage_periods (account_id, ended_at);

-- One line for one component of one machine in one hour, with its exact amount: what the intervals of usage_periods in
-- that hour come to. megabytes is how much traffic went out.
create table bill_lines (
    account_id  varchar(12)    not null,
    hour_at     timestamp with time zone not null,
    instance_id varchar(12)    not null,
    component   varchar(20)    not null,
    seconds     integer        not null,
    megabytes   bigint,
    amount      numeric(19, 8) not null,
    constraint bill_lines_pk primary key (account_id, hour_at, instance_id, component),
    constraint bill_lines_within_the_hour check (seconds between 1 and 3600),
    constraint bill_lines_not_negative check (amount >= 0)
);

-- What an hour came to for an account: the sum of its machines, each rounded once. The ledger has it under
-- settle:<account>:<hour>, unless it is nothing.
create table settled_hours (
    account_id varchar(12)    not null references usage_accounts,
    hour_at    timestamp with time zone not null,
    amount     numeric(19, 2) not null,
    constraint settled_hours_pk primary key (account_id, hour_at),
    constraint settled_hours_not_negative check (amount >= 0)
);
