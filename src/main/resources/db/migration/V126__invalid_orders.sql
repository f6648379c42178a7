-- Orders of which something was taken out of the catalogue before they were paid are closed.
alter table orders drop constraint orders_state_known;
alter table orders add constraint orders_state_known
    check (state in ('UNPAID', 'PAID', 'CANCELLED', 'EXPIRED', 'INVALID'));
alter table orders drop constraint orders_closed_when_closed;
alter table orders add constraint orders_closed_when_closed
    check ((state in ('CANCELLED', 'EXPIRED', 'INVALID')) = (closed_at is not null));
