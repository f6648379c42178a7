-- Whether the shop has closed a payment before its time was up: the wallet takes nothing for it either way, but says so.
alter table wallet_payments add column closed boolean default false not null;
