-- Where the time begins that a line buys for a machine: the end of the machine's time when it was ordered. The line can
-- be paid only as long as that is the end, so nobody pays twice for a machine that was renewed another way meanwhile.
alter table order_lines add column renews_from timestamp with time zone;
update order_lines set renews_from = coalesce(
    (select t.started_at from instance_terms t
        where t.order_number = order_lines.order_number and t.line = order_lines.line
            and t.instance_id = order_lines.instance_id),
    (select i.expires_at from instances i where i.instance_id = order_lines.instance_id))
where kind = 'RENEWAL';
alter table order_lines add constraint order_lines_renewals_begin_somewhere check (
    (kind = 'RENEWAL') = (renews_from is not null));
