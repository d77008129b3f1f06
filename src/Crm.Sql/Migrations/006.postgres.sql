-- Crm 006 for PostgreSQL. Each subscriber has its own tries of an event; events are claimed by due moment, tenant by tenant; what was carried out under a key is found by age.

alter table crm_inbox_entry alter column handled_at drop not null;
alter table crm_inbox_entry add column attempts integer not null default 0;
alter table crm_inbox_entry add column next_attempt_at timestamptz;
alter table crm_inbox_entry add column parked_at timestamptz;
alter table crm_inbox_entry add column last_error text;
alter table crm_inbox_entry add column lease_until timestamptz;
alter table crm_inbox_entry add column fence bigint not null default 0;
alter table crm_inbox_entry set (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000, autovacuum_analyze_scale_factor = 0.02);
create index crm_inbox_entry_due on crm_inbox_entry (tenant, subscriber, next_attempt_at, event) where next_attempt_at is not null;
create index crm_inbox_entry_parked on crm_inbox_entry (tenant, event, subscriber) where parked_at is not null;

-- Tries of an event were those of its subscribers; from now on they are the bus's. As the role that sees all tenants: row-level security is forced.
set role crm_system;
update crm_outbox_event set attempts = 0, next_attempt_at = null where relayed_at is null;
reset role;
create index crm_outbox_event_due on crm_outbox_event (tenant, coalesce(next_attempt_at, occurred_at), id) where relayed_at is null;
drop index crm_outbox_event_untold;

create index crm_idempotency_entry_by_age on crm_idempotency_entry (at);
