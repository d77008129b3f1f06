-- Crm 018 for PostgreSQL. Lists by name, of an owner and of a custom field's value: without sorting all that are meant.

create index crm_record_of_owner on crm_record (tenant, type, owner, name_key, id) where deleted_at is null;

alter table crm_custom_value add column name_key text collate "C" not null default '';
-- As the role that sees all tenants: row-level security is forced, for the owner of the tables too.
set role crm_system;
update crm_custom_value v set name_key = r.name_key from crm_record r where r.id = v.record and r.tenant = v.tenant;
reset role;
alter table crm_custom_value alter column name_key drop default;
create index crm_custom_value_by_name on crm_custom_value (tenant, record_type, field, value, name_key, record);
