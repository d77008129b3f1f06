-- Crm 004 for SQLite. What an obstacle blocks is found by its cause.

create index crm_enrollment_blocked on crm_enrollment (tenant, cause) where state = 'Blocked';
