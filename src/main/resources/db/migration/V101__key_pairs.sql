-- The public halves of key pairs. What refers to one keeps it from being deleted: an instance as long as it is there, and
-- an order until it is paid or closed.
create table key_pairs (
    key_pair_id varchar(13)   not null primary key,
    account_id  varchar(12)   not null references accounts,
    name        varchar(25)   not null,
    public_key  varchar(4000) not null,
    fingerprint varchar(60)   not null,
    created_at  timestamp with time zone not null,
    constraint key_pairs_name_key unique (account_id, name),
    constraint key_pairs_fingerprint_key unique (account_id, fingerprint)
);

alter table order_lines add column key_pair_id varchar(13) references key_pairs;
create index order_lines_of_key_pair on order_lines (key_pair_id);
alter table instances add column key_pair_id varchar(13) references key_pairs;
create index instances_of_key_pair on instances (key_pair_id);
alter table instances add constraint instances_key_pair_is_the_login
    check (key_pair_id is null or login_kind = 'KEY_PAIR');
