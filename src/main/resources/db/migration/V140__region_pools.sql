-- Public addresses come from a pool of the machine's region, each with a part of the range for itself. The first pool,
-- of all regions, stays where it is: new parts are counted from behind the one that it has reached.
alter table simulated_pools alter column pool set data type varchar(40);
alter table simulated_pools add column part integer;
alter table simulated_pools add constraint simulated_pools_part_key unique (part);
update simulated_pools set part = next_number / 4096 where pool = 'public';

alter table simulated_machines add column public_pool varchar(40) default '' not null;
update simulated_machines set public_pool = coalesce(
    (select 'public:' || i.region_id from instances i where i.instance_id = simulated_machines.machine_id), '')
    where public_ip is not null or gave_public;
