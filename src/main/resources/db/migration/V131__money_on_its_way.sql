-- While money may be on its way that was sent before machines were to be reclaimed they are kept, but not longer than this.
alter table arrears_cases add column waits_until timestamp with time zone;
alter table arrears_cases add constraint arrears_cases_wait_before_the_end check (
    waits_until is null or (stage = 'STOPPED' and reclaim_at <= waits_until));
