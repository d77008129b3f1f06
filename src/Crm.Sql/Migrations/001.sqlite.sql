-- Crm 001 for SQLite.
-- Ids and dates are lower-case text, times microseconds since 1970 in UTC, booleans 0 and 1, JSON and lists text. Ids stand first in primary keys,
-- since system work looks rows up by id alone. There are no foreign keys (see the script for PostgreSQL).

-- Tenancy

create table crm_tenant (
    tenant text not null,
    name text not null,
    zone text not null,
    currency text not null,
    country text,
    postal_address text,
    created_at integer not null,
    constraint crm_tenant_pkey primary key (tenant)
) strict;

create table crm_member (
    id text not null,
    tenant text not null,
    name text not null,
    email text,
    team text,
    role text not null,
    access text,
    is_active integer not null,
    zone text,
    revision integer not null,
    constraint crm_member_pkey primary key (id, tenant)
) strict;
create unique index crm_member_email on crm_member (tenant, email) where email is not null;
create index crm_member_all on crm_member (tenant, name, id);

create table crm_team (
    id text not null,
    tenant text not null,
    name text not null,
    manager text,
    revision integer not null,
    constraint crm_team_pkey primary key (id, tenant)
) strict;
create unique index crm_team_name on crm_team (tenant, name);

create table crm_pipeline (
    tenant text not null,
    key text not null,
    name text not null,
    stages text not null,
    revision integer not null,
    constraint crm_pipeline_pkey primary key (tenant, key)
) strict, without rowid;

create table crm_custom_field (
    tenant text not null,
    record_type text not null,
    key text not null,
    label text not null,
    kind text not null,
    allowed_values text not null,
    is_indexed integer not null,
    is_retired integer not null,
    revision integer not null,
    constraint crm_custom_field_pkey primary key (tenant, record_type, key)
) strict, without rowid;

create table crm_outcome_option (
    tenant text not null,
    type_key text not null,
    key text not null,
    label text not null,
    meaning text not null,
    is_retired integer not null,
    revision integer not null,
    constraint crm_outcome_option_pkey primary key (tenant, type_key, key)
) strict, without rowid;

-- Records

create table crm_record (
    id text not null,
    tenant text not null,
    type text not null,
    name text not null,
    name_key text not null,
    owner text,
    zone text,
    country text,
    custom text not null,
    created_at integer not null,
    updated_at integer not null,
    deleted_at integer,
    revision integer not null,
    first_name text,
    last_name text,
    job_title text,
    company_name text,
    source text,
    status text,
    converted_to text,
    company text,
    from_lead text,
    parent text,
    domain text,
    industry text,
    contact text,
    pipeline text,
    stage text,
    stage_since integer,
    amount_minor integer,
    currency text,
    expected_close text,
    closed_on text,
    loss_reason text,
    constraint crm_record_pkey primary key (id, tenant)
) strict;
create index crm_record_by_name on crm_record (tenant, type, name_key, id) where deleted_at is null;
create index crm_record_by_owner on crm_record (tenant, type, owner) where deleted_at is null;
create index crm_record_newest on crm_record (tenant, type, created_at desc, id desc) where deleted_at is null;
create index crm_record_last_changed on crm_record (tenant, type, updated_at desc, id desc) where deleted_at is null;
create index crm_record_by_company on crm_record (company, tenant) where company is not null;
create index crm_record_by_contact on crm_record (contact, tenant) where contact is not null;
create index crm_record_by_parent on crm_record (parent, tenant) where parent is not null;
create index crm_record_by_domain on crm_record (domain, tenant) where domain is not null and deleted_at is null;

create table crm_contact_point (
    record text not null,
    position integer not null,
    tenant text not null,
    kind text not null,
    value text not null,
    normalized text not null,
    label text,
    is_primary integer not null,
    constraint crm_contact_point_pkey primary key (record, position, tenant)
) strict, without rowid;
create index crm_contact_point_by_value on crm_contact_point (normalized, kind, tenant, record);

-- Values of custom fields that are declared indexed, in a form that sorts as text (see the script for PostgreSQL).
create table crm_custom_value (
    tenant text not null,
    record_type text not null,
    field text not null,
    value text not null,
    record text not null,
    constraint crm_custom_value_pkey primary key (tenant, record_type, field, value, record)
) strict, without rowid;
create index crm_custom_value_by_record on crm_custom_value (record, tenant);

create table crm_external_reference (
    value text not null,
    record_type text not null,
    system text not null,
    tenant text not null,
    record text not null,
    constraint crm_external_reference_pkey primary key (value, record_type, system, tenant)
) strict, without rowid;
create index crm_external_reference_by_record on crm_external_reference (record, tenant);

