-- Payments that pay an order, not only the balance; nobody knows of an UNKNOWN one whether money moves.
alter table payments add column pays_order boolean default false not null;
alter table payments alter column pays_order drop default;
-- The order while it is neither paid nor given up, so that an order has one open payment at most.
alter table payments add column open_for varchar(32);
alter table payments add constraint payments_one_open_for_an_order unique (open_for);
alter table payments drop constraint payments_state_known;
alter table payments add constraint payments_state_known
    check (state in ('PENDING', 'UNKNOWN', 'SUCCEEDED', 'REFUSED', 'EXPIRED', 'CLOSED'));
alter table payments drop constraint payments_settled_or_asked_about;
alter table payments add constraint payments_settled_or_asked_about check (
    (state in ('PENDING', 'UNKNOWN') and settled_at is null and next_query_at is not null)
    or (state not in ('PENDING', 'UNKNOWN') and settled_at is not null and next_query_at is null));
alter table payments add constraint payments_open_for_its_order check (
    open_for is null or (open_for = order_number and pays_order and state in ('PENDING', 'UNKNOWN')));
alter table payments add constraint payments_of_an_order_stay_open check (
    not pays_order or state not in ('PENDING', 'UNKNOWN') or open_for is not null);
