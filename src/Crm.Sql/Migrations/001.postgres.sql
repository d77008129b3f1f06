-- Crm 001 for PostgreSQL.
-- Every table of a tenant: column tenant, row-level security by crm_protect(). Ids stand first in primary keys, since system work looks rows up by id alone.
-- There are no foreign keys: a change set is written table by table, erasing and merging cross them, and crm verify counts what must hold.

-- Roles belong to the cluster: another database of it may be creating them right now.
do $$
declare
    wanted text;
begin
    foreach wanted in array array['crm_app', 'crm_system'] loop
        begin
            if not exists (select 1 from pg_roles where rolname = wanted) then
                execute format('create role %I nologin', wanted);
            end if;
        exception when duplicate_object or unique_violation then
            null;
        end;
        if not pg_has_role(current_user, wanted, 'MEMBER') then
            execute format('grant %I to %I', wanted, current_user);
        end if;
    end loop;
    if current_schema() <> 'public' then
        execute format('grant usage on schema %I to crm_app, crm_system', current_schema());
    end if;
end
$$;

-- Puts a table under row-level security. Migrations of plugins call it for their tables too. The setting is read once per statement, not once per row.
create function crm_protect(protected regclass) returns void language plpgsql as $$
begin
    execute format('alter table %s enable row level security', protected);
    execute format('alter table %s force row level security', protected);
    execute format(
        'create policy crm_tenant_only on %s for all to crm_app using (tenant = (select current_setting(''crm.tenant'')::uuid)) with check (tenant = (select current_setting(''crm.tenant'')::uuid))',
        protected);
    execute format('create policy crm_all_tenants on %s for all to crm_system using (true) with check (true)', protected);
    execute format('grant select, insert, update, delete on %s to crm_app, crm_system', protected);
end
$$;

revoke execute on function crm_protect(regclass) from public;

-- Tenancy

create table crm_tenant (
    tenant uuid not null,
    name text not null,
    zone text not null,
    currency text not null,
    country text,
    postal_address text,
    created_at timestamptz not null,
    constraint crm_tenant_pkey primary key (tenant)
);

create table crm_member (
    id uuid not null,
    tenant uuid not null,
    name text not null,
    email text,
    team uuid,
    role text not null,
    access text,
    is_active boolean not null,
    zone text,
    revision integer not null,
    constraint crm_member_pkey primary key (id, tenant)
);
create unique index crm_member_email on crm_member (tenant, email) where email is not null;
create index crm_member_all on crm_member (tenant, name, id);

create table crm_team (
    id uuid not null,
    tenant uuid not null,
    name text not null,
    manager uuid,
    revision integer not null,
    constraint crm_team_pkey primary key (id, tenant)
);
create unique index crm_team_name on crm_team (tenant, name);

create table crm_pipeline (
    tenant uuid not null,
    key text not null,
    name text not null,
    stages jsonb not null,
    revision integer not null,
    constraint crm_pipeline_pkey primary key (tenant, key)
);

create table crm_custom_field (
    tenant uuid not null,
    record_type text not null,
    key text not null,
    label text not null,
    kind text not null,
    allowed_values jsonb not null,
    is_indexed boolean not null,
    is_retired boolean not null,
    revision integer not null,
    constraint crm_custom_field_pkey primary key (tenant, record_type, key)
);

create table crm_outcome_option (
    tenant uuid not null,
    type_key text not null,
    key text not null,
    label text not null,
    meaning text not null,
    is_retired boolean not null,
    revision integer not null,
    constraint crm_outcome_option_pkey primary key (tenant, type_key, key)
);

-- Records

