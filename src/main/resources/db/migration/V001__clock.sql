-- The shop's clock runs this much ahead of the database's.
create table shop_clock (
    id            integer default 1 primary key check (id = 1),
    offset_millis bigint  not null default 0 check (offset_millis >= 0)
);
insert into shop_clock (id) values (1);
