-- By the older rule a cheaper type pays nothing back, but lasts longer: days that belong to the change of a machine and that
-- nothing is paid for.
alter table order_lines drop constraint order_lines_extra_days_fit;
alter table order_lines add constraint order_lines_extra_days_fit check (
    extra_days = 0 or (extra_days between 1 and 30 and kind = 'RENEWAL')
    or (extra_days > 0 and kind = 'CHANGE' and total = 0));

alter table instance_terms drop constraint instance_terms_kind_known;
alter table instance_terms add constraint instance_terms_kind_known
    check (kind in ('PURCHASE', 'RENEWAL', 'CONVERSION', 'CHANGE'));
alter table instance_terms drop constraint instance_terms_days_fit;
alter table instance_terms add constraint instance_terms_days_fit check (
    days = 0 or (days between 1 and 30 and kind = 'RENEWAL') or (days > 0 and kind = 'CHANGE'));
alter table instance_terms drop constraint instance_terms_forward;
alter table instance_terms add constraint instance_terms_forward check (
    ends_at >= started_at and case kind when 'CHANGE' then months = 0 and days > 0 and paid = 0 else months > 0 end);
