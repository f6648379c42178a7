-- Simulated machines that stand on the same hosts and are none of this shop's.
alter table simulated_machines add column is_foreign boolean default false not null;

-- In the sequence in which due machines are claimed: however many are due at the same moment, nobody sorts them.
drop index instances_due;
create index instances_due on instances (next_step_at, instance_id);
