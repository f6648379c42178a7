-- The time of a prepaid machine as it was paid for, term by term: one with its purchase, one with every renewal. Each
-- begins exactly where the one before ends, so there is neither gap nor overlap; the last one ends when the machine
-- expires. Order and line say what paid it; a line pays one term of a machine.
create table instance_terms (
    instance_id  varchar(12)    not null references instances,
    sequence     integer        not null,
    previous     integer,
    kind         varchar(10)    not null,
    order_number varchar(23)    not null,
    line         integer        not null,
    months       integer        not null,
    started_at   timestamp with time zone not null,
    ends_at      timestamp with time zone not null,
    paid         numeric(19, 2) not null,
    constraint instance_terms_pk primary key (instance_id, sequence),
    constraint instance_terms_end_key unique (instance_id, sequence, ends_at),
    constraint instance_terms_paid_once unique (order_number, line, instance_id),
    constraint instance_terms_continue foreign key (instance_id, previous, started_at)
        references instance_terms (instance_id, sequence, ends_at),
    constraint instance_terms_first_or_next check (
        (sequence = 0 and previous is null) or (sequence > 0 and previous is not null and previous = sequence - 1)),
    constraint instance_terms_kind_known check (kind in ('PURCHASE', 'RENEWAL')),
    constraint instance_terms_begin_with_the_purchase check ((sequence = 0) = (kind = 'PURCHASE')),
    constraint instance_terms_forward check (ends_at > started_at and months > 0),
    constraint instance_terms_not_negative check (paid >= 0)
);
insert into instance_terms (instance_id, sequence, previous, kind, order_number, line, months, started_at, ends_at, paid)
select instance_id, 0, null, 'PURCHASE', order_number, line, months, paid_at, expires_at, unit_total
from instances where charge_type = 'PREPAID';

-- When something happens next because of the time that was paid for: a reminder, its end, a notice, the release.
alter table instances add column expiry_due_at timestamp with time zone;
-- Until then it is kept in the recycle bin.
alter table instances add column release_at timestamp with time zone;
update instances set expiry_due_at = expires_at - interval '7' day
where charge_type = 'PREPAID' and failed_at is null and ended_at is null;
create index instances_expiry_due on instances (expiry_due_at, instance_id);

alter table instances drop constraint instances_state_known;
alter table instances add constraint instances_state_known
    check (state in ('PENDING', 'RUNNING', 'LAUNCH_FAILED', 'STOPPING', 'STOPPED', 'STARTING', 'REBOOTING', 'SHUTDOWN',
        'TERMINATING', 'TERMINATED'));
alter table instances add constraint instances_in_the_bin_until_released
    check ((state = 'SHUTDOWN') = (release_at is not null));
alter table instances add constraint instances_only_expired_ones_are_in_the_bin
    check (state <> 'SHUTDOWN' or (expires_at is not null and isolation in ('EXPIRE', 'MANMADE')));
alter table instances add constraint instances_expiry_is_due_if_prepaid
    check (expiry_due_at is null or expires_at is not null);
alter table instances drop constraint instances_password_is_changed_off;
alter table instances add constraint instances_password_is_changed_off
    check (new_secret is null or state in ('STOPPING', 'STOPPED', 'STARTING', 'SHUTDOWN'));

-- Customers are told before and after the time of a machine is over, with what a month more costs.
alter table messages add column amount numeric(19, 2);
alter table messages add constraint messages_amount_not_negative check (amount >= 0);
alter table messages drop constraint messages_kind_known;
alter table messages add constraint messages_kind_known check (
    kind in ('INSTANCE_CREATED', 'INSTANCE_TERMINATED', 'PASSWORD_RESET', 'ORDER_REFUNDED', 'PAYMENT_LEFT_ON_BALANCE',
        'BALANCE_LOW', 'ARREARS', 'ARREARS_STOPPED', 'ARREARS_RECLAIMED', 'ARREARS_CLEARED',
        'ARREARS_CLEARED_IN_TIME',
        'INSTANCE_EXPIRING', 'INSTANCE_EXPIRED', 'INSTANCE_RELEASED'));
