-- Lines of orders that make a prepaid machine something else (CHANGE), or an hourly one a prepaid one (CONVERSION). They
-- can be paid only as long as the machine is what it was when they were ordered: configured says how often it had been
-- configured, and of a change renews_from when its time ended. An order closed because that is no longer so says why.
alter table order_lines drop constraint order_lines_kind_known;
alter table order_lines add constraint order_lines_kind_known
    check (kind in ('PURCHASE', 'RENEWAL', 'CHANGE', 'CONVERSION'));
alter table order_lines drop constraint order_lines_machine_of_a_renewal;
alter table order_lines add constraint order_lines_for_a_machine_that_is_there check (
    (kind <> 'PURCHASE') = (instance_id is not null) and (kind = 'PURCHASE' or (count = 1 and charge_type = 'PREPAID')));
alter table order_lines drop constraint order_lines_renewals_begin_somewhere;
alter table order_lines add constraint order_lines_know_the_end_of_the_time check (
    (kind in ('RENEWAL', 'CHANGE')) = (renews_from is not null));
alter table order_lines add column configured integer;
alter table order_lines add constraint order_lines_know_the_configuration check (
    (kind in ('CHANGE', 'CONVERSION')) = (configured is not null));
-- Whether a host of another type is taken out of stock for the machine while the order can be paid.
alter table order_lines add column takes_host boolean default false not null;
alter table order_lines add constraint order_lines_host_of_a_change check (not takes_host or kind = 'CHANGE');
-- What is paid back to the balance because the machine costs less for the rest of its time.
alter table order_lines add column paid_back numeric(19, 2) default 0 not null;
alter table order_lines add constraint order_lines_paid_back_of_a_change check (
    paid_back = 0 or (paid_back > 0 and kind = 'CHANGE' and total = 0));
alter table orders add column void_reason varchar(12);
alter table orders add constraint orders_void_when_invalid check (void_reason is null or state = 'INVALID');

-- By which line a prepaid machine was changed, and until when its time was paid then. Where the change makes it cheaper,
-- rest is what is left of all that was paid, less what was paid back: from then on it counts as paid with that.
alter table reconfigurations add column order_number varchar(23);
alter table reconfigurations add column line integer;
alter table reconfigurations add column paid_until timestamp with time zone;
alter table reconfigurations add column rest numeric(19, 2);
alter table reconfigurations add column lesser boolean default false not null;
alter table reconfigurations add constraint reconfigurations_by_an_order check (
    (order_number is null) = (line is null) and (order_number is null) = (paid_until is null)
    and (order_number is not null or (rest is null and not lesser)));
alter table reconfigurations add constraint reconfigurations_before_the_end check (paid_until > changed_at);
alter table reconfigurations add constraint reconfigurations_rest_not_negative check (rest >= 0);
alter table reconfigurations add constraint reconfigurations_by_a_line_once unique (order_number, line);

-- The time of a machine that was paid by the hour begins with its conversion.
alter table instance_terms drop constraint instance_terms_kind_known;
alter table instance_terms add constraint instance_terms_kind_known
    check (kind in ('PURCHASE', 'RENEWAL', 'CONVERSION'));
alter table instance_terms drop constraint instance_terms_begin_with_the_purchase;
alter table instance_terms add constraint instance_terms_begin_with_a_purchase_or_a_conversion
    check ((sequence = 0) = (kind in ('PURCHASE', 'CONVERSION')));
