-- Permits to ask the cloud API, as the nodes have taken them in a second of the database's clock: some at a time, for one
-- account, action and region. A row means nothing any more when its second is over. There is no index beside the key: a
-- row changes again and again, and there are only as many as were busy a moment ago.
create table request_permits (
    subject   varchar(160) not null primary key,
    at_second bigint       not null,
    taken     integer      not null check (taken >= 0)
);
