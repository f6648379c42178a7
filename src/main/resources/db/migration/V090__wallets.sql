-- Three wallets in one book; what was collected before was WeChat Pay's.
alter table wallet_payments add column wallet varchar(20) default 'WECHAT_PAY' not null;
alter table wallet_payments alter column wallet drop default;
alter table wallet_payments add constraint wallet_payments_wallet_known
    check (wallet in ('TENPAY', 'WECHAT_PAY', 'QQ_WALLET'));
