-- Few periods are of traffic. Without an index that names the component the planner reads all periods of everybody to
-- find those of a batch of accounts.
create index usage_periods_of_component on usage_periods (component, account_id, ended_at);
