-- Customers are told that a machine has its new password.
alter table messages drop constraint messages_kind_known;
alter table messages add constraint messages_kind_known check (
    kind in ('INSTANCE_CREATED', 'INSTANCE_TERMINATED', 'PASSWORD_RESET', 'ORDER_REFUNDED', 'PAYMENT_LEFT_ON_BALANCE'));
