-- Whether somebody is verified is known by since when.
alter table accounts add column verified_at timestamp with time zone;
alter table accounts drop column verified;
