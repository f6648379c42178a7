-- Lines of orders that buy more time for a machine that is there. As long as such an order can be paid, open_for holds
-- the machine, so that there is one of them at a time.
alter table order_lines add column kind varchar(10) default 'PURCHASE' not null;
alter table order_lines alter column kind drop default;
alter table order_lines add column instance_id varchar(12) references instances;
alter table order_lines add column open_for varchar(12);
alter table order_lines add constraint order_lines_kind_known check (kind in ('PURCHASE', 'RENEWAL'));
alter table order_lines add constraint order_lines_one_open_for_a_machine unique (open_for);
alter table order_lines add constraint order_lines_machine_of_a_renewal check (
    (kind = 'RENEWAL') = (instance_id is not null) and (kind <> 'RENEWAL' or (count = 1 and charge_type = 'PREPAID')));
alter table order_lines add constraint order_lines_open_for_their_machine check (
    open_for is null or (instance_id is not null and open_for = instance_id));
create index order_lines_of_instance on order_lines (instance_id);
