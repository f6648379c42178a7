-- How the simulated wallets and machines misbehave on demand; looked at in sandbox mode only.
create table faults (
    fault        varchar(40) not null primary key,
    -- How many times more; null for until it is switched off.
    times_left   integer check (times_left >= 0),
    delay_millis bigint      not null check (delay_millis >= 0)
);
