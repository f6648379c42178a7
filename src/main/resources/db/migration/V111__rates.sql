-- The price steps of vCPU and memory as they were quoted. A step begins after so many hours; there are three at most.
alter table order_items add column second_after integer;
alter table order_items add column second_rate numeric(19, 8);
alter table order_items add column third_after integer;
alter table order_items add column third_rate numeric(19, 8);
alter table order_items add constraint order_items_steps_ascend check (
    (second_after is null) = (second_rate is null) and (third_after is null) = (third_rate is null)
    and (third_after is null or third_after > second_after));

-- What each component of a machine costs while it is used, frozen when it was bought. For traffic the rate is the price
-- of a GB. Machines that were bought before have none and are not charged.
create table instance_rates (
    instance_id  varchar(12)    not null references instances,
    component    varchar(20)    not null,
    quantity     integer        not null,
    rate         numeric(19, 8) not null,
    second_after integer,
    second_rate  numeric(19, 8),
    third_after  integer,
    third_rate   numeric(19, 8),
    constraint instance_rates_pk primary key (instance_id, component),
    constraint instance_rates_not_negative check (rate >= 0)
);
-- Why an instance is held back from its owner, and what a shutdown does to its price.
alter table instances add column isolation varchar(12) default 'NOTISOLATED' not null;
alter table instances add constraint instances_isolation_known
    check (isolation in ('NOTISOLATED', 'ARREAR', 'EXPIRE', 'MANMADE'));
alter table instances add column stopped_mode varchar(14) default 'KEEP_CHARGING' not null;
alter table instances add constraint instances_stopped_mode_known
    check (stopped_mode in ('KEEP_CHARGING', 'STOP_CHARGING'));
alter table instances add constraint instances_prepaid_keep_charging
    check (charge_type <> 'PREPAID' or stopped_mode = 'KEEP_CHARGING');
-- Its host was given back to stock and taken by nobody yet.
alter table instances add column shelved boolean default false not null;
alter table instances add constraint instances_shelved_without_public_address
    check (not shelved or public_ip is null);
-- A machine billed by traffic has no public network while its owner owes money.
alter table instances add column network_cut boolean default false not null;
alter table simulated_machines add column gave_public boolean default false not null;
