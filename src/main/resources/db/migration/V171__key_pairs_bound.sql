-- Machines that do not know yet the key pair that lets in from now on; they have to be off to be told. The key pair itself is
-- instances.key_pair_id, as for one that was bought with it.
alter table instances add column binding_key boolean default false not null;
alter table instances add constraint instances_bound_off
    check (not binding_key or state in ('STOPPING', 'STOPPED', 'STARTING', 'SHUTDOWN'));
alter table instances add constraint instances_bound_to_a_key
    check (not binding_key or (key_pair_id is not null and new_secret is null));
