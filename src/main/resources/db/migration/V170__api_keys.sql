-- By what programs prove for whom they act. The secret is needed to check signatures, so it is kept, encrypted. An
-- account has so many places for keys; deleting a key frees its place.
create table api_keys (
    secret_id    varchar(64)  not null primary key,
    account_id   varchar(12)  not null references accounts,
    place        integer      not null,
    secret       varchar(400) not null,
    read_only    boolean      not null,
    enabled      boolean      not null,
    created_at   timestamp with time zone not null,
    last_used_at timestamp with time zone,
    constraint api_keys_place_key unique (account_id, place),
    constraint api_keys_place_positive check (place > 0)
);
