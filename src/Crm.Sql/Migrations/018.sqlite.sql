-- Crm 018 for SQLite. The records of an owner by name, as lists show them: without sorting all that the owner has.

create index crm_record_of_owner on crm_record (tenant, type, owner, name_key, id) where deleted_at is null;