create table crm_record (
    id uuid not null,
    tenant uuid not null,
    type text not null,
    name text not null,
    name_key text collate "C" not null,
    owner uuid,
    zone text,
    country text,
    custom jsonb not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    deleted_at timestamptz,
    revision integer not null,
    first_name text,
    last_name text,
    job_title text,
    company_name text,
    source text,
    status text,
    converted_to uuid,
    company uuid,
    from_lead uuid,
    parent uuid,
    domain text,
    industry text,
    contact uuid,
    pipeline text,
    stage text,
    stage_since timestamptz,
    amount_minor bigint,
    currency text,
    expected_close date,
    closed_on date,
    loss_reason text,
    constraint crm_record_pkey primary key (id, tenant)
);
create index crm_record_by_name on crm_record (tenant, type, name_key, id) where deleted_at is null;
create index crm_record_by_owner on crm_record (tenant, type, owner) where deleted_at is null;
create index crm_record_newest on crm_record (tenant, type, created_at desc, id desc) where deleted_at is null;
create index crm_record_last_changed on crm_record (tenant, type, updated_at desc, id desc) where deleted_at is null;
create index crm_record_by_company on crm_record (company, tenant) where company is not null;
create index crm_record_by_contact on crm_record (contact, tenant) where contact is not null;
create index crm_record_by_parent on crm_record (parent, tenant) where parent is not null;
create index crm_record_by_domain on crm_record (domain, tenant) where domain is not null and deleted_at is null;

create table crm_contact_point (
    record uuid not null,
    position integer not null,
    tenant uuid not null,
    kind text not null,
    value text not null,
    normalized text not null,
    label text,
    is_primary boolean not null,
    constraint crm_contact_point_pkey primary key (record, position, tenant)
);
create index crm_contact_point_by_value on crm_contact_point (normalized, kind, tenant, record);

-- Values of custom fields that are declared indexed, in a form that sorts as text. Plain columns: under row-level security PostgreSQL uses an index
-- for leakproof operators only, which jsonb's are not; and no tenant's field needs an index of its own over the rows of all.
create table crm_custom_value (
    tenant uuid not null,
    record_type text not null,
    field text not null,
    value text collate "C" not null,
    record uuid not null,
    constraint crm_custom_value_pkey primary key (tenant, record_type, field, value, record)
);
create index crm_custom_value_by_record on crm_custom_value (record, tenant);

create table crm_external_reference (
    value text not null,
    record_type text not null,
    system text not null,
    tenant uuid not null,
    record uuid not null,
    constraint crm_external_reference_pkey primary key (value, record_type, system, tenant)
);
create index crm_external_reference_by_record on crm_external_reference (record, tenant);

create table crm_record_alias (
    old_id uuid not null,
    tenant uuid not null,
    record uuid not null,
    constraint crm_record_alias_pkey primary key (old_id, tenant)
);

create table crm_stage_change (
    id uuid not null,
    tenant uuid not null,
    deal uuid not null,
    from_stage text,
    to_stage text not null,
    at timestamptz not null,
    by text not null,
    constraint crm_stage_change_pkey primary key (id, tenant)
);
create index crm_stage_change_by_deal on crm_stage_change (deal, at, id);

-- Activities and timelines

create table crm_activity (
    id uuid not null,
    tenant uuid not null,
    type_key text not null,
    subject text not null,
    body text,
    state text not null,
    outcome text,
    duration_seconds integer,
    location text,
    attendees jsonb not null,
    direction text,
    due_at timestamptz,
    recording_url text,
    details jsonb not null,
    metadata jsonb not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null,
    completed_at timestamptz,
    fulfilled_by uuid,
    assignee uuid,
    author text not null,
    enrollment uuid,
    execution uuid,
    deleted_at timestamptz,
    revision integer not null,
    constraint crm_activity_pkey primary key (id, tenant)
);
create index crm_activity_open on crm_activity (tenant, due_at, id) where state = 'Open' and deleted_at is null;
create index crm_activity_open_of_assignee on crm_activity (tenant, assignee, due_at, id) where state = 'Open' and deleted_at is null;
create index crm_activity_open_of_enrollment on crm_activity (enrollment, tenant) where state = 'Open' and enrollment is not null;

create table crm_timeline_entry (
    id uuid not null,
    record uuid not null,
    tenant uuid not null,
    occurred_at timestamptz not null,
    kind text not null,
    type_key text not null,
    via uuid,
    subject text not null,
    snippet text,
    badges jsonb not null,
    outcome text,
    duration_seconds integer,
    state text not null,
    direction text,
    author text not null,
    recorded_at timestamptz not null,
    folded_into uuid,
    is_removed boolean not null,
    constraint crm_timeline_entry_pkey primary key (id, record, tenant)
);
create index crm_timeline_entry_page on crm_timeline_entry (tenant, record, occurred_at desc, id desc);
create index crm_timeline_entry_folded on crm_timeline_entry (tenant, record, folded_into) where folded_into is not null;

