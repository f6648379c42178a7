-- A machine that cannot be made is given up: nothing makes it run any more, whatever is left of it is destroyed, and
-- its money goes back when that is confirmed, or at refund_by.
alter table instances add column make_until timestamp with time zone;
update instances set make_until = paid_at + interval '10' minute;
alter table instances alter column make_until set not null;
alter table instances add column failure varchar(20);
alter table instances add column given_up_at timestamp with time zone;
alter table instances add column refund_by timestamp with time zone;
alter table instances add column failed_at timestamp with time zone;
alter table instances add column absent_at timestamp with time zone;
alter table instances drop constraint instances_state_known;
alter table instances add constraint instances_state_known
    check (state in ('PENDING', 'RUNNING', 'LAUNCH_FAILED'));
alter table instances drop constraint instances_pending_until_first_run;
alter table instances add constraint instances_pending_until_first_run
    check ((state in ('PENDING', 'LAUNCH_FAILED')) = (running_at is null));
alter table instances add constraint instances_failed_when_failed
    check ((state = 'LAUNCH_FAILED') = (failed_at is not null));
alter table instances add constraint instances_fail_after_giving_up
    check (failed_at is null or given_up_at is not null);
alter table instances add constraint instances_given_up_for_a_reason
    check ((given_up_at is null) = (failure is null) and (given_up_at is null) = (refund_by is null));

-- Machines that did not turn out and were refunded, each once; how many of a line is also counted there.
create table order_refunds (
    instance_id      varchar(12)    not null primary key references instances,
    sub_order_number varchar(23)    not null references order_lines,
    order_number     varchar(23)    not null references orders,
    charge_type      varchar(20)    not null,
    amount           numeric(19, 2) not null,
    refunded_at      timestamp with time zone not null,
    constraint order_refunds_not_negative check (amount >= 0)
);
create index order_refunds_of_order on order_refunds (order_number);
alter table order_lines add column refunded_count integer default 0 not null;
alter table order_lines add constraint order_lines_refunded_not_more check (refunded_count between 0 and count);

-- A simulated host that is busy until then does not listen when it is asked to destroy.
alter table simulated_machines add column busy_until timestamp with time zone;

-- What the reconciler found once and must find again before it does anything.
create table machine_findings (
    machine_id    varchar(12) not null primary key,
    finding       varchar(10) not null,
    first_seen_at timestamp with time zone not null,
    reported_at   timestamp with time zone,
    constraint machine_findings_known check (finding in ('ORPHAN', 'LOST'))
);
