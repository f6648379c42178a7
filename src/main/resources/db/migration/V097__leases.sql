-- What one node is busy with, until it says so or is taken for dead. Beside the machines, because a wide row with many
-- indexes is dear to change twice per step. An instance that is gone leaves no harm here, so no key leads to it.
alter table instances drop column lease_until;
create table instance_leases (
    instance_id varchar(12) not null primary key,
    lease_until timestamp with time zone not null
);
