-- Wishes not yet ordered. A customer's cart has the account's id; a visitor's has a random one that only their cookie
-- knows, and is forgotten when it expires. The row is the lock of the cart.
create table carts (
    cart_id    varchar(32) primary key,
    account_id varchar(12) references accounts,
    expires_at timestamp with time zone,
    constraint carts_customers_own check (account_id is null or account_id = cart_id),
    constraint carts_visitors_expire check ((account_id is null) = (expires_at is not null))
);
create index carts_due on carts (expires_at);

-- One machine, how many of it, and the price and stock that the customer has seen and accepted.
create table cart_items (
    item_id              varchar(16)    not null primary key,
    cart_id              varchar(32)    not null references carts on delete cascade,
    added_at             timestamp with time zone not null,
    charge_type          varchar(20)    not null,
    months               integer        not null,
    zone_id              varchar(40)    not null,
    instance_type        varchar(40)    not null,
    image_id             varchar(20)    not null,
    network_type         varchar(10)    not null,
    internet_charge_type varchar(10)    not null,
    bandwidth_mbps       integer        not null,
    disks                varchar(1000)  not null,
    count                integer        not null,
    name                 varchar(128)   not null,
    auto_renew           boolean        not null,
    login_kind           varchar(10)    not null,
    security_group       varchar(20)    not null,
    unit_total           numeric(19, 2) not null,
    hourly_rate          numeric(19, 8) not null,
    accepted_stock       varchar(12)    not null,
    version              integer        not null,
    constraint cart_items_count_positive check (count > 0)
);
create index cart_items_of_cart on cart_items (cart_id, added_at);
