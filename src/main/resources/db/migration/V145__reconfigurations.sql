-- How often a machine got another configuration: what is frozen for it now has the number in its reference. How often
-- the way its public network is paid for was changed, which is limited. Whether whoever made it still has to be told.
alter table instances add column configured integer default 0 not null;
alter table instances add column network_switches integer default 0 not null;
alter table instances add column reshaping boolean default false not null;
alter table instances add constraint instances_switched_with_a_configuration
    check (network_switches >= 0 and network_switches <= configured);

-- Which configuration of the machine a rate belongs to, as far as price steps go: they begin anew with another one.
alter table instance_rates add column configuration integer default 0 not null;
alter table usage_periods add column configuration integer default 0 not null;

-- Every change of a machine's configuration, in sequence, with the token of the form that asked for it.
create table reconfigurations (
    instance_id                 varchar(12)    not null references instances,
    number                      integer        not null,
    token                       varchar(64)    not null,
    request_hash                varchar(64)    not null,
    changed_at                  timestamp with time zone not null,
    instance_type               varchar(40)    not null,
    internet_charge_type        varchar(10)    not null,
    bandwidth_mbps              integer        not null,
    disks_gb                    integer        not null,
    instance_type_before        varchar(40)    not null,
    internet_charge_type_before varchar(10)    not null,
    bandwidth_mbps_before       integer        not null,
    disks_gb_before             integer        not null,
    frozen                      numeric(19, 2) not null,
    constraint reconfigurations_pk primary key (instance_id, number),
    constraint reconfigurations_once unique (instance_id, token),
    constraint reconfigurations_numbered check (number > 0),
    constraint reconfigurations_disks_grow check (disks_gb >= disks_gb_before),
    constraint reconfigurations_not_negative check (frozen >= 0 and bandwidth_mbps >= 0)
);
