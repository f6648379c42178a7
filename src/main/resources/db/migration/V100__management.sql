-- What owners do with their machines: they stop, start and reboot them, give them another password, and give them up.
-- Since ended_at nothing is charged; the row stays when the machine is gone, without its addresses.
alter table instances add column asked_at timestamp with time zone;
alter table instances add column start_again boolean default false not null;
alter table instances add column new_secret varchar(400);
alter table instances add column ended_at timestamp with time zone;
alter table instances drop constraint instances_state_known;
alter table instances add constraint instances_state_known
    check (state in ('PENDING', 'RUNNING', 'LAUNCH_FAILED', 'STOPPING', 'STOPPED', 'STARTING', 'REBOOTING',
        'TERMINATING', 'TERMINATED'));
alter table instances add constraint instances_ended_when_ended
    check ((state in ('TERMINATING', 'TERMINATED')) = (ended_at is not null));
alter table instances add constraint instances_gone_without_addresses
    check (state <> 'TERMINATED' or (private_ip is null and public_ip is null));
alter table instances add constraint instances_password_is_changed_off
    check (new_secret is null or state in ('STOPPING', 'STOPPED', 'STARTING'));
