-- What was agreed. A repeated request finds its order by account, scope and token; the hash tells whether it asks for
-- the same.
create table orders (
    order_number  varchar(23)    not null primary key,
    account_id    varchar(12)    not null references accounts,
    scope         varchar(60)    not null,
    token         varchar(64)    not null,
    request_hash  varchar(64)    not null,
    state         varchar(12)    not null,
    prepaid_total numeric(19, 2) not null,
    freeze_total  numeric(19, 2) not null,
    created_at    timestamp with time zone not null,
    pay_until     timestamp with time zone not null,
    paid_at       timestamp with time zone,
    closed_at     timestamp with time zone,
    version       integer        not null,
    constraint orders_placed_once unique (account_id, scope, token),
    constraint orders_state_known check (state in ('UNPAID', 'PAID', 'CANCELLED', 'EXPIRED')),
    constraint orders_paid_when_paid check ((state = 'PAID') = (paid_at is not null)),
    constraint orders_closed_when_closed check ((state in ('CANCELLED', 'EXPIRED')) = (closed_at is not null)),
    constraint orders_totals_not_negative check (prepaid_total >= 0 and freeze_total >= 0)
);
create index orders_of_account on orders (account_id, created_at);
create index orders_due on orders (state, pay_until);

create table order_lines (
    sub_order_number     varchar(23)    not null primary key,
    order_number         varchar(23)    not null references orders,
    line                 integer        not null,
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
    unit_total           numeric(19, 2) not null,
    hourly_rate          numeric(19, 8) not null,
    total                numeric(19, 2) not null,
    list_total           numeric(19, 2) not null,
    name                 varchar(128)   not null,
    auto_renew           boolean        not null,
    security_group       varchar(20)    not null,
    login_kind           varchar(10)    not null,
    login_secret         varchar(400),
    constraint order_lines_line_key unique (order_number, line),
    constraint order_lines_count_positive check (count > 0),
    constraint order_lines_total_is_units check (total = unit_total * count),
    constraint order_lines_list_not_less check (list_total >= total)
);

-- The price of each component of one machine, as it was quoted.
create table order_items (
    sub_order_number varchar(23)    not null references order_lines,
    position         integer        not null,
    component        varchar(20)    not null,
    subject          varchar(40)    not null,
    unit_price       numeric(19, 8) not null,
    quantity         integer        not null,
    discount_factor  numeric(8, 6)  not null,
    unit_list_amount numeric(19, 2) not null,
    unit_amount      numeric(19, 2) not null,
    amount           numeric(19, 2) not null,
    rate             numeric(19, 8) not null,
    source_id        varchar(200)   not null,
    estimated        boolean        not null,
    constraint order_items_pk primary key (sub_order_number, position)
);
