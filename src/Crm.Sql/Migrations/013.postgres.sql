-- Crm 013 for PostgreSQL. An enrollment whose slow handler has no free slot is set aside: it leaves the index that claims walk, without its revision being raised, until the handler has one or its time is over.

-- The handler, and the revision at which it was set aside: whoever changes or leases it ends that by raising the revision.
alter table crm_enrollment add column set_aside_for text;
alter table crm_enrollment add column set_aside_revision integer;

drop index crm_enrollment_due;
create index crm_enrollment_due on crm_enrollment (tenant, due_at, id)
    where state in ('Active', 'Pending', 'Paused') and not is_held and set_aside_revision is distinct from revision;
create index crm_enrollment_set_aside on crm_enrollment (set_aside_for, tenant, due_at, id) where set_aside_revision = revision;
create index crm_enrollment_set_aside_until on crm_enrollment (lease_until) where set_aside_revision = revision;
