-- Crm 018 for SQLite. Lists by name, of an owner and of a custom field's value: without sorting all that are meant.

create index crm_record_of_owner on crm_record (tenant, type, owner, name_key, id) where deleted_at is null;

alter table crm_custom_value add column name_key text not null default '';
update crm_custom_value as v set name_key = r.name_key from crm_record r where r.id = v.record and r.tenant = v.tenant;
create index crm_custom_value_by_name on crm_custom_value (tenant, record_type, field, value, name_key, record);