-- Sequences

create table crm_sequence (
    id uuid not null,
    tenant uuid not null,
    key text not null,
    name text not null,
    owner uuid,
    state text not null,
    draft text not null,
    published uuid,
    created_at timestamptz not null,
    revision integer not null,
    constraint crm_sequence_pkey primary key (id, tenant)
);
create unique index crm_sequence_key on crm_sequence (tenant, key);

create table crm_sequence_version (
    id uuid not null,
    tenant uuid not null,
    sequence uuid not null,
    number integer not null,
    definition text not null,
    published_at timestamptz not null,
    published_by text not null,
    constraint crm_sequence_version_pkey primary key (id, tenant)
);
create unique index crm_sequence_version_number on crm_sequence_version (sequence, number, tenant);

create table crm_step_text (
    version uuid not null,
    step_key text not null,
    text_revision integer not null,
    tenant uuid not null,
    texts text not null,
    at timestamptz not null,
    by text not null,
    constraint crm_step_text_pkey primary key (version, step_key, text_revision, tenant)
);

-- The hot row: narrow, with room on its page for the next version of it.
create table crm_enrollment (
    id uuid not null,
    tenant uuid not null,
    sequence uuid not null,
    version uuid not null,
    record uuid not null,
    record_type text not null,
    recipient uuid,
    address_hash text,
    owner uuid,
    state text not null,
    step_key text,
    pass integer not null,
    attempt integer not null,
    due_at timestamptz,
    due_local text,
    due_zone text,
    zone_source text,
    delay_left_seconds integer,
    finish text,
    reason text,
    cause text,
    causes jsonb not null,
    batch uuid,
    enrolled_at timestamptz not null,
    finished_at timestamptz,
    lease_until timestamptz,
    fence bigint not null,
    revision integer not null,
    is_held boolean not null default false,
    constraint crm_enrollment_pkey primary key (id, tenant)
) with (fillfactor = 85);
create index crm_enrollment_due on crm_enrollment (tenant, due_at, id) where state in ('Active', 'Pending', 'Paused') and not is_held;
create index crm_enrollment_by_record on crm_enrollment (record, tenant);
create index crm_enrollment_by_recipient on crm_enrollment (recipient, tenant) where recipient is not null and recipient <> record;
create index crm_enrollment_by_address on crm_enrollment (address_hash, tenant) where address_hash is not null;
create index crm_enrollment_by_sequence on crm_enrollment (tenant, sequence, id);
create index crm_enrollment_by_batch on crm_enrollment (batch, tenant) where batch is not null;

-- The enrollments of a paused sequence leave the index that workers walk at each look, and come back when it goes on. Only how fast that look is depends on it: whether the sequence is
-- paused is asked besides.
create function crm_hold_enrollments() returns trigger language plpgsql as $$
begin
    update crm_enrollment set is_held = (new.state = 'Paused') where sequence = new.id and tenant = new.tenant and state <> 'Finished';
    return null;
end
$$;

revoke execute on function crm_hold_enrollments() from public;

create trigger crm_sequence_held after update on crm_sequence for each row when ((old.state = 'Paused') <> (new.state = 'Paused'))
    execute function crm_hold_enrollments();

create table crm_step_execution (
    id uuid not null,
    tenant uuid not null,
    enrollment uuid not null,
    step_key text not null,
    pass integer not null,
    state text not null,
    why text,
    attempt integer not null,
    due_at timestamptz not null,
    decided_at timestamptz not null,
    finished_at timestamptz,
    activity uuid,
    message uuid,
    text_revision integer,
    constraint crm_step_execution_pkey primary key (id, tenant)
) with (fillfactor = 85);
create unique index crm_step_execution_once on crm_step_execution (enrollment, step_key, pass, tenant);

create table crm_enrollment_value (
    enrollment uuid not null,
    plugin text not null,
    key text not null,
    tenant uuid not null,
    value jsonb not null,
    constraint crm_enrollment_value_pkey primary key (enrollment, plugin, key, tenant)
);

-- Messages

