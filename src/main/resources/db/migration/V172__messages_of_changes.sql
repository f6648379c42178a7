-- Customers are told what became of their machines by a change or a conversion, and what was paid back.
alter table messages drop constraint messages_kind_known;
alter table messages add constraint messages_kind_known check (
    kind in ('INSTANCE_CREATED', 'INSTANCE_TERMINATED', 'PASSWORD_RESET', 'ORDER_REFUNDED', 'PAYMENT_LEFT_ON_BALANCE',
        'BALANCE_LOW', 'ARREARS', 'ARREARS_STOPPED', 'ARREARS_RECLAIMED', 'ARREARS_CLEARED',
        'ARREARS_CLEARED_IN_TIME',
        'INSTANCE_EXPIRING', 'INSTANCE_EXPIRED', 'INSTANCE_RELEASED', 'INSTANCE_RENEWED', 'RENEWAL_FAILED',
        'INSTANCE_RETURNED', 'TYPE_CHANGED', 'DISKS_GROWN', 'NETWORK_CHANGED', 'CHANGE_PAID_BACK',
        'INSTANCE_CONVERTED'));
