-- Crm 010 for SQLite. A database that was restored from a backup says so itself, until a recovery is begun.

alter table crm_installation add column is_behind integer not null default 0;
