-- What customers in arrears are told is true of what they have: how many machines were shut down, how many lost their
-- public network, how many were destroyed, and that it was paid before any of it.
alter table messages add column cut_off integer default 0 not null;
alter table messages add constraint messages_cut_off_not_negative check (cut_off >= 0);
alter table messages drop constraint messages_kind_known;
alter table messages add constraint messages_kind_known check (
    kind in ('INSTANCE_CREATED', 'INSTANCE_TERMINATED', 'PASSWORD_RESET', 'ORDER_REFUNDED', 'PAYMENT_LEFT_ON_BALANCE',
        'BALANCE_LOW', 'ARREARS', 'ARREARS_STOPPED', 'ARREARS_RECLAIMED', 'ARREARS_CLEARED',
        'ARREARS_CLEARED_IN_TIME'));

alter table arrears_cases add column destroyed integer default 0 not null;
alter table arrears_cases add constraint arrears_cases_destroyed_not_negative check (destroyed >= 0);

-- A machine that ran until arrears shut it down; one that its owner had shut down before is held back all the same.
alter table instances add column shut_down_for_arrears boolean default false not null;
alter table instances add constraint instances_shut_down_while_held_back
    check (not shut_down_for_arrears or isolation = 'ARREAR');
