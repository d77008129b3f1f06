-- Crm 007 for PostgreSQL. A mailbox says what stopped it; whose messages somebody holds, and what a mailbox sent last, is found without reading its queue.

alter table crm_mailbox add column cause text;
create index crm_message_leased on crm_message (tenant, mailbox) where lease_until is not null;
create index crm_message_spoken on crm_message (tenant, mailbox, spoken_at) where spoken_at is not null;
