-- Messages that go out by e-mail, too: due until they are sent or given up, by the system's clock; sent once.
alter table messages add column mail_due_at timestamp with time zone;
alter table messages add column mailed_at timestamp with time zone;
alter table messages add column mail_attempts integer default 0 not null;
alter table messages add constraint messages_mailed_once check (mailed_at is null or mail_due_at is null);
create index messages_mail_due on messages (mail_due_at);
