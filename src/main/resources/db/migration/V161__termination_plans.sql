-- What is settled beforehand about the end of a machine: it is protected from being given up, or it is terminated at a
-- set time, but never both. due_at is when that is tried.
create table termination_plans (
    instance_id  varchar(12) not null primary key references instances,
    is_protected boolean     not null,
    terminate_at timestamp with time zone,
    due_at       timestamp with time zone,
    constraint termination_plans_one_of_both check (is_protected = (terminate_at is null)),
    constraint termination_plans_due_when_timed check ((terminate_at is null) = (due_at is null))
);
create index termination_plans_due on termination_plans (due_at, instance_id);
