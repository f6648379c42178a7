-- By which request, and which action of the cloud API, something was done to an instance; unknown for what the shop does by
-- itself, and for all before this.
alter table instance_acts add column request_id varchar(36);
alter table instance_acts add column api_action varchar(60);
