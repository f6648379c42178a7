-- What owners had done to their machines by a form of a page: the same form, sent again however much later, does not do it
-- again. By the system's clock; a row means nothing any more after some days.
create table instance_forms (
    instance_id varchar(12)  not null references instances,
    deed        varchar(20)  not null,
    token       varchar(64)  not null,
    content     varchar(300) not null,
    done_at     timestamp with time zone not null,
    constraint instance_forms_once primary key (instance_id, deed, token)
);
create index instance_forms_over on instance_forms (done_at);