create table crm_record_alias (
    old_id text not null,
    tenant text not null,
    record text not null,
    constraint crm_record_alias_pkey primary key (old_id, tenant)
) strict, without rowid;

create table crm_stage_change (
    id text not null,
    tenant text not null,
    deal text not null,
    from_stage text,
    to_stage text not null,
    at integer not null,
    by text not null,
    constraint crm_stage_change_pkey primary key (id, tenant)
) strict;
create index crm_stage_change_by_deal on crm_stage_change (deal, at, id);

-- Activities and timelines

create table crm_activity (
    id text not null,
    tenant text not null,
    type_key text not null,
    subject text not null,
    body text,
    state text not null,
    outcome text,
    duration_seconds integer,
    location text,
    attendees text not null,
    direction text,
    due_at integer,
    recording_url text,
    details text not null,
    metadata text not null,
    occurred_at integer not null,
    recorded_at integer not null,
    completed_at integer,
    fulfilled_by text,
    assignee text,
    author text not null,
    enrollment text,
    execution text,
    deleted_at integer,
    revision integer not null,
    constraint crm_activity_pkey primary key (id, tenant)
) strict;
create index crm_activity_open on crm_activity (tenant, due_at, id) where state = 'Open' and deleted_at is null;
create index crm_activity_open_of_assignee on crm_activity (tenant, assignee, due_at, id) where state = 'Open' and deleted_at is null;
create index crm_activity_open_of_enrollment on crm_activity (enrollment, tenant) where state = 'Open' and enrollment is not null;

create table crm_timeline_entry (
    id text not null,
    record text not null,
    tenant text not null,
    occurred_at integer not null,
    kind text not null,
    type_key text not null,
    via text,
    subject text not null,
    snippet text,
    badges text not null,
    outcome text,
    duration_seconds integer,
    state text not null,
    direction text,
    author text not null,
    recorded_at integer not null,
    folded_into text,
    is_removed integer not null,
    constraint crm_timeline_entry_pkey primary key (id, record, tenant)
) strict;
create index crm_timeline_entry_page on crm_timeline_entry (tenant, record, occurred_at desc, id desc);
create index crm_timeline_entry_folded on crm_timeline_entry (tenant, record, folded_into) where folded_into is not null;

-- Sequences

create table crm_sequence (
    id text not null,
    tenant text not null,
    key text not null,
    name text not null,
    owner text,
    state text not null,
    draft text not null,
    published text,
    created_at integer not null,
    revision integer not null,
    constraint crm_sequence_pkey primary key (id, tenant)
) strict;
create unique index crm_sequence_key on crm_sequence (tenant, key);

create table crm_sequence_version (
    id text not null,
    tenant text not null,
    sequence text not null,
    number integer not null,
    definition text not null,
    published_at integer not null,
    published_by text not null,
    constraint crm_sequence_version_pkey primary key (id, tenant)
) strict;
create unique index crm_sequence_version_number on crm_sequence_version (sequence, number, tenant);

create table crm_step_text (
    version text not null,
    step_key text not null,
    text_revision integer not null,
    tenant text not null,
    texts text not null,
    at integer not null,
    by text not null,
    constraint crm_step_text_pkey primary key (version, step_key, text_revision, tenant)
) strict;

-- The hot row: narrow.
create table crm_enrollment (
    id text not null,
    tenant text not null,
    sequence text not null,
    version text not null,
    record text not null,
    record_type text not null,
    recipient text,
    address_hash text,
    owner text,
    state text not null,
    step_key text,
    pass integer not null,
    attempt integer not null,
    due_at integer,
    due_local text,
    due_zone text,
    zone_source text,
    delay_left_seconds integer,
    finish text,
    reason text,
    cause text,
    causes text not null,
    batch text,
    enrolled_at integer not null,
    finished_at integer,
    lease_until integer,
    fence integer not null,
    revision integer not null,
    is_held integer not null default 0,
    constraint crm_enrollment_pkey primary key (id, tenant)
) strict;
create index crm_enrollment_due on crm_enrollment (tenant, due_at, id) where state in ('Active', 'Pending', 'Paused') and not is_held;
create index crm_enrollment_by_record on crm_enrollment (record, tenant);
create index crm_enrollment_by_recipient on crm_enrollment (recipient, tenant) where recipient is not null and recipient <> record;
create index crm_enrollment_by_address on crm_enrollment (address_hash, tenant) where address_hash is not null;
create index crm_enrollment_by_sequence on crm_enrollment (tenant, sequence, id);
create index crm_enrollment_by_batch on crm_enrollment (batch, tenant) where batch is not null;

