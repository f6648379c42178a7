-- What machines call themselves. In a cart and an order it may be a pattern; of an instance only {IP}, for its private
-- address, is left of that.
alter table cart_items add column host_name varchar(60) default '' not null;
alter table order_lines add column host_name varchar(60) default '' not null;
alter table instances add column host_name varchar(60) default '' not null;
alter table instances add constraint instances_host_name_fits check (
    host_name = '' or char_length(host_name) >= 2 and (os_type <> 'WINDOWS' or char_length(host_name) <= 15));
