-- Machines whose system disk is to be installed anew, and how often that was asked for: the number tells one installation
-- from the next, also with the same image.
alter table instances add column reinstalling boolean default false not null;
alter table instances add column installation integer default 0 not null;
alter table instances add constraint instances_reinstalled_off
    check (not reinstalling or state in ('STOPPING', 'STOPPED', 'STARTING', 'SHUTDOWN'));
alter table instances add constraint instances_installation_counts
    check (installation >= 0 and (not reinstalling or installation > 0));