-- The enrollments of a paused sequence leave the index that workers walk at each look, and come back when it goes on. Only how fast that look is depends on it: whether the sequence is
-- paused is asked besides.
create trigger crm_sequence_held after update on crm_sequence for each row when (old.state = 'Paused') <> (new.state = 'Paused')
begin
    update crm_enrollment set is_held = (new.state = 'Paused') where sequence = new.id and tenant = new.tenant and state <> 'Finished';
end;

create table crm_step_execution (
    id text not null,
    tenant text not null,
    enrollment text not null,
    step_key text not null,
    pass integer not null,
    state text not null,
    why text,
    attempt integer not null,
    due_at integer not null,
    decided_at integer not null,
    finished_at integer,
    activity text,
    message text,
    text_revision integer,
    constraint crm_step_execution_pkey primary key (id, tenant)
) strict;
create unique index crm_step_execution_once on crm_step_execution (enrollment, step_key, pass, tenant);

create table crm_enrollment_value (
    enrollment text not null,
    plugin text not null,
    key text not null,
    tenant text not null,
    value text not null,
    constraint crm_enrollment_value_pkey primary key (enrollment, plugin, key, tenant)
) strict, without rowid;

-- Messages

create table crm_message (
    id text not null,
    tenant text not null,
    channel text not null,
    mailbox text not null,
    record text not null,
    record_type text not null,
    recipient text,
    enrollment text,
    execution text,
    causes text not null,
    draft text,
    from_address text not null,
    from_name text,
    to_address text not null,
    to_name text,
    address_hash text not null,
    subject text not null,
    text text not null,
    html text,
    wire_id text not null,
    in_reply_to text,
    thread text not null,
    state text not null,
    reason text,
    server_reply text,
    attempts integer not null,
    next_attempt_at integer,
    lease_until integer,
    fence integer not null,
    text_revision integer,
    approved_by text,
    approved_hash text,
    queued_at integer not null,
    sent_at integer,
    revision integer not null,
    constraint crm_message_pkey primary key (id, tenant)
) strict;
create unique index crm_message_once_per_execution on crm_message (execution, tenant) where execution is not null;
create unique index crm_message_wire_id on crm_message (wire_id, tenant);
create index crm_message_queued on crm_message (tenant, mailbox, next_attempt_at) where state = 'Queued';
create index crm_message_sending on crm_message (lease_until) where state = 'Sending';
create index crm_message_by_enrollment on crm_message (enrollment, tenant) where enrollment is not null;
create index crm_message_by_record on crm_message (record, tenant);
create index crm_message_newest on crm_message (tenant, id desc);

create table crm_mailbox (
    id text not null,
    tenant text not null,
    channel text not null,
    address text not null,
    display_name text,
    member text,
    is_active integer not null,
    reason text,
    unknown_policy text not null,
    revision integer not null,
    constraint crm_mailbox_pkey primary key (id, tenant)
) strict;
create unique index crm_mailbox_address on crm_mailbox (tenant, channel, address);

create table crm_suppression (
    address_hash text not null,
    channel text not null,
    topic text not null,
    tenant text not null,
    reason text not null,
    since integer not null,
    source text not null,
    constraint crm_suppression_pkey primary key (address_hash, channel, topic, tenant)
) strict, without rowid;

-- Events

create table crm_outbox_event (
    id text not null,
    tenant text not null,
    type text not null,
    record text,
    record_type text,
    payload text not null,
    causes text not null,
    occurred_at integer not null,
    relayed_at integer,
    attempts integer not null,
    next_attempt_at integer,
    lease_until integer,
    fence integer not null,
    constraint crm_outbox_event_pkey primary key (id, tenant)
) strict;
create index crm_outbox_event_untold on crm_outbox_event (id) where relayed_at is null;

create table crm_inbox_entry (
    event text not null,
    subscriber text not null,
    tenant text not null,
    handled_at integer not null,
    constraint crm_inbox_entry_pkey primary key (event, subscriber, tenant)
) strict, without rowid;

-- Audit

create table crm_audit_entry (
    tenant text not null,
    id text not null,
    at integer not null,
    actor text not null,
    action text not null,
    subject text,
    before text,
    after text,
    causes text not null,
    is_refusal integer not null,
    constraint crm_audit_entry_pkey primary key (tenant, id)
) strict;
create index crm_audit_entry_by_subject on crm_audit_entry (tenant, subject, id) where subject is not null;

create table crm_idempotency_entry (
    tenant text not null,
    key text not null,
    request_hash text not null,
    result text not null,
    at integer not null,
    constraint crm_idempotency_entry_pkey primary key (tenant, key)
) strict;

create table crm_batch (
    id text not null,
    tenant text not null,
    kind text not null,
    name text not null,
    at integer not null,
    actor text not null,
    counts text not null,
    constraint crm_batch_pkey primary key (id, tenant)
) strict;
