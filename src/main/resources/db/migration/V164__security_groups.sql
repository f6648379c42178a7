-- Security groups that customers make themselves, beside the three default ones. An account has a limited number of places
-- for them in a region; a group that was deleted gives its place back and stays for the machines that stood behind it.
alter table security_groups alter column template drop not null;
alter table security_groups add column name varchar(60) default '' not null;
alter table security_groups add column description varchar(100) default '' not null;
alter table security_groups add column place integer;
alter table security_groups add column version integer default 0 not null;
alter table security_groups add column deleted_at timestamp with time zone;
alter table security_groups add constraint security_groups_place_key unique (account_id, region_id, place);
alter table security_groups add constraint security_groups_have_a_place check (
    (is_default is null) = (place is not null or deleted_at is not null) and (place is null or place between 0 and 46));
alter table security_groups add constraint security_groups_default_or_named check (is_default is not null or name <> '');
alter table security_groups add constraint security_groups_default_stay check (is_default is null or deleted_at is null);

alter table security_group_rules add column policy varchar(6) default 'ACCEPT' not null;
alter table security_group_rules add column description varchar(100) default '' not null;
alter table security_group_rules add constraint security_group_rules_policy_known check (policy in ('ACCEPT', 'DROP'));
alter table security_group_rules add constraint security_group_rules_protocol_known
    check (protocol in ('ALL', 'TCP', 'UDP', 'ICMP'));
alter table security_group_rules add constraint security_group_rules_few check (position between 0 and 199);

-- What a machine stands behind beside its first group, in the order in which they are asked.
create table instance_groups (
    instance_id       varchar(12) not null references instances,
    position          integer     not null,
    security_group_id varchar(11) not null references security_groups,
    constraint instance_groups_pk primary key (instance_id, position),
    constraint instance_groups_once unique (instance_id, security_group_id),
    constraint instance_groups_few check (position between 1 and 4)
);
create index instance_groups_of_group on instance_groups (security_group_id);
create index instances_of_security_group on instances (security_group_id);

-- Machines whose provisioner has to be told what may reach them. wanted counts the changes, so that an answer to an older
-- question does not pass for one to a newer.
create table machine_firewalls (
    instance_id varchar(12) not null primary key references instances,
    wanted      integer     not null,
    attempt     integer     not null,
    due_at      timestamp with time zone
);
create index machine_firewalls_due on machine_firewalls (due_at, instance_id);
