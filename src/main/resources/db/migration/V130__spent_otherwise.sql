-- Whether anything but a settlement took from what is available since the last settlement: only then can an hour that
-- costs little be the one after which the balance does not last any more.
alter table balances add column spent_otherwise boolean default false not null;
