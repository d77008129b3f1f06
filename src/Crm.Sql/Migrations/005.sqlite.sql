-- Crm 005 for SQLite. A step counts its errors, and a message keeps the moment of the gate.

alter table crm_step_execution add column errors integer not null default 0;
alter table crm_message add column spoken_at integer;
