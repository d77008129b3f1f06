-- Crm 003 for PostgreSQL. A step execution keeps the moment of its first decision; the column says so.

alter table crm_step_execution rename column decided_at to first_decided_at;
