-- Machines that were bought. A purchase enters each once: order, line and position say which one it is.
create table instances (
    instance_id          varchar(12)    not null primary key,
    account_id           varchar(12)    not null references accounts,
    order_number         varchar(23)    not null,
    line                 integer        not null,
    position             integer        not null,
    charge_type          varchar(20)    not null,
    months               integer        not null,
    zone_id              varchar(40)    not null,
    instance_type        varchar(40)    not null,
    image_id             varchar(20)    not null,
    network_type         varchar(10)    not null,
    internet_charge_type varchar(10)    not null,
    bandwidth_mbps       integer        not null,
    region_id            varchar(40)    not null,
    vcpu                 integer        not null,
    memory_gib           integer        not null,
    os_type              varchar(10)    not null,
    os_name              varchar(120)   not null,
    login_user           varchar(20)    not null,
    unit_total           numeric(19, 2) not null,
    hourly_rate          numeric(19, 8) not null,
    name                 varchar(140)   not null,
    auto_renew           boolean        not null,
    subnet_id            varchar(15)    not null references subnets,
    security_group_id    varchar(11)    not null references security_groups,
    private_ip           varchar(15),
    public_ip            varchar(15),
    login_kind           varchar(10)    not null,
    login_secret         varchar(400),
    login_secret_until   timestamp with time zone,
    state                varchar(20)    not null,
    paid_at              timestamp with time zone not null,
    allocated_at         timestamp with time zone,
    running_at           timestamp with time zone,
    addressed_at         timestamp with time zone,
    expires_at           timestamp with time zone,
    next_step_at         timestamp with time zone,
    lease_until          timestamp with time zone,
    attempt              integer        not null,
    last_fault           varchar(10),
    version              integer        not null,
    constraint instances_launched_once unique (order_number, line, position),
    constraint instances_private_ip_key unique (subnet_id, private_ip),
    constraint instances_public_ip_key unique (public_ip),
    constraint instances_state_known check (state in ('PENDING', 'RUNNING')),
    constraint instances_pending_until_first_run check ((state = 'PENDING') = (running_at is null)),
    constraint instances_expire_if_prepaid check ((charge_type = 'PREPAID') = (expires_at is not null)),
    constraint instances_period_fits check (case charge_type when 'PREPAID' then months > 0 else months = 0 end),
    constraint instances_public_only_with_bandwidth check (public_ip is null or bandwidth_mbps > 0),
    constraint instances_secret_has_an_end check ((login_secret is null) = (login_secret_until is null))
);
create index instances_of_account on instances (account_id, paid_at);
create index instances_due on instances (next_step_at);
create index instances_secret_due on instances (login_secret_until);

-- The system disk is at position 0.
create table instance_disks (
    instance_id varchar(12) not null references instances,
    position    integer     not null,
    disk_id     varchar(13) not null,
    disk_usage  varchar(12) not null,
    disk_type   varchar(20) not null,
    size_gb     integer     not null,
    constraint instance_disks_pk primary key (instance_id, position),
    constraint instance_disks_id_key unique (disk_id),
    constraint instance_disks_size_positive check (size_gb > 0),
    constraint instance_disks_start_with_the_system_disk
        check ((position = 0) = (disk_usage = 'SYSTEM_DISK'))
);

-- What the simulated provisioner keeps. It is another world than the shop's: no key leads from here to there.
create table simulated_machines (
    machine_id  varchar(12) not null primary key,
    fingerprint varchar(64) not null,
    is_on       boolean     not null,
    ready_at    timestamp with time zone not null,
    address_at  timestamp with time zone not null,
    pool        varchar(15) not null,
    private_ip  varchar(15) not null,
    public_ip   varchar(15),
    constraint simulated_machines_private_ip_key unique (pool, private_ip),
    constraint simulated_machines_public_ip_key unique (public_ip)
);

-- How many addresses each pool has given out; the row is the lock for taking one.
create table simulated_pools (
    pool        varchar(15) not null primary key,
    next_number bigint      not null
);
