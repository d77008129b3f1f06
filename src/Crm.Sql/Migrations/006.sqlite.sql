-- Crm 006 for SQLite. Each subscriber has its own tries of an event; events are claimed by due moment, tenant by tenant; what was carried out under a key is found by age.

create table crm_inbox_entry_006 (
    event text not null,
    subscriber text not null,
    tenant text not null,
    handled_at integer,
    attempts integer not null,
    next_attempt_at integer,
    parked_at integer,
    last_error text,
    lease_until integer,
    fence integer not null,
    constraint crm_inbox_entry_pkey primary key (event, subscriber, tenant)
) strict;
insert into crm_inbox_entry_006 select event, subscriber, tenant, handled_at, 0, null, null, null, null, 0 from crm_inbox_entry;
drop table crm_inbox_entry;
alter table crm_inbox_entry_006 rename to crm_inbox_entry;
create index crm_inbox_entry_due on crm_inbox_entry (tenant, subscriber, next_attempt_at, event) where next_attempt_at is not null;
create index crm_inbox_entry_parked on crm_inbox_entry (tenant, event, subscriber) where parked_at is not null;

-- Tries of an event were those of its subscribers; from now on they are the bus's.
update crm_outbox_event set attempts = 0, next_attempt_at = null where relayed_at is null;
create index crm_outbox_event_due on crm_outbox_event (tenant, coalesce(next_attempt_at, occurred_at), id) where relayed_at is null;
drop index crm_outbox_event_untold;

create index crm_idempotency_entry_by_age on crm_idempotency_entry (at);
