-- Crm 008 for SQLite. An entry knows all records that it came by, not the first one alone.

alter table crm_timeline_entry add column further_via text not null default '[]';
