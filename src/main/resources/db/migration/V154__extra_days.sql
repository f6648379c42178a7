-- A renewal may go on to a day of the month that all machines of a customer expire on: some days beyond its months, each
-- for a thirtieth of the month's price.
alter table order_lines add column extra_days integer default 0 not null;
alter table order_lines alter column extra_days drop default;
alter table order_lines add constraint order_lines_extra_days_fit check (
    extra_days = 0 or (extra_days between 1 and 30 and kind = 'RENEWAL'));

alter table instance_terms add column days integer default 0 not null;
alter table instance_terms alter column days drop default;
alter table instance_terms add constraint instance_terms_days_fit check (
    days = 0 or (days between 1 and 30 and kind = 'RENEWAL'));

-- The price of a component for the months, and once more for the days.
alter table order_items add column days integer default 0 not null;
alter table order_items alter column days drop default;
alter table order_items add constraint order_items_days_not_negative check (days >= 0);
