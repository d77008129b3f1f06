-- Crm 002 for PostgreSQL. Stored words that have a new name.
-- As the role that sees all tenants: row-level security is forced, for the owner of the tables too.

set role crm_system;
update crm_mailbox set unknown_policy = 'AssumeSent' where unknown_policy = 'TakeAsSent';
reset role;
