-- Machines may be bought up to a day of the month that all machines of a customer expire on, as renewals may go on to one:
-- some days beyond their months.
alter table order_lines drop constraint order_lines_extra_days_fit;
alter table order_lines add constraint order_lines_extra_days_fit check (
    extra_days = 0 or (extra_days between 1 and 30 and kind in ('PURCHASE', 'RENEWAL') and charge_type = 'PREPAID')
    or (extra_days > 0 and kind = 'CHANGE' and total = 0));
alter table instance_terms drop constraint instance_terms_days_fit;
alter table instance_terms add constraint instance_terms_days_fit check (
    days = 0 or (days between 1 and 30 and kind in ('PURCHASE', 'RENEWAL')) or (days > 0 and kind = 'CHANGE'));
-- In a cart it is the day itself: how many days it is from the months on depends on when they are ordered.
alter table cart_items add column expiry_day integer;
alter table cart_items add constraint cart_items_expiry_day_of_a_month check (expiry_day between 1 and 31);
