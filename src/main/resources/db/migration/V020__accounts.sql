-- Who buys. The e-mail is kept lower-case, so that the unique key compares it without regard to case.
create table accounts (
    account_id    varchar(12)              not null primary key,
    email         varchar(254)             not null,
    password_hash varchar(200)             not null,
    verified      boolean                  not null default false,
    created_at    timestamp with time zone not null,
    version       integer                  not null,
    constraint accounts_email_key unique (email),
    constraint accounts_email_lower_case check (email = lower(email))
);