create table crm_message (
    id uuid not null,
    tenant uuid not null,
    channel text not null,
    mailbox uuid not null,
    record uuid not null,
    record_type text not null,
    recipient uuid,
    enrollment uuid,
    execution uuid,
    causes jsonb not null,
    draft uuid,
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
    thread jsonb not null,
    state text not null,
    reason text,
    server_reply text,
    attempts integer not null,
    next_attempt_at timestamptz,
    lease_until timestamptz,
    fence bigint not null,
    text_revision integer,
    approved_by text,
    approved_hash text,
    queued_at timestamptz not null,
    sent_at timestamptz,
    revision integer not null,
    constraint crm_message_pkey primary key (id, tenant)
) with (fillfactor = 85);
create unique index crm_message_once_per_execution on crm_message (execution, tenant) where execution is not null;
create unique index crm_message_wire_id on crm_message (wire_id, tenant);
create index crm_message_queued on crm_message (tenant, mailbox, next_attempt_at) where state = 'Queued';
create index crm_message_sending on crm_message (lease_until) where state = 'Sending';
create index crm_message_by_enrollment on crm_message (enrollment, tenant) where enrollment is not null;
create index crm_message_by_record on crm_message (record, tenant);
create index crm_message_newest on crm_message (tenant, id desc);

create table crm_mailbox (
    id uuid not null,
    tenant uuid not null,
    channel text not null,
    address text not null,
    display_name text,
    member uuid,
    is_active boolean not null,
    reason text,
    unknown_policy text not null,
    revision integer not null,
    constraint crm_mailbox_pkey primary key (id, tenant)
);
create unique index crm_mailbox_address on crm_mailbox (tenant, channel, address);

create table crm_suppression (
    address_hash text not null,
    channel text not null,
    topic text not null,
    tenant uuid not null,
    reason text not null,
    since timestamptz not null,
    source text not null,
    constraint crm_suppression_pkey primary key (address_hash, channel, topic, tenant)
);

-- Events

create table crm_outbox_event (
    id uuid not null,
    tenant uuid not null,
    type text not null,
    record uuid,
    record_type text,
    payload jsonb not null,
    causes jsonb not null,
    occurred_at timestamptz not null,
    relayed_at timestamptz,
    attempts integer not null,
    next_attempt_at timestamptz,
    lease_until timestamptz,
    fence bigint not null,
    constraint crm_outbox_event_pkey primary key (id, tenant)
) with (fillfactor = 85);
create index crm_outbox_event_untold on crm_outbox_event (id) where relayed_at is null;

create table crm_inbox_entry (
    event uuid not null,
    subscriber text not null,
    tenant uuid not null,
    handled_at timestamptz not null,
    constraint crm_inbox_entry_pkey primary key (event, subscriber, tenant)
);

-- Audit

create table crm_audit_entry (
    tenant uuid not null,
    id uuid not null,
    at timestamptz not null,
    actor text not null,
    action text not null,
    subject text,
    before jsonb,
    after jsonb,
    causes jsonb not null,
    is_refusal boolean not null,
    constraint crm_audit_entry_pkey primary key (tenant, id)
);
create index crm_audit_entry_by_subject on crm_audit_entry (tenant, subject, id) where subject is not null;

create table crm_idempotency_entry (
    tenant uuid not null,
    key text not null,
    request_hash text not null,
    result text not null,
    at timestamptz not null,
    constraint crm_idempotency_entry_pkey primary key (tenant, key)
);

create table crm_batch (
    id uuid not null,
    tenant uuid not null,
    kind text not null,
    name text not null,
    at timestamptz not null,
    actor text not null,
    counts jsonb not null,
    constraint crm_batch_pkey primary key (id, tenant)
);

-- Hot tables are vacuumed early: what the claims skip is what was just done.
alter table crm_enrollment set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000, autovacuum_analyze_scale_factor = 0.02);
alter table crm_step_execution set (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
alter table crm_message set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000, autovacuum_analyze_scale_factor = 0.02);
alter table crm_outbox_event set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000, autovacuum_analyze_scale_factor = 0.02);
alter table crm_timeline_entry set (autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);

select crm_protect(format('%I', tablename)::regclass)
from pg_tables
where schemaname = current_schema() and tablename like 'crm\_%' and tablename <> 'crm_schema_journal'
order by tablename;
