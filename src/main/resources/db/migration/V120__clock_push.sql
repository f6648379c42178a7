-- The last push of the shop's clock. There is one row, so there is one push at a time, whatever node it runs on; one
-- that nobody goes on with is taken over when its lease ends.
create table clock_push (
    id           integer default 1 primary key check (id = 1),
    state        varchar(10) default 'NONE' not null,
    started_from timestamp with time zone,
    target       timestamp with time zone,
    reached      timestamp with time zone,
    steps        bigint default 0 not null check (steps >= 0),
    owner        varchar(36),
    lease_until  timestamp with time zone,
    constraint clock_push_state_known check (state in ('NONE', 'MOVING', 'DONE')),
    constraint clock_push_goes_somewhere check (
        state = 'NONE' or (started_from is not null and target is not null and reached is not null)),
    constraint clock_push_moves_on_a_lease check (
        state <> 'MOVING' or (owner is not null and lease_until is not null)),
    constraint clock_push_stays_on_its_way check (reached <= target)
);
insert into clock_push (id) values (1);

-- What the last push has done, by what had been due.
create table clock_push_work (
    name   varchar(40) primary key,
    amount bigint not null check (amount >= 0)
);
