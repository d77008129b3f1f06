-- Crm 012 for PostgreSQL. Executed steps are found by age.

create index crm_step_execution_by_age on crm_step_execution (first_decided_at, id);
