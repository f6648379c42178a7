-- A marker is true or empty, so that a unique key allows one default beside any number of others.
create table vpcs (
    vpc_id     varchar(12) primary key,
    account_id varchar(12) not null references accounts (account_id),
    region_id  varchar(40) not null,
    cidr       varchar(18) not null,
    is_default boolean check (is_default),
    created_at timestamp with time zone not null,
    unique (account_id, region_id, is_default)
);

-- A subnet lies in one zone of a VPC, or is the basic network of a region.
create table subnets (
    subnet_id  varchar(15) primary key,
    vpc_id     varchar(12) references vpcs (vpc_id),
    region_id  varchar(40) not null,
    zone_id    varchar(40),
    cidr       varchar(18) not null,
    is_default boolean check (is_default),
    is_basic   boolean check (is_basic),
    created_at timestamp with time zone not null,
    unique (vpc_id, cidr),
    unique (vpc_id, zone_id, is_default),
    unique (region_id, is_basic),
    check ((vpc_id is null) = (zone_id is null) and (vpc_id is null) = (is_basic is not null))
);

create table security_groups (
    security_group_id varchar(11) primary key,
    account_id        varchar(12) not null references accounts (account_id),
    region_id         varchar(40) not null,
    template          varchar(20) not null check (template in ('SSH_22', 'RDP_3389', 'OPEN_ALL')),
    is_default        boolean check (is_default),
    created_at        timestamp with time zone not null,
    unique (account_id, region_id, template, is_default)
);

create table security_group_rules (
    security_group_id varchar(11) not null references security_groups (security_group_id),
    position          integer     not null,
    direction         varchar(7)  not null check (direction in ('INGRESS', 'EGRESS')),
    protocol          varchar(4)  not null,
    port              varchar(20) not null,
    range_cidr        varchar(18) not null,
    primary key (security_group_id, position)
);
