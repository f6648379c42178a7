-- News for listeners after the commit that made it, until each listener has dealt with it (Spring Modulith's layout;
-- events carry ids, many in one event, so the column has no limit).
create table event_publication (
    id                     uuid                     not null primary key,
    listener_id            varchar                  not null,
    event_type             varchar                  not null,
    serialized_event       varchar                  not null,
    publication_date       timestamp with time zone not null,
    completion_date        timestamp with time zone,
    status                 varchar(20),
    completion_attempts    integer,
    last_resubmission_date timestamp with time zone
);
create index event_publication_status on event_publication (status);
