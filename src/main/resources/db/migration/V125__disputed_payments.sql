-- A wallet took another amount than it was asked for: nothing is credited until somebody has looked into it.
alter table payments drop constraint payments_state_known;
alter table payments add constraint payments_state_known
    check (state in ('PENDING', 'UNKNOWN', 'SUCCEEDED', 'REFUSED', 'EXPIRED', 'CLOSED', 'DISPUTED'));
create index payments_state on payments (state);
