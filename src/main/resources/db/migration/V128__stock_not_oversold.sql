-- Never is more taken than there is. Only a catalogue that is taken over may have less than is taken already: then nothing
-- more is sold, and no more than then is ever taken.
alter table stock add column taken_before integer default 0 not null;
update stock set taken_before = taken where taken > capacity;
alter table stock add constraint stock_not_oversold check (taken <= capacity or taken <= taken_before);
