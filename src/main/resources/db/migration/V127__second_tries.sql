-- When closing an expired order is tried again; null as long as it has not failed.
alter table orders add column close_after timestamp with time zone;

-- Which form a random password was shown to: it gets the same answer until the password is forgotten, soon after.
alter table instances add column shown_to varchar(64);
