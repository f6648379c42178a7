-- What happens by itself before the time of a prepaid machine is over: it is renewed, its owner is reminded, or neither.
alter table instances add column renewal varchar(40) default 'NOTIFY_AND_MANUAL_RENEW' not null;
alter table instances alter column renewal drop default;
update instances set renewal = 'NOTIFY_AND_AUTO_RENEW' where auto_renew;
alter table instances drop column auto_renew;
alter table instances add constraint instances_renewal_known check (
    renewal in ('NOTIFY_AND_AUTO_RENEW', 'NOTIFY_AND_MANUAL_RENEW', 'DISABLE_NOTIFY_AND_MANUAL_RENEW'));

alter table messages drop constraint messages_kind_known;
alter table messages add constraint messages_kind_known check (
    kind in ('INSTANCE_CREATED', 'INSTANCE_TERMINATED', 'PASSWORD_RESET', 'ORDER_REFUNDED', 'PAYMENT_LEFT_ON_BALANCE',
        'BALANCE_LOW', 'ARREARS', 'ARREARS_STOPPED', 'ARREARS_RECLAIMED', 'ARREARS_CLEARED',
        'ARREARS_CLEARED_IN_TIME',
        'INSTANCE_EXPIRING', 'INSTANCE_EXPIRED', 'INSTANCE_RELEASED', 'INSTANCE_RENEWED', 'RENEWAL_FAILED'));
