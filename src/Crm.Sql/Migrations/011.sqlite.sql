-- Crm 011 for SQLite. Messages are listed by state and by mailbox, enrollments by state, and tasks of sequences without walking over all others; enrollments are counted by index alone, and records are found by owner, deleted ones too.

create index crm_message_by_state on crm_message (tenant, state, id desc);
create index crm_message_by_mailbox on crm_message (tenant, mailbox, id desc);

-- One index for the list and for the count, since SQLite keeps equal entries in full (see the script for PostgreSQL).
drop index crm_enrollment_by_sequence;
create index crm_enrollment_by_sequence on crm_enrollment (tenant, sequence, id, state);

-- Without Active and Finished, which most enrollments are in: every step would write it.
create index crm_enrollment_by_state on crm_enrollment (tenant, state, id desc) where state in ('Pending', 'Waiting', 'Paused', 'Blocked', 'Failed');

drop index crm_record_by_owner;
create index crm_record_by_owner on crm_record (tenant, owner, type, id);

create index crm_activity_open_of_sequences on crm_activity (tenant, due_at, id) where state = 'Open' and deleted_at is null and enrollment is not null;
