-- The form that asked for a key pair, and for some minutes the private half that was made, sealed: whoever sends the form
-- twice is shown it by whichever answer arrives.
alter table key_pairs add column token varchar(36);
alter table key_pairs add column sealed_half varchar(4000);
alter table key_pairs add column sealed_until timestamp with time zone;
alter table key_pairs add constraint key_pairs_half_has_a_form_and_an_end
    check ((sealed_half is null) = (sealed_until is null) and (sealed_half is null or token is not null));
create index key_pairs_half_due on key_pairs (sealed_until);
