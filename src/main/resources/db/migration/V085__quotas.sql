-- What each account has bought in each zone, and the most it may be, so that the database refuses more. Prepaid machines
-- are counted by the calendar month they were ordered in, postpaid ones as long as they exist.
create table quotas (
    account_id  varchar(12) not null references accounts,
    zone_id     varchar(40) not null,
    charge_type varchar(20) not null,
    counted_in  varchar(8)  not null,
    used        integer     not null,
    total       integer     not null,
    constraint quotas_pk primary key (account_id, zone_id, charge_type, counted_in),
    constraint quotas_not_negative check (used >= 0),
    constraint quotas_not_exceeded check (used <= total)
);

insert into quotas (account_id, zone_id, charge_type, counted_in, used, total)
select account_id, zone_id, charge_type, counted_in, sum(count), sum(count)
from (
    select o.account_id, l.zone_id, l.charge_type, l.count,
           case l.charge_type
               when 'PREPAID' then to_char(o.created_at at time zone 'Asia/Shanghai', 'YYYY-MM')
               else 'EXISTING'
           end as counted_in
    from order_lines l
    join orders o on o.order_number = l.order_number
    where o.state in ('UNPAID', 'PAID')) bought
group by account_id, zone_id, charge_type, counted_in;
