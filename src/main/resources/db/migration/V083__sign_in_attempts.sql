-- Attempts to sign in that have not succeeded, by the account that was named and by where they came from, as a hash.
-- A row means nothing any more when its time is over.
create table sign_in_attempts (
    subject  varchar(64) not null primary key,
    attempts integer     not null check (attempts >= 0),
    ends_at  timestamp with time zone not null
);
create index sign_in_attempts_end on sign_in_attempts (ends_at);
