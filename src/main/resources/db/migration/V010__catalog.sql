-- The catalogue: one table for each file of src/main/resources/catalog that the shop reads, with the file's columns.
-- "position" keeps the order of the file. Foreign keys repeat what the loader checks with file, line and column.
create table catalog_version (
    id        integer default 1 primary key check (id = 1),
    version   bigint      not null,
    digest    varchar(64) not null,
    loaded_at timestamp with time zone
);
insert into catalog_version (version, digest) values (0, '');

create table catalog_source (
    source_id varchar(40) primary key,
    position  integer      not null,
    publisher varchar(100) not null,
    title     varchar(300) not null,
    page      varchar(300),
    doc_date  varchar(40)
);

create table catalog_region (
    region_id         varchar(40) primary key,
    position          integer     not null,
    region_numeric_id integer     not null,
    name_en           varchar(80) not null,
    name_zh           varchar(80) not null,
    city_en           varchar(80) not null,
    city_zh           varchar(80) not null,
    area              varchar(20) not null,
    status            varchar(20) not null
);

create table catalog_basic_network (
    region_id varchar(40) primary key references catalog_region (region_id),
    position  integer not null
);

create table catalog_zone (
    zone_id         varchar(40) primary key,
    position        integer     not null,
    region_id       varchar(40) not null references catalog_region (region_id),
    zone_numeric_id integer     not null,
    name_en         varchar(80) not null,
    name_zh         varchar(80) not null,
    status          varchar(20) not null
);

create table catalog_family (
    family_id    varchar(20) primary key,
    position     integer      not null,
    name_en      varchar(80)  not null,
    name_zh      varchar(80)  not null,
    category     varchar(20)  not null,
    category_en  varchar(40)  not null,
    category_zh  varchar(40)  not null,
    generation   integer      not null,
    cpu_model    varchar(200),
    architecture varchar(20)  not null,
    network_type varchar(20),
    sale_status  varchar(20)  not null,
    facts_en     varchar(300),
    facts_zh     varchar(300)
);

create table catalog_instance_type (
    instance_type      varchar(40) primary key,
    position           integer       not null,
    family_id          varchar(20)   not null references catalog_family (family_id),
    vcpu               integer       not null check (vcpu > 0),
    memory_gib         integer       not null check (memory_gib > 0),
    gpu_count          numeric(6, 2) not null,
    gpu_model          varchar(60),
    packets_per_second integer,
    bandwidth_gbps     numeric(8, 2),
    local_disk_type    varchar(20),
    local_disk_count   integer,
    local_disk_gb_each integer,
    sale_status        varchar(20)   not null
);

create table catalog_instance_price (
    region_id       varchar(40)    not null references catalog_region (region_id),
    instance_type   varchar(40)    not null references catalog_instance_type (instance_type),
    os              varchar(10)    not null,
    charge_type     varchar(20)    not null,
    from_hours      integer,
    to_hours        integer,
    price           numeric(19, 8) not null check (price > 0),
    confidence      varchar(10)    not null,
    discount_scheme varchar(20),
    effective_from  date           not null,
    source_id       varchar(200)   not null,
    position        integer        not null,
    unique (region_id, instance_type, os, charge_type, from_hours, effective_from)
);

create table catalog_discount (
    scheme_id  varchar(20)   not null,
    min_months integer       not null,
    max_months integer       not null,
    factor     numeric(8, 6) not null check (factor > 0 and factor <= 1),
    source_id  varchar(40)   not null,
    position   integer       not null,
    primary key (scheme_id, min_months)
);

create table catalog_period (
    period_months integer primary key,
    cloud_disk    boolean not null,
    position      integer not null
);

create table catalog_disk_type (
    disk_type      varchar(20) primary key,
    position       integer     not null,
    name_en        varchar(60) not null,
    name_zh        varchar(60) not null,
    system_disk    boolean     not null,
    data_disk      boolean     not null,
    system_min_gb  integer,
    system_max_gb  integer,
    system_step_gb integer,
    data_min_gb    integer,
    data_max_gb    integer,
    data_step_gb   integer,
    sale_status    varchar(20) not null
);

create table catalog_family_disk (
    family_id  varchar(20) not null references catalog_family (family_id),
    disk_usage varchar(20) not null,
    disk_type  varchar(20) not null references catalog_disk_type (disk_type),
    position   integer     not null,
    primary key (family_id, disk_usage, disk_type)
);

create table catalog_disk_price (
    region_id      varchar(40)    not null references catalog_region (region_id),
    disk_type      varchar(20)    not null references catalog_disk_type (disk_type),
    charge_type    varchar(20)    not null,
    price          numeric(19, 8) not null check (price > 0),
    currency       varchar(3)     not null,
    confidence     varchar(10)    not null,
    effective_from date           not null,
    source_id      varchar(200)   not null,
    position       integer        not null,
    primary key (region_id, disk_type, charge_type, currency, effective_from)
);

create table catalog_bandwidth_price (
    region_id           varchar(40)    not null references catalog_region (region_id),
    network_charge_type varchar(40)    not null,
    from_mbps           integer,
    to_mbps             integer,
    price               numeric(19, 8) not null check (price > 0),
    currency            varchar(3)     not null,
    confidence          varchar(10)    not null,
    effective_from      date           not null,
    source_id           varchar(200)   not null,
    position            integer        not null,
    unique (region_id, network_charge_type, from_mbps, currency, effective_from)
);

create table catalog_bandwidth_cap (
    rule_id              varchar(10) primary key,
    position             integer      not null,
    created              varchar(30)  not null,
    network_charge_type  varchar(40)  not null,
    instance_charge_type varchar(20)  not null,
    zones                varchar(300) not null,
    min_vcpu             integer,
    max_vcpu             integer,
    min_mbps             integer      not null,
    max_mbps             integer      not null
);

create table catalog_windows_factor (
    region_id        varchar(40)   not null references catalog_region (region_id),
    family_id        varchar(20)   not null references catalog_family (family_id),
    windows_to_linux numeric(8, 6) not null check (windows_to_linux > 0),
    sample           varchar(20)   not null,
    source_id        varchar(200)  not null,
    position         integer       not null,
    primary key (region_id, family_id, sample)
);

create table catalog_image (
    image_id     varchar(20) primary key,
    position     integer      not null,
    platform     varchar(40)  not null,
    os_type      varchar(10)  not null,
    os_version   varchar(40)  not null,
    name_en      varchar(120) not null,
    name_zh      varchar(120) not null,
    architecture varchar(20)  not null,
    status       varchar(20)  not null
);

create table catalog_image_alias (
    alias    varchar(20) primary key,
    image_id varchar(20) not null references catalog_image (image_id),
    position integer     not null
);

-- What a zone can sell of a type, and how much of it is sold or held. Takes no part in the catalogue's foreign keys:
-- machines that are running stay counted when their type leaves the files.
create table stock (
    zone_id       varchar(40) not null,
    instance_type varchar(40) not null,
    capacity      integer     not null check (capacity >= 0),
    taken         integer     not null default 0 check (taken >= 0),
    primary key (zone_id, instance_type)
);
