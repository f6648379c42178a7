-- A prepaid machine can be renewed with less bandwidth, which it has from where the new time begins. Until then its row says
-- what is to come, and the line of its order what it had when that was ordered.
alter table instances add column lowers_to_mbps integer;
alter table instances add column lowers_at timestamp with time zone;
alter table instances add constraint instances_lower_their_bandwidth check (
    (lowers_to_mbps is null) = (lowers_at is null)
    and (lowers_to_mbps is null or lowers_to_mbps > 0 and lowers_to_mbps < bandwidth_mbps and charge_type = 'PREPAID'));
alter table order_lines add column lowers_from_mbps integer;
alter table order_lines add constraint order_lines_lower_what_they_renew check (
    lowers_from_mbps is null or kind = 'RENEWAL' and lowers_from_mbps > bandwidth_mbps);
