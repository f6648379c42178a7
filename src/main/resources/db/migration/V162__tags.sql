-- What owners sort their machines by. The key comes first where machines are looked for by it.
create table instance_tags (
    instance_id varchar(12)  not null references instances,
    tag_key     varchar(127) not null,
    tag_value   varchar(255) not null,
    constraint instance_tags_pk primary key (instance_id, tag_key),
    constraint instance_tags_have_a_key check (tag_key <> '')
);
create index instance_tags_of_key on instance_tags (tag_key, tag_value, instance_id);

-- How an account wants pages to be, by a name that the page gives it.
create table preferences (
    account_id varchar(12)  not null references accounts,
    name       varchar(40)  not null,
    choice     varchar(400) not null,
    constraint preferences_pk primary key (account_id, name)
);
