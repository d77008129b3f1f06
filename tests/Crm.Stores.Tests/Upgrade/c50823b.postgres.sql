-- A database of commit c50823b, by pg_dump --inserts --no-owner. Roles belong to the cluster and are no part of a dump.
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
end
$$;
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', true);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE FUNCTION public.crm_hold_enrollments() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    update crm_enrollment set is_held = (new.state = 'Paused') where sequence = new.id and tenant = new.tenant and state <> 'Finished';
    return null;
end
$$;
CREATE FUNCTION public.crm_protect(protected regclass) RETURNS void
    LANGUAGE plpgsql
    AS $$
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
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.crm_activity (
    id uuid NOT NULL,
    tenant uuid NOT NULL,
    type_key text NOT NULL,
    subject text NOT NULL,
    body text,
    state text NOT NULL,
    outcome text,
    duration_seconds integer,
    location text,
    attendees jsonb NOT NULL,
    direction text,
    due_at timestamp with time zone,
    recording_url text,
    details jsonb NOT NULL,
    metadata jsonb NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    completed_at timestamp with time zone,
    fulfilled_by uuid,
    assignee uuid,
    author text NOT NULL,
    enrollment uuid,
    execution uuid,
    deleted_at timestamp with time zone,
    revision integer NOT NULL
);
ALTER TABLE ONLY public.crm_activity FORCE ROW LEVEL SECURITY;
CREATE TABLE public.crm_audit_entry (
    tenant uuid NOT NULL,
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    subject text,
    before jsonb,
    after jsonb,
    causes jsonb NOT NULL,
    is_refusal boolean NOT NULL
);
ALTER TABLE ONLY public.crm_audit_entry FORCE ROW LEVEL SECURITY;
CREATE TABLE public.crm_batch (
    id uuid NOT NULL,
    tenant uuid NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    at timestamp with time zone NOT NULL,
    actor text NOT NULL,
    counts jsonb NOT NULL
);
ALTER TABLE ONLY public.crm_batch FORCE ROW LEVEL SECURITY;
CREATE TABLE public.crm_contact_point (
    record uuid NOT NULL,
    "position" integer NOT NULL,
    tenant uuid NOT NULL,
    kind text NOT NULL,
    value text NOT NULL,
    normalized text NOT NULL,
    label text,
    is_primary boolean NOT NULL
);
ALTER TABLE ONLY public.crm_contact_point FORCE ROW LEVEL SECURITY;
CREATE TABLE public.crm_custom_field (
    tenant uuid NOT NULL,
    record_type text NOT NULL,
    key text NOT NULL,
    label text NOT NULL,
    kind text NOT NULL,
    allowed_values jsonb NOT NULL,
    is_indexed boolean NOT NULL,
    is_retired boolean NOT NULL,
    revision integer NOT NULL
);
ALTER TABLE ONLY public.crm_custom_field FORCE ROW LEVEL SECURITY;
CREATE TABLE public.crm_custom_value (
    tenant uuid NOT NULL,
    record_type text NOT NULL,
    field text NOT NULL,
    value text NOT NULL COLLATE pg_catalog."C",
    record uuid NOT NULL
);
ALTER TABLE ONLY public.crm_custom_value FORCE ROW LEVEL SECURITY;
CREATE TABLE public.crm_enrollment (
    id uuid NOT NULL,
    tenant uuid NOT NULL,
    sequence uuid NOT NULL,
    version uuid NOT NULL,
    record uuid NOT NULL,
    record_type text NOT NULL,
    recipient uuid,
    address_hash text,
    owner uuid,
    state text NOT NULL,
    step_key text,
    pass integer NOT NULL,
    attempt integer NOT NULL,
    due_at timestamp with time zone,
    due_local text,
    due_zone text,
    zone_source text,
    delay_left_seconds integer,
    finish text,
    reason text,
    cause text,
    causes jsonb NOT NULL,
    batch uuid,
    enrolled_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    lease_until timestamp with time zone,
    fence bigint NOT NULL,
    revision integer NOT NULL,
    is_held boolean DEFAULT false NOT NULL
)
WITH (fillfactor='85', autovacuum_vacuum_scale_factor='0.01', autovacuum_vacuum_threshold='1000', autovacuum_analyze_scale_factor='0.02');
ALTER TABLE ONLY public.crm_enrollment FORCE ROW LEVEL SECURITY;
CREATE TABLE public.crm_enrollment_value (
    enrollment uuid NOT NULL,
    plugin text NOT NULL,
    key text NOT NULL,
    tenant uuid NOT NULL,
    value jsonb NOT NULL
);
ALTER TABLE ONLY public.crm_enrollment_value FORCE ROW LEVEL SECURITY;
CREATE TABLE public.crm_external_reference (
    value text NOT NULL,
    record_type text NOT NULL,
    system text NOT NULL,
    tenant uuid NOT NULL,
    record uuid NOT NULL
);
ALTER TABLE ONLY public.crm_external_reference FORCE ROW LEVEL SECURITY;
CREATE TABLE public.crm_idempotency_entry (
    tenant uuid NOT NULL,
    key text NOT NULL,
    request_hash text NOT NULL,
    result text NOT NULL,
    at timestamp with time zone NOT NULL
);
ALTER TABLE ONLY public.crm_idempotency_entry FORCE ROW LEVEL SECURITY;
CREATE TABLE public.crm_inbox_entry (
    event uuid NOT NULL,
    subscriber text NOT NULL,
    tenant uuid NOT NULL,
    handled_at timestamp with time zone NOT NULL
);
ALTER TABLE ONLY public.crm_inbox_entry FORCE ROW LEVEL SECURITY;
CREATE TABLE public.crm_mailbox (
    id uuid NOT NULL,
    tenant uuid NOT NULL,
    channel text NOT NULL,
    address text NOT NULL,
    display_name text,
    member uuid,
    is_active boolean NOT NULL,
    reason text,
    unknown_policy text NOT NULL,
    revision integer NOT NULL
);
ALTER TABLE ONLY public.crm_mailbox FORCE ROW LEVEL SECURITY;
CREATE TABLE public.crm_member (
    id uuid NOT NULL,
    tenant uuid NOT NULL,
    name text NOT NULL,
    email text,
    team uuid,
    role text NOT NULL,
    access text,
    is_active boolean NOT NULL,
    zone text,
    revision integer NOT NULL
);
ALTER TABLE ONLY public.crm_member FORCE ROW LEVEL SECURITY;
CREATE TABLE public.crm_message (
    id uuid NOT NULL,
    tenant uuid NOT NULL,
    channel text NOT NULL,
    mailbox uuid NOT NULL,
    record uuid NOT NULL,
    record_type text NOT NULL,
    recipient uuid,
    enrollment uuid,
    execution uuid,
    causes jsonb NOT NULL,
    draft uuid,
    from_address text NOT NULL,
    from_name text,
    to_address text NOT NULL,
    to_name text,
    address_hash text NOT NULL,
    subject text NOT NULL,
    text text NOT NULL,
    html text,
    wire_id text NOT NULL,
    in_reply_to text,
    thread jsonb NOT NULL,
    state text NOT NULL,
    reason text,
    server_reply text,
    attempts integer NOT NULL,
    next_attempt_at timestamp with time zone,
    lease_until timestamp with time zone,
    fence bigint NOT NULL,
    text_revision integer,
    approved_by text,
    approved_hash text,
    queued_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    revision integer NOT NULL
)
WITH (fillfactor='85', autovacuum_vacuum_scale_factor='0.01', autovacuum_vacuum_threshold='1000', autovacuum_analyze_scale_factor='0.02');
ALTER TABLE ONLY public.crm_message FORCE ROW LEVEL SECURITY;
CREATE TABLE public.crm_outbox_event (
    id uuid NOT NULL,
    tenant uuid NOT NULL,
    type text NOT NULL,
    record uuid,
    record_type text,
    payload jsonb NOT NULL,
    causes jsonb NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    relayed_at timestamp with time zone,
    attempts integer NOT NULL,
    next_attempt_at timestamp with time zone,
    lease_until timestamp with time zone,
    fence bigint NOT NULL
)
WITH (fillfactor='85', autovacuum_vacuum_scale_factor='0.01', autovacuum_vacuum_threshold='1000', autovacuum_analyze_scale_factor='0.02');
ALTER TABLE ONLY public.crm_outbox_event FORCE ROW LEVEL SECURITY;
CREATE TABLE public.crm_outcome_option (
    tenant uuid NOT NULL,
    type_key text NOT NULL,
    key text NOT NULL,
    label text NOT NULL,
    meaning text NOT NULL,
    is_retired boolean NOT NULL,
    revision integer NOT NULL
);
ALTER TABLE ONLY public.crm_outcome_option FORCE ROW LEVEL SECURITY;
CREATE TABLE public.crm_pipeline (
    tenant uuid NOT NULL,
    key text NOT NULL,
    name text NOT NULL,
    stages jsonb NOT NULL,
    revision integer NOT NULL
);
ALTER TABLE ONLY public.crm_pipeline FORCE ROW LEVEL SECURITY;
CREATE TABLE public.crm_record (
    id uuid NOT NULL,
    tenant uuid NOT NULL,
    type text NOT NULL,
    name text NOT NULL,
    name_key text NOT NULL COLLATE pg_catalog."C",
    owner uuid,
    zone text,
    country text,
    custom jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    revision integer NOT NULL,
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
    stage_since timestamp with time zone,
    amount_minor bigint,
    currency text,
    expected_close date,
    closed_on date,
    loss_reason text
);
ALTER TABLE ONLY public.crm_record FORCE ROW LEVEL SECURITY;
CREATE TABLE public.crm_record_alias (
    old_id uuid NOT NULL,
    tenant uuid NOT NULL,
    record uuid NOT NULL
);
ALTER TABLE ONLY public.crm_record_alias FORCE ROW LEVEL SECURITY;
CREATE TABLE public.crm_schema_journal (
    plugin text NOT NULL,
    number integer NOT NULL,
    applied_at text NOT NULL
);
CREATE TABLE public.crm_sequence (
    id uuid NOT NULL,
    tenant uuid NOT NULL,
    key text NOT NULL,
    name text NOT NULL,
    owner uuid,
    state text NOT NULL,
    draft text NOT NULL,
    published uuid,
    created_at timestamp with time zone NOT NULL,
    revision integer NOT NULL
);
ALTER TABLE ONLY public.crm_sequence FORCE ROW LEVEL SECURITY;
CREATE TABLE public.crm_sequence_version (
    id uuid NOT NULL,
    tenant uuid NOT NULL,
    sequence uuid NOT NULL,
    number integer NOT NULL,
    definition text NOT NULL,
    published_at timestamp with time zone NOT NULL,
    published_by text NOT NULL
);
ALTER TABLE ONLY public.crm_sequence_version FORCE ROW LEVEL SECURITY;
CREATE TABLE public.crm_stage_change (
    id uuid NOT NULL,
    tenant uuid NOT NULL,
    deal uuid NOT NULL,
    from_stage text,
    to_stage text NOT NULL,
    at timestamp with time zone NOT NULL,
    by text NOT NULL
);
ALTER TABLE ONLY public.crm_stage_change FORCE ROW LEVEL SECURITY;
CREATE TABLE public.crm_step_execution (
    id uuid NOT NULL,
    tenant uuid NOT NULL,
    enrollment uuid NOT NULL,
    step_key text NOT NULL,
    pass integer NOT NULL,
    state text NOT NULL,
    why text,
    attempt integer NOT NULL,
    due_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    activity uuid,
    message uuid,
    text_revision integer
)
WITH (fillfactor='85', autovacuum_vacuum_scale_factor='0.05', autovacuum_vacuum_insert_scale_factor='0.05', autovacuum_analyze_scale_factor='0.05');
ALTER TABLE ONLY public.crm_step_execution FORCE ROW LEVEL SECURITY;
CREATE TABLE public.crm_step_text (
    version uuid NOT NULL,
    step_key text NOT NULL,
    text_revision integer NOT NULL,
    tenant uuid NOT NULL,
    texts text NOT NULL,
    at timestamp with time zone NOT NULL,
    by text NOT NULL
);
ALTER TABLE ONLY public.crm_step_text FORCE ROW LEVEL SECURITY;
CREATE TABLE public.crm_suppression (
    address_hash text NOT NULL,
    channel text NOT NULL,
    topic text NOT NULL,
    tenant uuid NOT NULL,
    reason text NOT NULL,
    since timestamp with time zone NOT NULL,
    source text NOT NULL
);
ALTER TABLE ONLY public.crm_suppression FORCE ROW LEVEL SECURITY;
CREATE TABLE public.crm_team (
    id uuid NOT NULL,
    tenant uuid NOT NULL,
    name text NOT NULL,
    manager uuid,
    revision integer NOT NULL
);
ALTER TABLE ONLY public.crm_team FORCE ROW LEVEL SECURITY;
CREATE TABLE public.crm_tenant (
    tenant uuid NOT NULL,
    name text NOT NULL,
    zone text NOT NULL,
    currency text NOT NULL,
    country text,
    postal_address text,
    created_at timestamp with time zone NOT NULL
);
ALTER TABLE ONLY public.crm_tenant FORCE ROW LEVEL SECURITY;
CREATE TABLE public.crm_timeline_entry (
    id uuid NOT NULL,
    record uuid NOT NULL,
    tenant uuid NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    kind text NOT NULL,
    type_key text NOT NULL,
    via uuid,
    subject text NOT NULL,
    snippet text,
    badges jsonb NOT NULL,
    outcome text,
    duration_seconds integer,
    state text NOT NULL,
    direction text,
    author text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    folded_into uuid,
    is_removed boolean NOT NULL
)
WITH (autovacuum_vacuum_insert_scale_factor='0.05', autovacuum_analyze_scale_factor='0.05');
ALTER TABLE ONLY public.crm_timeline_entry FORCE ROW LEVEL SECURITY;
INSERT INTO public.crm_activity VALUES ('019cadc6-9a80-704b-8cf6-62d3e16859a1', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'crm.call', 'Call', 'Wants an offer', 'Logged', 'connected', 1500, NULL, '[]', 'Outbound', NULL, NULL, '{}', '{}', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', NULL, NULL, NULL, 'member:019cadc6-9a80-704b-8076-2341a402856e', NULL, NULL, NULL, 1);
INSERT INTO public.crm_activity VALUES ('019cadc6-9a80-704b-8d51-e3188f0f272a', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'crm.meeting', 'Meeting', NULL, 'Logged', NULL, 3600, 'Room 4', '["Charles Babbage"]', NULL, NULL, NULL, '{}', '{}', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', NULL, NULL, NULL, 'member:019cadc6-9a80-704b-8076-2341a402856e', NULL, NULL, NULL, 1);
INSERT INTO public.crm_activity VALUES ('019cadc6-9a80-704b-8d87-e92a9f2c6ead', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'crm.email', 'Your question', 'Do you deliver?', 'Logged', NULL, NULL, NULL, '[]', 'Inbound', NULL, NULL, '{"cc": [], "to": ["sales@example.com"], "from": "ada@acme.example"}', '{}', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', NULL, NULL, NULL, 'member:019cadc6-9a80-704b-8076-2341a402856e', NULL, NULL, NULL, 1);
INSERT INTO public.crm_activity VALUES ('019cadc6-9a80-704b-8dd1-7ce6ae64bac0', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'crm.note', 'Note', 'Prefers mornings', 'Logged', NULL, NULL, NULL, '[]', NULL, NULL, NULL, '{}', '{}', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', NULL, NULL, NULL, 'member:019cadc6-9a80-704b-8076-2341a402856e', NULL, NULL, NULL, 1);
INSERT INTO public.crm_activity VALUES ('019cadc6-9a80-704b-8e08-84db7a7ea4fe', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'crm.task', 'Send the price list', NULL, 'Open', NULL, NULL, NULL, '[]', NULL, NULL, NULL, '{"kind": "toDo"}', '{}', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', NULL, NULL, '019cadc6-9a80-704b-81b6-270c5b53d1b7', 'member:019cadc6-9a80-704b-8076-2341a402856e', NULL, NULL, NULL, 1);
INSERT INTO public.crm_activity VALUES ('019cadc6-9a80-704b-8de8-42c25790b6db', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'crm.task', 'Call Ada', NULL, 'Completed', NULL, NULL, NULL, '[]', NULL, '2026-03-02 11:00:00+00', NULL, '{"kind": "call"}', '{}', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', '019cadc6-9a80-704b-8ef6-09c31cade9fa', '019cadc6-9a80-704b-8076-2341a402856e', 'member:019cadc6-9a80-704b-8076-2341a402856e', NULL, NULL, NULL, 2);
INSERT INTO public.crm_activity VALUES ('019cadc6-9a80-704b-8ef6-09c31cade9fa', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'crm.call', 'Call Ada', 'Was out', 'Logged', 'gatekeeper', 600, NULL, '[]', 'Outbound', NULL, NULL, '{}', '{}', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', NULL, NULL, NULL, 'member:019cadc6-9a80-704b-8076-2341a402856e', NULL, NULL, NULL, 1);
INSERT INTO public.crm_activity VALUES ('019cadc6-9a80-704b-8e20-bae118251ebf', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'crm.task', 'Not needed', NULL, 'Cancelled', NULL, NULL, NULL, '[]', NULL, NULL, NULL, '{"kind": "toDo"}', '{}', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', NULL, NULL, '019cadc6-9a80-704b-8076-2341a402856e', 'member:019cadc6-9a80-704b-8076-2341a402856e', NULL, NULL, NULL, 2);
INSERT INTO public.crm_activity VALUES ('019cadc6-9a80-704b-98b8-f931d646e12b', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'crm.email', 'Hello Ada', 'Dear Ada, shall we talk?', 'Logged', NULL, NULL, NULL, '[]', 'Outbound', NULL, NULL, '{"to": ["ada@acme.example"], "from": "giveup@example.com", "wireId": "019cadc6-9a80-704b-95b8-c3317a25036a@example.com", "threadId": "019cadc6-9a80-704b-95b8-c3317a25036a@example.com"}', '{}', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', NULL, NULL, NULL, 'system:sender', '019cadc6-9a80-704b-9242-88cec4295512', '52b81914-aeae-838b-9ee8-eed43c12ec9e', NULL, 1);
INSERT INTO public.crm_activity VALUES ('019cadc6-9a80-704b-9be9-24ab8d3e92b1', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'crm.email', 'Hello Cleo', 'Dear Cleo, shall we talk?', 'Logged', NULL, NULL, NULL, '[]', 'Outbound', NULL, NULL, '{"to": ["cleo@example.org"], "from": "giveup@example.com", "wireId": "019cadc6-9a80-704b-9660-79f8c0e298b7@example.com", "threadId": "019cadc6-9a80-704b-9660-79f8c0e298b7@example.com"}', '{}', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', NULL, NULL, NULL, 'system:sender', '019cadc6-9a80-704b-9242-a3de69d76320', '29c37db0-1cc5-81d4-b7f1-413e3ae3ecc6', NULL, 1);
INSERT INTO public.crm_activity VALUES ('019cadc6-9a80-704b-9c7c-f47734a7f383', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'crm.email', 'Hello Dora', 'Dear Dora, shall we talk?', 'Logged', NULL, NULL, NULL, '[]', 'Outbound', NULL, NULL, '{"to": ["dora@example.org"], "from": "giveup@example.com", "wireId": "019cadc6-9a80-704b-9660-827a7d494f05@example.com", "threadId": "019cadc6-9a80-704b-9660-827a7d494f05@example.com"}', '{}', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', NULL, NULL, NULL, 'system:sender', '019cadc6-9a80-704b-9242-a50559169b16', '9b9089ec-d0eb-8128-80d6-5010609c0876', NULL, 1);
INSERT INTO public.crm_activity VALUES ('019cadc6-9a80-704b-9cc0-ff04bdecdfc2', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'crm.email', 'Welcome, there', 'Hello there,
thank you for your interest. I will call you in the next days.
Grace Hopper
', 'Logged', NULL, NULL, NULL, '[]', 'Outbound', NULL, NULL, '{"to": ["lou@new.example"], "from": "giveup@example.com", "wireId": "019cadc6-9a80-704b-9678-413d0ae57a94@example.com", "threadId": "019cadc6-9a80-704b-9678-413d0ae57a94@example.com"}', '{}', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', NULL, NULL, NULL, 'system:sender', '019cadc6-9a80-704b-92ae-576f8d31eaaa', '0a0742c2-7869-8345-86c1-37331530d042', NULL, 1);
INSERT INTO public.crm_activity VALUES ('019cb2ec-f680-704b-a1ba-33a973b24ffa', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'crm.email_draft', 'Are you still there?', 'Just asking.', 'Cancelled', NULL, NULL, NULL, '[]', NULL, '2026-03-03 09:00:00+00', NULL, '{"to": ["cleo@example.org"]}', '{}', '2026-03-03 09:00:00+00', '2026-03-03 09:00:00+00', NULL, NULL, '019cadc6-9a80-704b-8076-2341a402856e', 'system:runner', '019cadc6-9a80-704b-9242-a3de69d76320', 'bac1a26d-8788-8bcb-b22d-f6d22a197152', NULL, 2);
INSERT INTO public.crm_activity VALUES ('019cb2ec-f680-704b-a1ba-2952757b5df0', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'crm.email_draft', 'Are you still there?', 'Just asking.', 'Completed', NULL, NULL, NULL, '[]', NULL, '2026-03-03 09:00:00+00', NULL, '{"to": ["ada@acme.example"]}', '{}', '2026-03-03 09:00:00+00', '2026-03-03 09:00:00+00', '2026-03-03 15:00:00+00', '019cb436-8d80-704b-a724-7b6519e95441', '019cadc6-9a80-704b-8076-2341a402856e', 'system:runner', '019cadc6-9a80-704b-9242-88cec4295512', 'b763b827-58af-8a3f-8597-c36140d4ec8b', NULL, 3);
INSERT INTO public.crm_activity VALUES ('019cb436-8d80-704b-a724-7b6519e95441', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'crm.email', 'Re: Are you still there?', 'Just asking.', 'Logged', NULL, NULL, NULL, '[]', 'Outbound', NULL, NULL, '{"to": ["ada@acme.example"], "from": "giveup@example.com", "wireId": "019cb436-8d80-704b-a6d0-fe301c8ec405@example.com", "threadId": "019cadc6-9a80-704b-95b8-c3317a25036a@example.com"}', '{}', '2026-03-03 15:00:00+00', '2026-03-03 15:00:00+00', NULL, NULL, NULL, 'member:019cadc6-9a80-704b-8076-2341a402856e', '019cadc6-9a80-704b-9242-88cec4295512', 'b763b827-58af-8a3f-8597-c36140d4ec8b', NULL, 1);
INSERT INTO public.crm_activity VALUES ('019cb2ec-f680-704b-a1ba-36345cd62c73', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'crm.email_draft', 'Are you still there?', 'Just asking.', 'Cancelled', NULL, NULL, NULL, '[]', NULL, '2026-03-03 09:00:00+00', NULL, '{"to": ["dora@example.org"]}', '{}', '2026-03-03 09:00:00+00', '2026-03-03 09:00:00+00', NULL, NULL, '019cadc6-9a80-704b-8076-2341a402856e', 'system:runner', '019cadc6-9a80-704b-9242-a50559169b16', '7ad8afaa-ef61-89dc-a2eb-159296d9ce3c', NULL, 2);
INSERT INTO public.crm_activity VALUES ('019cbf28-1100-704b-a876-aa447db7ffdc', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'crm.task', 'Call Lou Lead', 'Ask what they use today.', 'Open', NULL, NULL, NULL, '[]', NULL, '2026-03-05 18:00:00+00', NULL, '{"kind": "call"}', '{}', '2026-03-05 18:00:00+00', '2026-03-05 18:00:00+00', NULL, NULL, '019cadc6-9a80-704b-8076-2341a402856e', 'system:runner', '019cadc6-9a80-704b-92ae-576f8d31eaaa', 'd0e020e7-6819-8c96-8233-80a60d2b5b2e', NULL, 1);
INSERT INTO public.crm_activity VALUES ('019cbf28-1100-704b-a876-c78b8c5d2d03', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'crm.task', 'Look after Ada Lovelace', NULL, 'Open', NULL, NULL, NULL, '[]', NULL, '2026-03-05 18:00:00+00', NULL, '{}', '{}', '2026-03-05 18:00:00+00', '2026-03-05 18:00:00+00', NULL, NULL, '019cadc6-9a80-704b-8076-2341a402856e', 'system:runner', '019cadc6-9a80-704b-9242-88cec4295512', '69807a0d-424f-88a9-a251-1390d4b3280c', NULL, 1);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-8080-c7ff51aa345b', '2026-03-02 09:00:00+00', 'system:test', 'tenant.set-up', 'tenant', NULL, '{"name": "Example Ltd", "zone": "Etc/UTC", "currency": "USD"}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-81ab-94c62cea5336', '2026-03-02 09:00:00+00', 'system:test', 'team.add', 'team:019cadc6-9a80-704b-81ab-2475da1074b9', NULL, '{"name": "Field sales", "manager": null}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-81d9-7a6bce5df265', '2026-03-02 09:00:00+00', 'system:test', 'member.add', 'member:019cadc6-9a80-704b-81b6-270c5b53d1b7', NULL, '{"name": "Rita Rep", "role": "rep", "team": "019cadc6-9a80-704b-81ab-2475da1074b9", "zone": "Europe/Berlin", "email": "rita@example.com", "access": null, "isActive": true}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-8257-945ea8225a76', '2026-03-02 09:00:00+00', 'system:test', 'mailbox.add', 'mailbox:019cadc6-9a80-704b-8257-7d5ecb133972', NULL, '{"member": "019cadc6-9a80-704b-81b6-270c5b53d1b7", "address": "assume@example.com", "channel": "email"}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-8279-3c9dd192a0a1', '2026-03-02 09:00:00+00', 'system:test', 'mailbox.add', 'mailbox:019cadc6-9a80-704b-8279-3a76097d7f6d', NULL, '{"member": null, "address": "giveup@example.com", "channel": "email"}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-828d-47734f4297a1', '2026-03-02 09:00:00+00', 'system:test', 'mailbox.add', 'mailbox:019cadc6-9a80-704b-828d-456d76f8c035', NULL, '{"member": null, "address": "resend@example.com", "channel": "email"}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-82c2-f37baf04a1d9', '2026-03-02 09:00:00+00', 'system:test', 'custom-field.define', 'custom-field:contact.shoe_size', NULL, '{"kind": "number", "label": "Shoe size", "isIndexed": true, "isRetired": false, "allowedValues": []}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-835e-443a2bab0bf0', '2026-03-02 09:00:00+00', 'system:test', 'custom-field.define', 'custom-field:company.tier', NULL, '{"kind": "choice", "label": "Tier", "isIndexed": false, "isRetired": false, "allowedValues": ["gold", "silver"]}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-83fe-7fef2c180bba', '2026-03-02 09:00:00+00', 'system:test', 'outcome.define', 'outcome:crm.call.gatekeeper', NULL, '{"label": "Gatekeeper", "meaning": "negative", "isRetired": false}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-855c-fd6394796996', '2026-03-02 09:00:00+00', 'system:test', 'record.upsert', 'company:019cadc6-9a80-704b-84f7-a9f7f6206719', NULL, '{"name": "Acme Corporation", "tier": "gold", "domain": "acme.example"}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-87ae-f6db9b51da28', '2026-03-02 09:00:00+00', 'system:test', 'record.upsert', 'contact:019cadc6-9a80-704b-87ae-d3dd0434143b', NULL, '{"name": "Ada Lovelace", "email": "ada@acme.example", "owner": "019cadc6-9a80-704b-8076-2341a402856e", "phone": "+442079460958", "company": "019cadc6-9a80-704b-84f7-a9f7f6206719", "last_name": "Lovelace", "shoe_size": 38.5, "first_name": "Ada"}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-87f0-7bf73444066b', '2026-03-02 09:00:00+00', 'system:test', 'record.upsert', 'contact:019cadc6-9a80-704b-87f0-6d59decf4858', NULL, '{"name": "Bob Builder", "email": "bob@acme.example", "owner": "019cadc6-9a80-704b-81b6-270c5b53d1b7"}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-8816-2010bb842f08', '2026-03-02 09:00:00+00', 'system:test', 'record.upsert', 'contact:019cadc6-9a80-704b-8816-0a0244c3dfdb', NULL, '{"name": "Cleo Patra", "email": "cleo@example.org", "last_name": "Patra", "first_name": "Cleo"}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-8839-dca833577faa', '2026-03-02 09:00:00+00', 'system:test', 'record.upsert', 'contact:019cadc6-9a80-704b-8839-d07c70a30b11', NULL, '{"name": "Dora Doubt", "email": "dora@example.org", "owner": "019cadc6-9a80-704b-81b6-270c5b53d1b7", "last_name": "Doubt", "first_name": "Dora"}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-8852-18ea9e3434b1', '2026-03-02 09:00:00+00', 'system:test', 'record.upsert', 'contact:019cadc6-9a80-704b-8852-0ed7288486f7', NULL, '{"name": "Erik Mute"}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-8868-ceb2f4a904cf', '2026-03-02 09:00:00+00', 'system:test', 'record.upsert', 'contact:019cadc6-9a80-704b-8868-c75cba5c8687', NULL, '{"name": "Gone Soon"}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-888b-4da3c161b1fc', '2026-03-02 09:00:00+00', 'system:test', 'record.upsert', 'lead:019cadc6-9a80-704b-888b-39abfcdf0cad', NULL, '{"name": "Lea Lead", "email": "lea@new.example", "status": "open", "company": "New Example"}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-88bd-3b018ca5d763', '2026-03-02 09:00:00+00', 'system:test', 'record.upsert', 'lead:019cadc6-9a80-704b-88bd-28cbde69cb01', NULL, '{"name": "Lou Lead", "email": "lou@new.example", "status": "open"}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-88e2-f7453341c122', '2026-03-02 09:00:00+00', 'system:test', 'record.upsert', 'deal:019cadc6-9a80-704b-88e2-e86d6f08773c', NULL, '{"name": "Engine", "stage": "prospecting", "amount": 1250.5, "company": "019cadc6-9a80-704b-84f7-a9f7f6206719", "currency": "EUR", "pipeline": "sales"}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-8930-6729f13ae3e1', '2026-03-02 09:00:00+00', 'system:test', 'record.upsert', 'deal:019cadc6-9a80-704b-8930-5bd3c4e76d6f', NULL, '{"name": "Wheel", "stage": "prospecting", "amount": 1, "company": "019cadc6-9a80-704b-84f7-a9f7f6206719", "currency": "USD", "pipeline": "sales"}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-8a6b-e508f29f5373', '2026-03-02 09:00:00+00', 'system:test', 'record.delete', 'contact:019cadc6-9a80-704b-8868-c75cba5c8687', '{"deletedAt": null}', '{"deletedAt": "2026-03-02T09:00:00+00:00"}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-8bb3-22f76143f515', '2026-03-02 09:00:00+00', 'system:test', 'lead.convert', 'company:019cadc6-9a80-704b-8bb3-1e6c12e81eea', NULL, '{"name": "New Example"}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-8bb3-3bfb1b53b810', '2026-03-02 09:00:00+00', 'system:test', 'lead.convert', 'contact:019cadc6-9a80-704b-8bb3-3676e50620d8', NULL, '{"name": "Lea Lead", "email": "lea@new.example", "company": "019cadc6-9a80-704b-8bb3-1e6c12e81eea"}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-8bb3-3e4c4e611251', '2026-03-02 09:00:00+00', 'system:test', 'lead.convert', 'lead:019cadc6-9a80-704b-888b-39abfcdf0cad', '{"status": "open"}', '{"status": "converted", "contact": "019cadc6-9a80-704b-8bb3-3676e50620d8"}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-8c3e-23eb07d9bb59', '2026-03-02 09:00:00+00', 'system:test', 'deal.move', 'deal:019cadc6-9a80-704b-8930-5bd3c4e76d6f', '{"stage": "prospecting", "closed_on": null, "loss_reason": null}', '{"stage": "lost", "closed_on": "2026-03-02", "loss_reason": "No budget"}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-8cc2-09d036174e1e', '2026-03-02 09:00:00+00', 'member:019cadc6-9a80-704b-8076-2341a402856e', 'record.update', 'contact:019cadc6-9a80-704b-87ae-d3dd0434143b', '{"title": null}', '{"title": "Countess"}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-8cf6-83f5622ee1fb', '2026-03-02 09:00:00+00', 'member:019cadc6-9a80-704b-8076-2341a402856e', 'activity.log', 'activity:019cadc6-9a80-704b-8cf6-62d3e16859a1', NULL, '{"body": "Wants an offer", "state": "logged", "author": "member:019cadc6-9a80-704b-8076-2341a402856e", "details": "{}", "outcome": "connected", "subject": "Call", "typeKey": "crm.call", "metadata": "{}", "revision": 1, "attendees": [], "direction": "outbound", "occurredAt": "2026-03-02T09:00:00+00:00", "recordedAt": "2026-03-02T09:00:00+00:00", "durationSeconds": 1500}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-8d52-c0992867e7a3', '2026-03-02 09:00:00+00', 'member:019cadc6-9a80-704b-8076-2341a402856e', 'activity.log', 'activity:019cadc6-9a80-704b-8d51-e3188f0f272a', NULL, '{"state": "logged", "author": "member:019cadc6-9a80-704b-8076-2341a402856e", "details": "{}", "subject": "Meeting", "typeKey": "crm.meeting", "location": "Room 4", "metadata": "{}", "revision": 1, "attendees": ["Charles Babbage"], "occurredAt": "2026-03-02T09:00:00+00:00", "recordedAt": "2026-03-02T09:00:00+00:00", "durationSeconds": 3600}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cb436-8d80-704b-a6d4-847dd44d2275', '2026-03-03 15:00:00+00', 'member:019cadc6-9a80-704b-8076-2341a402856e', 'draft.approve', 'activity:019cb2ec-f680-704b-a1ba-2952757b5df0', '{"state": "open", "revision": 1}', '{"state": "completed", "revision": 2, "completedAt": "2026-03-03T15:00:00+00:00"}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-8d88-08926d6982b7', '2026-03-02 09:00:00+00', 'member:019cadc6-9a80-704b-8076-2341a402856e', 'activity.log', 'activity:019cadc6-9a80-704b-8d87-e92a9f2c6ead', NULL, '{"body": "Do you deliver?", "state": "logged", "author": "member:019cadc6-9a80-704b-8076-2341a402856e", "details": "{\"from\":\"ada@acme.example\",\"to\":[\"sales@example.com\"],\"cc\":[]}", "subject": "Your question", "typeKey": "crm.email", "metadata": "{}", "revision": 1, "attendees": [], "direction": "inbound", "occurredAt": "2026-03-02T09:00:00+00:00", "recordedAt": "2026-03-02T09:00:00+00:00"}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-8dd1-97d686107cb5', '2026-03-02 09:00:00+00', 'member:019cadc6-9a80-704b-8076-2341a402856e', 'activity.log', 'activity:019cadc6-9a80-704b-8dd1-7ce6ae64bac0', NULL, '{"body": "Prefers mornings", "state": "logged", "author": "member:019cadc6-9a80-704b-8076-2341a402856e", "details": "{}", "subject": "Note", "typeKey": "crm.note", "metadata": "{}", "revision": 1, "attendees": [], "occurredAt": "2026-03-02T09:00:00+00:00", "recordedAt": "2026-03-02T09:00:00+00:00"}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-8de8-68db1108cff0', '2026-03-02 09:00:00+00', 'member:019cadc6-9a80-704b-8076-2341a402856e', 'activity.log', 'activity:019cadc6-9a80-704b-8de8-42c25790b6db', NULL, '{"dueAt": "2026-03-02T11:00:00+00:00", "state": "open", "author": "member:019cadc6-9a80-704b-8076-2341a402856e", "details": "{\"kind\":\"call\"}", "subject": "Call Ada", "typeKey": "crm.task", "assignee": {"value": "019cadc6-9a80-704b-8076-2341a402856e"}, "metadata": "{}", "revision": 1, "attendees": [], "occurredAt": "2026-03-02T09:00:00+00:00", "recordedAt": "2026-03-02T09:00:00+00:00"}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-8e08-aea5e4ac84e1', '2026-03-02 09:00:00+00', 'member:019cadc6-9a80-704b-8076-2341a402856e', 'activity.log', 'activity:019cadc6-9a80-704b-8e08-84db7a7ea4fe', NULL, '{"state": "open", "author": "member:019cadc6-9a80-704b-8076-2341a402856e", "details": "{\"kind\":\"toDo\"}", "subject": "Send the price list", "typeKey": "crm.task", "assignee": {"value": "019cadc6-9a80-704b-81b6-270c5b53d1b7"}, "metadata": "{}", "revision": 1, "attendees": [], "occurredAt": "2026-03-02T09:00:00+00:00", "recordedAt": "2026-03-02T09:00:00+00:00"}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-8e20-d937b417a452', '2026-03-02 09:00:00+00', 'member:019cadc6-9a80-704b-8076-2341a402856e', 'activity.log', 'activity:019cadc6-9a80-704b-8e20-bae118251ebf', NULL, '{"state": "open", "author": "member:019cadc6-9a80-704b-8076-2341a402856e", "details": "{\"kind\":\"toDo\"}", "subject": "Not needed", "typeKey": "crm.task", "assignee": {"value": "019cadc6-9a80-704b-8076-2341a402856e"}, "metadata": "{}", "revision": 1, "attendees": [], "occurredAt": "2026-03-02T09:00:00+00:00", "recordedAt": "2026-03-02T09:00:00+00:00"}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-8ef6-210ddada2f69', '2026-03-02 09:00:00+00', 'member:019cadc6-9a80-704b-8076-2341a402856e', 'task.complete', 'activity:019cadc6-9a80-704b-8ef6-09c31cade9fa', NULL, '{"body": "Was out", "state": "logged", "author": "member:019cadc6-9a80-704b-8076-2341a402856e", "details": "{}", "outcome": "gatekeeper", "subject": "Call Ada", "typeKey": "crm.call", "metadata": "{}", "revision": 1, "attendees": [], "direction": "outbound", "occurredAt": "2026-03-02T09:00:00+00:00", "recordedAt": "2026-03-02T09:00:00+00:00", "durationSeconds": 600}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-8ef6-2a928a99ec9e', '2026-03-02 09:00:00+00', 'member:019cadc6-9a80-704b-8076-2341a402856e', 'task.complete', 'activity:019cadc6-9a80-704b-8de8-42c25790b6db', '{"state": "open", "revision": 1}', '{"state": "completed", "revision": 2, "completedAt": "2026-03-02T09:00:00+00:00", "fulfilledBy": {"value": "019cadc6-9a80-704b-8ef6-09c31cade9fa"}}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-8f1e-31c5a5cd933a', '2026-03-02 09:00:00+00', 'member:019cadc6-9a80-704b-8076-2341a402856e', 'task.cancel', 'activity:019cadc6-9a80-704b-8e20-bae118251ebf', '{"state": "open", "revision": 1}', '{"state": "cancelled", "revision": 2}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-900e-445ca6c77aeb', '2026-03-02 09:00:00+00', 'system:test', 'sequence.publish', 'sequence:welcome', NULL, '{"number": 1, "definition": "{\"key\":\"welcome\",\"name\":\"Welcome\",\"recordTypes\":[\"contact\",\"lead\"],\"reenroll\":\"once\",\"exclusive\":\"onlyAgainstExclusive\",\"steps\":[{\"key\":\"hello\",\"type\":\"crm.email.auto\",\"delay\":\"0\",\"at\":\"09:00:00\",\"wait\":true,\"settings\":{\"subject\":\"Welcome, {{ contact.first_name | default: \\u0022there\\u0022 }}\",\"body\":\"Hello {{ contact.first_name | default: \\u0022there\\u0022 }},\\n\\nthank you for your interest. I will call you in the next days.\\n\\n{{ sender.name }}\\n\"}},{\"key\":\"call\",\"type\":\"crm.call\",\"delay\":\"2 business days\",\"at\":\"10:00:00\",\"wait\":true,\"settings\":{\"subject\":\"Call {{ contact.name }}\",\"note\":\"Ask what they use today.\"}},{\"key\":\"offer\",\"type\":\"crm.email.manual\",\"delay\":\"1 day\",\"wait\":true,\"settings\":{\"subject\":\"What we talked about\",\"body\":\"Hello {{ contact.first_name | default: \\u0022there\\u0022 }},\\n\\nas promised, here is what we talked about.\\n\\n{{ sender.name }}\\n\"}},{\"key\":\"check\",\"type\":\"crm.task\",\"delay\":\"3 business days\",\"wait\":true,\"settings\":{\"subject\":\"See whether {{ contact.name }} has questions\",\"dueAfter\":\"1.00:00:00\"}}]}"}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-9021-2507ce3889af', '2026-03-02 09:00:00+00', 'system:test', 'sequence.publish', 'sequence:simple', NULL, '{"number": 1, "definition": "{\"key\":\"simple\",\"name\":\"Simple\",\"recordTypes\":[\"contact\",\"lead\"],\"reenroll\":\"once\",\"exclusive\":\"yes\",\"steps\":[{\"key\":\"hello\",\"type\":\"crm.email.auto\",\"delay\":\"0\",\"wait\":true,\"settings\":{\"subject\":\"Hello {{ contact.first_name }}\",\"body\":\"Dear {{ contact.first_name }}, shall we talk?\"}},{\"key\":\"draft\",\"type\":\"crm.email.manual\",\"delay\":\"1 day\",\"wait\":true,\"settings\":{\"subject\":\"Still there?\",\"body\":\"Just asking.\"}},{\"key\":\"end\",\"type\":\"crm.task\",\"delay\":\"2 business days\",\"wait\":true,\"settings\":{\"subject\":\"Look after {{ contact.name }}\"}}]}"}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-9027-39eb6f0071e8', '2026-03-02 09:00:00+00', 'system:test', 'sequence.save', 'sequence:drafted', NULL, '{"name": "Simple", "draft": "{\"key\":\"drafted\",\"name\":\"Simple\",\"recordTypes\":[\"contact\",\"lead\"],\"reenroll\":\"once\",\"exclusive\":\"yes\",\"steps\":[{\"key\":\"hello\",\"type\":\"crm.email.auto\",\"delay\":\"0\",\"wait\":true,\"settings\":{\"subject\":\"Hello {{ contact.first_name }}\",\"body\":\"Dear {{ contact.first_name }}, shall we talk?\"}},{\"key\":\"draft\",\"type\":\"crm.email.manual\",\"delay\":\"1 day\",\"wait\":true,\"settings\":{\"subject\":\"Still there?\",\"body\":\"Just asking.\"}},{\"key\":\"end\",\"type\":\"crm.task\",\"delay\":\"2 business days\",\"wait\":true,\"settings\":{\"subject\":\"Look after {{ contact.name }}\"}}]}"}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-9242-ab70f97cb41f', '2026-03-02 09:00:00+00', 'member:019cadc6-9a80-704b-8076-2341a402856e', 'enrollment.enroll', 'sequence:simple', NULL, '{"batch": "019cadc6-9a80-704b-9242-771d382e1a37", "startAt": null, "enrolled": 4, "startStep": null, "overrideReason": null}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-92ae-69307ad23ad7', '2026-03-02 09:00:00+00', 'member:019cadc6-9a80-704b-8076-2341a402856e', 'enrollment.enroll', 'sequence:welcome', NULL, '{"batch": "019cadc6-9a80-704b-92ae-4e2eaecb341f", "startAt": null, "enrolled": 1, "startStep": null, "overrideReason": null}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-92fe-01f5e782d097', '2026-03-02 09:00:00+00', 'system:test', 'sequence.revise_text', 'sequence:simple', NULL, '{"step": "draft", "texts": {"subject": "Are you still there?"}}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-964f-4ba8896495a0', '2026-03-02 09:00:00+00', 'system:runner', 'enrollment.block', 'enrollment:019cadc6-9a80-704b-9242-9b069ed25c8d', '{"state": "active", "stepKey": "hello"}', '{"state": "blocked", "reason": "''contact.first_name'' has no value for this record; fill it in, or give a fallback: {{ contact.first_name | default: \"…\" }}."}', '["enrollment:019cadc6-9a80-704b-9242-9b069ed25c8d"]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cb436-8d80-704b-a70b-8b326bc1456e', '2026-03-03 15:00:00+00', 'member:019cadc6-9a80-704b-8076-2341a402856e', 'draft.reject', 'activity:019cb2ec-f680-704b-a1ba-33a973b24ffa', '{"state": "open", "revision": 1}', '{"state": "cancelled", "revision": 2}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cb436-8d80-704b-a7ab-2ae81e63ec45', '2026-03-03 15:00:00+00', 'system:test', 'enrollment.finish', 'enrollment:019cadc6-9a80-704b-9242-a3de69d76320', '{"state": "active", "reason": null, "stepKey": "end"}', '{"why": null, "state": "finished", "finish": "manual", "stepKey": null}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cb436-8d80-704b-a7cd-0e154038da46', '2026-03-03 15:00:00+00', 'system:test', 'address.suppress', 'suppression:215ed56a01ceec569254d61537b6abddcf2d17c4f9e341c594fd718f57299224', NULL, '{"reason": "optedOut", "channel": "email", "finished": 1}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cb436-8d80-704b-a7d9-37f2e62fd0a4', '2026-03-03 15:00:00+00', 'member:019cadc6-9a80-704b-8076-2341a402856e', 'message.send', 'message:019cb436-8d80-704b-a7d9-345e9ea7efa3', NULL, '{"why": null, "state": "queued", "record": "019cadc6-9a80-704b-87ae-d3dd0434143b", "despite": null}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cb436-8d80-704b-a7de-2a3ca8415a3c', '2026-03-03 15:00:00+00', 'member:019cadc6-9a80-704b-8076-2341a402856e', 'message.send', 'message:019cb436-8d80-704b-a7de-261e88fc6e39', NULL, '{"why": null, "state": "queued", "record": "019cadc6-9a80-704b-8816-0a0244c3dfdb", "despite": null}', '[]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cb4db-5900-704b-a847-21e3ebd3dc27', '2026-03-03 18:00:00+00', 'system:sender', 'message.record', 'message:019cb436-8d80-704b-a7de-261e88fc6e39', '{"state": "sending"}', '{"state": "failed", "reason": "No answer from the server; given up by the mailbox''s policy.", "attempts": 2}', '["message:019cb436-8d80-704b-a7de-261e88fc6e39"]', false);
INSERT INTO public.crm_audit_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cb4db-5900-704b-a866-10dcb7651edb', '2026-03-03 18:00:00+00', 'member:019cadc6-9a80-704b-8076-2341a402856e', 'message.send', 'message:019cb4db-5900-704b-a866-0c22e5759ab5', NULL, '{"why": null, "state": "queued", "record": "019cadc6-9a80-704b-87ae-d3dd0434143b", "despite": null}', '[]', false);
INSERT INTO public.crm_batch VALUES ('019cadc6-9a80-704b-9242-771d382e1a37', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'enroll', 'Simple', '2026-03-02 09:00:00+00', 'member:019cadc6-9a80-704b-8076-2341a402856e', '{"refused": 1, "enrolled": 4}');
INSERT INTO public.crm_batch VALUES ('019cadc6-9a80-704b-92ae-4e2eaecb341f', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'enroll', 'Welcome', '2026-03-02 09:00:00+00', 'member:019cadc6-9a80-704b-8076-2341a402856e', '{"refused": 0, "enrolled": 1}');
INSERT INTO public.crm_contact_point VALUES ('019cadc6-9a80-704b-87f0-6d59decf4858', 0, '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'Email', 'bob@acme.example', 'bob@acme.example', NULL, true);
INSERT INTO public.crm_contact_point VALUES ('019cadc6-9a80-704b-8816-0a0244c3dfdb', 0, '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'Email', 'cleo@example.org', 'cleo@example.org', NULL, true);
INSERT INTO public.crm_contact_point VALUES ('019cadc6-9a80-704b-8839-d07c70a30b11', 0, '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'Email', 'dora@example.org', 'dora@example.org', NULL, true);
INSERT INTO public.crm_contact_point VALUES ('019cadc6-9a80-704b-88bd-28cbde69cb01', 0, '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'Email', 'lou@new.example', 'lou@new.example', NULL, true);
INSERT INTO public.crm_contact_point VALUES ('019cadc6-9a80-704b-8bb3-3676e50620d8', 0, '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'Email', 'lea@new.example', 'lea@new.example', NULL, true);
INSERT INTO public.crm_contact_point VALUES ('019cadc6-9a80-704b-888b-39abfcdf0cad', 0, '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'Email', 'lea@new.example', 'lea@new.example', NULL, true);
INSERT INTO public.crm_contact_point VALUES ('019cadc6-9a80-704b-87ae-d3dd0434143b', 0, '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'Email', 'ada@acme.example', 'ada@acme.example', NULL, true);
INSERT INTO public.crm_contact_point VALUES ('019cadc6-9a80-704b-87ae-d3dd0434143b', 1, '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'Phone', '+442079460958', '+442079460958', NULL, true);
INSERT INTO public.crm_custom_field VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', 'Contact', 'shoe_size', 'Shoe size', 'Number', '[]', true, false, 1);
INSERT INTO public.crm_custom_field VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', 'Company', 'tier', 'Tier', 'Choice', '["gold", "silver"]', false, false, 1);
INSERT INTO public.crm_custom_value VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', 'Contact', 'shoe_size', '100000000000000000000000000038.5', '019cadc6-9a80-704b-87ae-d3dd0434143b');
INSERT INTO public.crm_enrollment VALUES ('019cadc6-9a80-704b-9242-9b069ed25c8d', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-9021-16d514e48986', '019cadc6-9a80-704b-9021-1fb97dbd9619', '019cadc6-9a80-704b-87f0-6d59decf4858', 'Contact', '019cadc6-9a80-704b-87f0-6d59decf4858', '2debe85f147dc38a9d4bb5c902884fec7275bd6e375b8cb67bd18bf02fe96107', '019cadc6-9a80-704b-8076-2341a402856e', 'Blocked', 'hello', 1, 0, NULL, NULL, 'Etc/UTC', 'tenant', NULL, NULL, '''contact.first_name'' has no value for this record; fill it in, or give a fallback: {{ contact.first_name | default: "…" }}.', 'contact.first_name', '[]', '019cadc6-9a80-704b-9242-771d382e1a37', '2026-03-02 09:00:00+00', NULL, NULL, 0, 2, false);
INSERT INTO public.crm_enrollment VALUES ('019cadc6-9a80-704b-9242-a3de69d76320', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-9021-16d514e48986', '019cadc6-9a80-704b-9021-1fb97dbd9619', '019cadc6-9a80-704b-8816-0a0244c3dfdb', 'Contact', '019cadc6-9a80-704b-8816-0a0244c3dfdb', '5ae22dc1c344cf93bcc153b92da1c5efed96b5f3cc7346b241008af8e9299aab', '019cadc6-9a80-704b-8076-2341a402856e', 'Finished', NULL, 1, 0, NULL, NULL, 'Etc/UTC', 'tenant', NULL, 'Manual', 'A person finished it.', 'system:test', '[]', '019cadc6-9a80-704b-9242-771d382e1a37', '2026-03-02 09:00:00+00', '2026-03-03 15:00:00+00', NULL, 0, 6, false);
INSERT INTO public.crm_enrollment VALUES ('019cadc6-9a80-704b-9242-a50559169b16', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-9021-16d514e48986', '019cadc6-9a80-704b-9021-1fb97dbd9619', '019cadc6-9a80-704b-8839-d07c70a30b11', 'Contact', '019cadc6-9a80-704b-8839-d07c70a30b11', '215ed56a01ceec569254d61537b6abddcf2d17c4f9e341c594fd718f57299224', '019cadc6-9a80-704b-8076-2341a402856e', 'Finished', NULL, 1, 0, NULL, NULL, 'Etc/UTC', 'tenant', NULL, 'OptedOut', 'The address is suppressed.', 'system:test', '[]', '019cadc6-9a80-704b-9242-771d382e1a37', '2026-03-02 09:00:00+00', '2026-03-03 15:00:00+00', NULL, 0, 5, false);
INSERT INTO public.crm_enrollment VALUES ('019cadc6-9a80-704b-92ae-576f8d31eaaa', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-8fed-06b25283e5a7', '019cadc6-9a80-704b-9008-ad4b2169c5cd', '019cadc6-9a80-704b-88bd-28cbde69cb01', 'Lead', '019cadc6-9a80-704b-88bd-28cbde69cb01', 'ca39bd09d7d780bdab7e6ce6b7b0368646ba7048f2b09cc42eb1e09b90ba0527', '019cadc6-9a80-704b-8076-2341a402856e', 'Waiting', 'call', 1, 0, NULL, '2026-03-04T10:00:00', 'Etc/UTC', 'tenant', NULL, NULL, NULL, NULL, '[]', '019cadc6-9a80-704b-92ae-4e2eaecb341f', '2026-03-02 09:00:00+00', NULL, NULL, 0, 4, false);
INSERT INTO public.crm_enrollment VALUES ('019cadc6-9a80-704b-9242-88cec4295512', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-9021-16d514e48986', '019cadc6-9a80-704b-9021-1fb97dbd9619', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Contact', '019cadc6-9a80-704b-87ae-d3dd0434143b', '2a1322415fff1b1aceaebe7855b2c5bd6e9efa5e787d46391f971aea65062ce3', '019cadc6-9a80-704b-8076-2341a402856e', 'Waiting', 'end', 1, 0, NULL, '2026-03-05T15:00:00', 'Europe/London', 'phone', NULL, NULL, NULL, NULL, '[]', '019cadc6-9a80-704b-9242-771d382e1a37', '2026-03-02 09:00:00+00', NULL, NULL, 0, 7, false);
INSERT INTO public.crm_external_reference VALUES ('Company-1', 'Company', 'erp', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-84f7-a9f7f6206719');
INSERT INTO public.crm_external_reference VALUES ('Contact-2', 'Contact', 'erp', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-87ae-d3dd0434143b');
INSERT INTO public.crm_external_reference VALUES ('Contact-3', 'Contact', 'erp', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-87f0-6d59decf4858');
INSERT INTO public.crm_external_reference VALUES ('Contact-4', 'Contact', 'erp', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-8816-0a0244c3dfdb');
INSERT INTO public.crm_external_reference VALUES ('Contact-5', 'Contact', 'erp', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-8839-d07c70a30b11');
INSERT INTO public.crm_external_reference VALUES ('Contact-6', 'Contact', 'erp', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-8852-0ed7288486f7');
INSERT INTO public.crm_external_reference VALUES ('Contact-7', 'Contact', 'erp', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-8868-c75cba5c8687');
INSERT INTO public.crm_external_reference VALUES ('Lead-8', 'Lead', 'erp', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-888b-39abfcdf0cad');
INSERT INTO public.crm_external_reference VALUES ('Lead-9', 'Lead', 'erp', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-88bd-28cbde69cb01');
INSERT INTO public.crm_external_reference VALUES ('Deal-10', 'Deal', 'erp', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-88e2-e86d6f08773c');
INSERT INTO public.crm_external_reference VALUES ('Deal-11', 'Deal', 'erp', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-8930-5bd3c4e76d6f');
INSERT INTO public.crm_idempotency_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', 'team.add:system:test:team-1', 'b202b4ea8721edf014ed6190978c5b5441c59fe779a08a893114c3ddf1362df6', '{"team":{"value":"019cadc6-9a80-704b-81ab-2475da1074b9"},"revision":1}', '2026-03-02 09:00:00+00');
INSERT INTO public.crm_idempotency_entry VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', 'activity.log:member:019cadc6-9a80-704b-8076-2341a402856e:call-1', '7ac74800f14b0fe76bbfaae0940861e447d57854919ab0d89a78f32941fa2de1', '{"tenant":{"value":"81de88cd-8e77-8c20-9609-e1b7edeca48a"},"id":{"value":"019cadc6-9a80-704b-8cf6-62d3e16859a1"},"typeKey":"crm.call","subject":"Call","body":"Wants an offer","state":"logged","outcome":"connected","durationSeconds":1500,"location":null,"attendees":[],"direction":"outbound","dueAt":null,"recordingUrl":null,"details":"{}","metadata":"{}","occurredAt":"2026-03-02T09:00:00+00:00","recordedAt":"2026-03-02T09:00:00+00:00","completedAt":null,"fulfilledBy":null,"assignee":null,"author":"member:019cadc6-9a80-704b-8076-2341a402856e","enrollment":null,"execution":null,"deletedAt":null,"revision":1}', '2026-03-02 09:00:00+00');
INSERT INTO public.crm_mailbox VALUES ('019cadc6-9a80-704b-8080-c6967c7348b8', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'email', 'sales@example.com', 'Example Ltd', NULL, true, NULL, 'Ask', 1);
INSERT INTO public.crm_mailbox VALUES ('019cadc6-9a80-704b-8257-7d5ecb133972', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'email', 'assume@example.com', 'Example', '019cadc6-9a80-704b-81b6-270c5b53d1b7', true, NULL, 'TakeAsSent', 1);
INSERT INTO public.crm_mailbox VALUES ('019cadc6-9a80-704b-8279-3a76097d7f6d', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'email', 'giveup@example.com', 'Example', NULL, true, NULL, 'GiveUp', 1);
INSERT INTO public.crm_mailbox VALUES ('019cadc6-9a80-704b-828d-456d76f8c035', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'email', 'resend@example.com', 'Example', NULL, true, NULL, 'Resend', 1);
INSERT INTO public.crm_member VALUES ('019cadc6-9a80-704b-8076-2341a402856e', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'Grace Hopper', 'grace@example.com', NULL, 'Administrator', NULL, true, NULL, 1);
INSERT INTO public.crm_member VALUES ('019cadc6-9a80-704b-81b6-270c5b53d1b7', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'Rita Rep', 'rita@example.com', '019cadc6-9a80-704b-81ab-2475da1074b9', 'Rep', NULL, true, 'Europe/Berlin', 1);
INSERT INTO public.crm_message VALUES ('019cadc6-9a80-704b-95b8-c3317a25036a', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'email', '019cadc6-9a80-704b-8279-3a76097d7f6d', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Contact', '019cadc6-9a80-704b-87ae-d3dd0434143b', '019cadc6-9a80-704b-9242-88cec4295512', '52b81914-aeae-838b-9ee8-eed43c12ec9e', '["enrollment:019cadc6-9a80-704b-9242-88cec4295512"]', NULL, 'giveup@example.com', 'Example', 'ada@acme.example', 'Ada Lovelace', '2a1322415fff1b1aceaebe7855b2c5bd6e9efa5e787d46391f971aea65062ce3', 'Hello Ada', 'Dear Ada, shall we talk?', NULL, '019cadc6-9a80-704b-95b8-c3317a25036a@example.com', NULL, '[]', 'Sent', NULL, 'Written to 20260302T090000000Z-019cadc6-9a80-704b-95b8-c3317a25036a@example.com.eml', 1, NULL, NULL, 1, 1, NULL, NULL, '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 4);
INSERT INTO public.crm_message VALUES ('019cadc6-9a80-704b-9660-79f8c0e298b7', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'email', '019cadc6-9a80-704b-8279-3a76097d7f6d', '019cadc6-9a80-704b-8816-0a0244c3dfdb', 'Contact', '019cadc6-9a80-704b-8816-0a0244c3dfdb', '019cadc6-9a80-704b-9242-a3de69d76320', '29c37db0-1cc5-81d4-b7f1-413e3ae3ecc6', '["enrollment:019cadc6-9a80-704b-9242-a3de69d76320"]', NULL, 'giveup@example.com', 'Example', 'cleo@example.org', 'Cleo Patra', '5ae22dc1c344cf93bcc153b92da1c5efed96b5f3cc7346b241008af8e9299aab', 'Hello Cleo', 'Dear Cleo, shall we talk?', NULL, '019cadc6-9a80-704b-9660-79f8c0e298b7@example.com', NULL, '[]', 'Sent', NULL, 'Written to 20260302T090000000Z-019cadc6-9a80-704b-9660-79f8c0e298b7@example.com.eml', 1, NULL, NULL, 1, 1, NULL, NULL, '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 4);
INSERT INTO public.crm_message VALUES ('019cadc6-9a80-704b-9660-827a7d494f05', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'email', '019cadc6-9a80-704b-8279-3a76097d7f6d', '019cadc6-9a80-704b-8839-d07c70a30b11', 'Contact', '019cadc6-9a80-704b-8839-d07c70a30b11', '019cadc6-9a80-704b-9242-a50559169b16', '9b9089ec-d0eb-8128-80d6-5010609c0876', '["enrollment:019cadc6-9a80-704b-9242-a50559169b16"]', NULL, 'giveup@example.com', 'Example', 'dora@example.org', 'Dora Doubt', '215ed56a01ceec569254d61537b6abddcf2d17c4f9e341c594fd718f57299224', 'Hello Dora', 'Dear Dora, shall we talk?', NULL, '019cadc6-9a80-704b-9660-827a7d494f05@example.com', NULL, '[]', 'Sent', NULL, 'Written to 20260302T090000000Z-019cadc6-9a80-704b-9660-827a7d494f05@example.com.eml', 1, NULL, NULL, 1, 1, NULL, NULL, '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 4);
INSERT INTO public.crm_message VALUES ('019cadc6-9a80-704b-9678-413d0ae57a94', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'email', '019cadc6-9a80-704b-8279-3a76097d7f6d', '019cadc6-9a80-704b-88bd-28cbde69cb01', 'Lead', '019cadc6-9a80-704b-88bd-28cbde69cb01', '019cadc6-9a80-704b-92ae-576f8d31eaaa', '0a0742c2-7869-8345-86c1-37331530d042', '["enrollment:019cadc6-9a80-704b-92ae-576f8d31eaaa"]', NULL, 'giveup@example.com', 'Example', 'lou@new.example', 'Lou Lead', 'ca39bd09d7d780bdab7e6ce6b7b0368646ba7048f2b09cc42eb1e09b90ba0527', 'Welcome, there', 'Hello there,
thank you for your interest. I will call you in the next days.
Grace Hopper
', NULL, '019cadc6-9a80-704b-9678-413d0ae57a94@example.com', NULL, '[]', 'Sent', NULL, 'Written to 20260302T090000000Z-019cadc6-9a80-704b-9678-413d0ae57a94@example.com.eml', 1, NULL, NULL, 1, 1, NULL, NULL, '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 4);
INSERT INTO public.crm_message VALUES ('019cb436-8d80-704b-a6d0-fe301c8ec405', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'email', '019cadc6-9a80-704b-8279-3a76097d7f6d', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Contact', '019cadc6-9a80-704b-87ae-d3dd0434143b', '019cadc6-9a80-704b-9242-88cec4295512', 'b763b827-58af-8a3f-8597-c36140d4ec8b', '["enrollment:019cadc6-9a80-704b-9242-88cec4295512"]', '019cb2ec-f680-704b-a1ba-2952757b5df0', 'giveup@example.com', 'Example', 'ada@acme.example', 'Ada Lovelace', '2a1322415fff1b1aceaebe7855b2c5bd6e9efa5e787d46391f971aea65062ce3', 'Re: Are you still there?', 'Just asking.', NULL, '019cb436-8d80-704b-a6d0-fe301c8ec405@example.com', '019cadc6-9a80-704b-95b8-c3317a25036a@example.com', '["019cadc6-9a80-704b-95b8-c3317a25036a@example.com"]', 'Sent', NULL, 'Written to 20260303T150000000Z-019cb436-8d80-704b-a6d0-fe301c8ec405@example.com.eml', 1, NULL, NULL, 1, 2, 'member:019cadc6-9a80-704b-8076-2341a402856e', 'e35b90d1ec974781b9acb19cd0955f3f530be45bfc381c2f22f24f6154488fb2', '2026-03-03 15:00:00+00', '2026-03-03 15:00:00+00', 4);
INSERT INTO public.crm_message VALUES ('019cb436-8d80-704b-a7d9-345e9ea7efa3', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'email', '019cadc6-9a80-704b-8279-3a76097d7f6d', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Contact', '019cadc6-9a80-704b-87ae-d3dd0434143b', NULL, NULL, '[]', NULL, 'giveup@example.com', 'Example', 'ada@acme.example', 'Ada Lovelace', '2a1322415fff1b1aceaebe7855b2c5bd6e9efa5e787d46391f971aea65062ce3', 'By hand', 'Hello Ada', NULL, '019cb436-8d80-704b-a7d9-345e9ea7efa3@example.com', NULL, '[]', 'Queued', NULL, NULL, 0, '2026-03-03 15:00:00+00', '2026-11-28 18:07:53.600717+00', 1, NULL, 'member:019cadc6-9a80-704b-8076-2341a402856e', NULL, '2026-03-03 15:00:00+00', NULL, 2);
INSERT INTO public.crm_message VALUES ('019cb436-8d80-704b-a7de-261e88fc6e39', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'email', '019cadc6-9a80-704b-8279-3a76097d7f6d', '019cadc6-9a80-704b-8816-0a0244c3dfdb', 'Contact', '019cadc6-9a80-704b-8816-0a0244c3dfdb', NULL, NULL, '[]', NULL, 'giveup@example.com', 'Example', 'cleo@example.org', 'Cleo Patra', '5ae22dc1c344cf93bcc153b92da1c5efed96b5f3cc7346b241008af8e9299aab', 'Lost', 'Hello Cleo', NULL, '019cb436-8d80-704b-a7de-261e88fc6e39@example.com', NULL, '[]', 'Failed', 'No answer from the server; given up by the mailbox''s policy.', 'The sender died, or did not answer in time.', 2, NULL, NULL, 1, NULL, 'member:019cadc6-9a80-704b-8076-2341a402856e', NULL, '2026-03-03 15:00:00+00', NULL, 4);
INSERT INTO public.crm_message VALUES ('019cb4db-5900-704b-a866-0c22e5759ab5', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'email', '019cadc6-9a80-704b-8279-3a76097d7f6d', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Contact', '019cadc6-9a80-704b-87ae-d3dd0434143b', NULL, NULL, '[]', NULL, 'giveup@example.com', 'Example', 'ada@acme.example', 'Ada Lovelace', '2a1322415fff1b1aceaebe7855b2c5bd6e9efa5e787d46391f971aea65062ce3', 'Queued', 'Hello again', NULL, '019cb4db-5900-704b-a866-0c22e5759ab5@example.com', NULL, '[]', 'Queued', NULL, NULL, 0, '2026-03-03 18:00:00+00', NULL, 0, NULL, 'member:019cadc6-9a80-704b-8076-2341a402856e', NULL, '2026-03-03 18:00:00+00', NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-835e-4a57a7c626c7', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'custom-field.defined', NULL, NULL, '{"key": "tier", "recordType": "company"}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-9242-9583e84009ae', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'enrollment.started', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Contact', '{"step": "hello", "sequence": "019cadc6-9a80-704b-9021-16d514e48986", "enrollment": "019cadc6-9a80-704b-9242-88cec4295512"}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-8dd1-9aca02aab9a0', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'activity.logged', '019cadc6-9a80-704b-87f0-6d59decf4858', 'Contact', '{"type": "crm.note", "state": "logged", "outcome": null, "activity": "019cadc6-9a80-704b-8dd1-7ce6ae64bac0", "enrollment": null}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-8bb3-3ca095026ac7', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'record.created', '019cadc6-9a80-704b-8bb3-3676e50620d8', 'Contact', '{"revision": 1}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-87f0-8069b8c8a6ed', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'record.created', '019cadc6-9a80-704b-87f0-6d59decf4858', 'Contact', '{"revision": 1}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-8081-62e197d1c460', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'tenant.set-up', NULL, NULL, '{}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-8852-1d35c6698d96', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'record.created', '019cadc6-9a80-704b-8852-0ed7288486f7', 'Contact', '{"revision": 1}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-8258-14b008aec1e0', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'mailbox.added', NULL, NULL, '{"mailbox": "019cadc6-9a80-704b-8257-7d5ecb133972"}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-828d-4cbb9eb0936b', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'mailbox.added', NULL, NULL, '{"mailbox": "019cadc6-9a80-704b-828d-456d76f8c035"}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-8c3e-293d0900c3bf', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'record.updated', '019cadc6-9a80-704b-8930-5bd3c4e76d6f', 'Deal', '{"changed": ["stage", "closed_on", "loss_reason"], "revision": 2}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-8bb3-26d153993f3a', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'record.created', '019cadc6-9a80-704b-8bb3-1e6c12e81eea', 'Company', '{"revision": 1}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-8816-266c3996f8f8', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'record.created', '019cadc6-9a80-704b-8816-0a0244c3dfdb', 'Contact', '{"revision": 1}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-82c3-b9f4003d122b', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'custom-field.defined', NULL, NULL, '{"key": "shoe_size", "recordType": "contact"}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-88e2-fc78dd6c3803', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'record.created', '019cadc6-9a80-704b-88e2-e86d6f08773c', 'Deal', '{"revision": 1}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-9660-830f15d598bd', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'message.queued', '019cadc6-9a80-704b-8839-d07c70a30b11', 'Contact', '{"state": "queued", "reason": null, "mailbox": "019cadc6-9a80-704b-8279-3a76097d7f6d", "message": "019cadc6-9a80-704b-9660-827a7d494f05", "enrollment": "019cadc6-9a80-704b-9242-a50559169b16"}', '["enrollment:019cadc6-9a80-704b-9242-a50559169b16", "message:019cadc6-9a80-704b-9660-827a7d494f05"]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-900e-473ea42a3cfc', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'sequence.published', NULL, NULL, '{"key": "welcome", "version": 1, "sequence": "019cadc6-9a80-704b-8fed-06b25283e5a7"}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-8279-41816ca2ecaa', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'mailbox.added', NULL, NULL, '{"mailbox": "019cadc6-9a80-704b-8279-3a76097d7f6d"}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-9cc3-a9360f0265d1', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'activity.logged', '019cadc6-9a80-704b-88bd-28cbde69cb01', 'Lead', '{"type": "crm.email", "state": "logged", "activity": "019cadc6-9a80-704b-9cc0-ff04bdecdfc2", "enrollment": "019cadc6-9a80-704b-92ae-576f8d31eaaa"}', '["enrollment:019cadc6-9a80-704b-92ae-576f8d31eaaa", "message:019cadc6-9a80-704b-9678-413d0ae57a94"]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-81ab-992dd279d405', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'team.added', NULL, NULL, '{"team": "019cadc6-9a80-704b-81ab-2475da1074b9"}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-888b-54a8da0c7f06', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'record.created', '019cadc6-9a80-704b-888b-39abfcdf0cad', 'Lead', '{"revision": 1}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-9242-a588f13970c9', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'enrollment.started', '019cadc6-9a80-704b-8839-d07c70a30b11', 'Contact', '{"step": "hello", "sequence": "019cadc6-9a80-704b-9021-16d514e48986", "enrollment": "019cadc6-9a80-704b-9242-a50559169b16"}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-9660-7bc38a6e46e7', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'message.queued', '019cadc6-9a80-704b-8816-0a0244c3dfdb', 'Contact', '{"state": "queued", "reason": null, "mailbox": "019cadc6-9a80-704b-8279-3a76097d7f6d", "message": "019cadc6-9a80-704b-9660-79f8c0e298b7", "enrollment": "019cadc6-9a80-704b-9242-a3de69d76320"}', '["enrollment:019cadc6-9a80-704b-9242-a3de69d76320", "message:019cadc6-9a80-704b-9660-79f8c0e298b7"]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-9ca4-fb29c5aba09a', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'step.decided', '019cadc6-9a80-704b-8839-d07c70a30b11', 'Contact', '{"pass": 1, "step": "hello", "state": "done", "message": "019cadc6-9a80-704b-9660-827a7d494f05", "enrollment": "019cadc6-9a80-704b-9242-a50559169b16"}', '["enrollment:019cadc6-9a80-704b-9242-a50559169b16"]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-8ef6-2b04aff58c97', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'task.completed', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Contact', '{"type": "crm.task", "state": "completed", "outcome": null, "activity": "019cadc6-9a80-704b-8de8-42c25790b6db", "enrollment": null}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-8ef6-239c96b05591', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'activity.logged', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Contact', '{"type": "crm.call", "state": "logged", "outcome": "gatekeeper", "activity": "019cadc6-9a80-704b-8ef6-09c31cade9fa", "enrollment": null}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-963e-bd61289d4ae4', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'step.decided', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Contact', '{"pass": 1, "step": "hello", "state": "waiting", "message": "019cadc6-9a80-704b-95b8-c3317a25036a", "enrollment": "019cadc6-9a80-704b-9242-88cec4295512"}', '["enrollment:019cadc6-9a80-704b-9242-88cec4295512"]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-9242-a485ce8d6e00', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'enrollment.started', '019cadc6-9a80-704b-8816-0a0244c3dfdb', 'Contact', '{"step": "hello", "sequence": "019cadc6-9a80-704b-9021-16d514e48986", "enrollment": "019cadc6-9a80-704b-9242-a3de69d76320"}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-9a10-e900b211f2fa', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'step.decided', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Contact', '{"pass": 1, "step": "hello", "state": "done", "message": "019cadc6-9a80-704b-95b8-c3317a25036a", "enrollment": "019cadc6-9a80-704b-9242-88cec4295512"}', '["enrollment:019cadc6-9a80-704b-9242-88cec4295512"]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-9021-26d85397ed5e', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'sequence.published', NULL, NULL, '{"key": "simple", "version": 1, "sequence": "019cadc6-9a80-704b-9021-16d514e48986"}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-9660-7f8b58685e2d', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'step.decided', '019cadc6-9a80-704b-8816-0a0244c3dfdb', 'Contact', '{"pass": 1, "step": "hello", "state": "waiting", "message": "019cadc6-9a80-704b-9660-79f8c0e298b7", "enrollment": "019cadc6-9a80-704b-9242-a3de69d76320"}', '["enrollment:019cadc6-9a80-704b-9242-a3de69d76320"]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-9be9-1e706293b393', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'message.sent', '019cadc6-9a80-704b-8816-0a0244c3dfdb', 'Contact', '{"state": "sent", "reason": null, "mailbox": "019cadc6-9a80-704b-8279-3a76097d7f6d", "message": "019cadc6-9a80-704b-9660-79f8c0e298b7", "enrollment": "019cadc6-9a80-704b-9242-a3de69d76320"}', '["enrollment:019cadc6-9a80-704b-9242-a3de69d76320", "message:019cadc6-9a80-704b-9660-79f8c0e298b7"]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-98c6-753e29c14170', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'activity.logged', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Contact', '{"type": "crm.email", "state": "logged", "activity": "019cadc6-9a80-704b-98b8-f931d646e12b", "enrollment": "019cadc6-9a80-704b-9242-88cec4295512"}', '["enrollment:019cadc6-9a80-704b-9242-88cec4295512", "message:019cadc6-9a80-704b-95b8-c3317a25036a"]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-9c13-83ab1073b14b', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'activity.logged', '019cadc6-9a80-704b-8816-0a0244c3dfdb', 'Contact', '{"type": "crm.email", "state": "logged", "activity": "019cadc6-9a80-704b-9be9-24ab8d3e92b1", "enrollment": "019cadc6-9a80-704b-9242-a3de69d76320"}', '["enrollment:019cadc6-9a80-704b-9242-a3de69d76320", "message:019cadc6-9a80-704b-9660-79f8c0e298b7"]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-92ae-632558e43fe3', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'enrollment.started', '019cadc6-9a80-704b-88bd-28cbde69cb01', 'Lead', '{"step": "hello", "sequence": "019cadc6-9a80-704b-8fed-06b25283e5a7", "enrollment": "019cadc6-9a80-704b-92ae-576f8d31eaaa"}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-98b8-63abff7f6fb0', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'message.sent', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Contact', '{"state": "sent", "reason": null, "mailbox": "019cadc6-9a80-704b-8279-3a76097d7f6d", "message": "019cadc6-9a80-704b-95b8-c3317a25036a", "enrollment": "019cadc6-9a80-704b-9242-88cec4295512"}', '["enrollment:019cadc6-9a80-704b-9242-88cec4295512", "message:019cadc6-9a80-704b-95b8-c3317a25036a"]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-8e20-dc9e301b2c55', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'activity.logged', '019cadc6-9a80-704b-87f0-6d59decf4858', 'Contact', '{"type": "crm.task", "state": "open", "outcome": null, "activity": "019cadc6-9a80-704b-8e20-bae118251ebf", "enrollment": null}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-8401-e2903a05c6ab', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'outcome.defined', NULL, NULL, '{"key": "gatekeeper", "activityType": "crm.call"}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-8c3e-2e72ec69e2b7', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'deal.moved', '019cadc6-9a80-704b-8930-5bd3c4e76d6f', 'Deal', '{"to": "lost", "from": "prospecting", "kind": "lost", "pipeline": "sales"}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-9660-83bda7454c91', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'step.decided', '019cadc6-9a80-704b-8839-d07c70a30b11', 'Contact', '{"pass": 1, "step": "hello", "state": "waiting", "message": "019cadc6-9a80-704b-9660-827a7d494f05", "enrollment": "019cadc6-9a80-704b-9242-a50559169b16"}', '["enrollment:019cadc6-9a80-704b-9242-a50559169b16"]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-9678-4cf311f3c859', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'step.decided', '019cadc6-9a80-704b-88bd-28cbde69cb01', 'Lead', '{"pass": 1, "step": "hello", "state": "waiting", "message": "019cadc6-9a80-704b-9678-413d0ae57a94", "enrollment": "019cadc6-9a80-704b-92ae-576f8d31eaaa"}', '["enrollment:019cadc6-9a80-704b-92ae-576f8d31eaaa"]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-8930-6bc54b01fc79', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'record.created', '019cadc6-9a80-704b-8930-5bd3c4e76d6f', 'Deal', '{"revision": 1}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-8f1e-3482927e3c3d', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'task.cancelled', '019cadc6-9a80-704b-87f0-6d59decf4858', 'Contact', '{"type": "crm.task", "state": "cancelled", "outcome": null, "activity": "019cadc6-9a80-704b-8e20-bae118251ebf", "enrollment": null}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-9c7c-ef3b4d43b648', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'message.sent', '019cadc6-9a80-704b-8839-d07c70a30b11', 'Contact', '{"state": "sent", "reason": null, "mailbox": "019cadc6-9a80-704b-8279-3a76097d7f6d", "message": "019cadc6-9a80-704b-9660-827a7d494f05", "enrollment": "019cadc6-9a80-704b-9242-a50559169b16"}', '["enrollment:019cadc6-9a80-704b-9242-a50559169b16", "message:019cadc6-9a80-704b-9660-827a7d494f05"]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-9c8d-e6ffc6a27134', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'activity.logged', '019cadc6-9a80-704b-8839-d07c70a30b11', 'Contact', '{"type": "crm.email", "state": "logged", "activity": "019cadc6-9a80-704b-9c7c-f47734a7f383", "enrollment": "019cadc6-9a80-704b-9242-a50559169b16"}', '["enrollment:019cadc6-9a80-704b-9242-a50559169b16", "message:019cadc6-9a80-704b-9660-827a7d494f05"]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-9678-46ec254f571f', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'message.queued', '019cadc6-9a80-704b-88bd-28cbde69cb01', 'Lead', '{"state": "queued", "reason": null, "mailbox": "019cadc6-9a80-704b-8279-3a76097d7f6d", "message": "019cadc6-9a80-704b-9678-413d0ae57a94", "enrollment": "019cadc6-9a80-704b-92ae-576f8d31eaaa"}', '["enrollment:019cadc6-9a80-704b-92ae-576f8d31eaaa", "message:019cadc6-9a80-704b-9678-413d0ae57a94"]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-9242-a25a952a84c6', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'enrollment.started', '019cadc6-9a80-704b-87f0-6d59decf4858', 'Contact', '{"step": "hello", "sequence": "019cadc6-9a80-704b-9021-16d514e48986", "enrollment": "019cadc6-9a80-704b-9242-9b069ed25c8d"}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-8e08-b2f359a15093', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'activity.logged', '019cadc6-9a80-704b-87f0-6d59decf4858', 'Contact', '{"type": "crm.task", "state": "open", "outcome": null, "activity": "019cadc6-9a80-704b-8e08-84db7a7ea4fe", "enrollment": null}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-8a6b-ed2a9dc83bd5', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'record.deleted', '019cadc6-9a80-704b-8868-c75cba5c8687', 'Contact', '{"revision": 2}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-8839-e0d62a4e1926', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'record.created', '019cadc6-9a80-704b-8839-d07c70a30b11', 'Contact', '{"revision": 1}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-8de8-6cb770163aee', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'activity.logged', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Contact', '{"type": "crm.task", "state": "open", "outcome": null, "activity": "019cadc6-9a80-704b-8de8-42c25790b6db", "enrollment": null}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-8578-9043ff0464b7', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'record.created', '019cadc6-9a80-704b-84f7-a9f7f6206719', 'Company', '{"revision": 1}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-9cc0-fb22965a1f74', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'message.sent', '019cadc6-9a80-704b-88bd-28cbde69cb01', 'Lead', '{"state": "sent", "reason": null, "mailbox": "019cadc6-9a80-704b-8279-3a76097d7f6d", "message": "019cadc6-9a80-704b-9678-413d0ae57a94", "enrollment": "019cadc6-9a80-704b-92ae-576f8d31eaaa"}', '["enrollment:019cadc6-9a80-704b-92ae-576f8d31eaaa", "message:019cadc6-9a80-704b-9678-413d0ae57a94"]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-9660-64284c49a6b0', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'enrollment.blocked', '019cadc6-9a80-704b-87f0-6d59decf4858', 'Contact', '{"reason": "''contact.first_name'' has no value for this record; fill it in, or give a fallback: {{ contact.first_name | default: \"…\" }}.", "enrollment": "019cadc6-9a80-704b-9242-9b069ed25c8d"}', '["enrollment:019cadc6-9a80-704b-9242-9b069ed25c8d"]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-8d88-0bed8a91bf92', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'activity.logged', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Contact', '{"type": "crm.email", "state": "logged", "outcome": null, "activity": "019cadc6-9a80-704b-8d87-e92a9f2c6ead", "enrollment": null}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-8868-d33f2f14b97c', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'record.created', '019cadc6-9a80-704b-8868-c75cba5c8687', 'Contact', '{"revision": 1}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-87ae-f96fd993ffe3', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'record.created', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Contact', '{"revision": 1}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-8bb3-3f83f13613cc', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'lead.converted', '019cadc6-9a80-704b-888b-39abfcdf0cad', 'Lead', '{"deal": null, "company": "019cadc6-9a80-704b-8bb3-1e6c12e81eea", "contact": "019cadc6-9a80-704b-8bb3-3676e50620d8"}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-88bd-3f9121ad2917', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'record.created', '019cadc6-9a80-704b-88bd-28cbde69cb01', 'Lead', '{"revision": 1}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-8cf6-8661bfcedf54', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'activity.logged', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Contact', '{"type": "crm.call", "state": "logged", "outcome": "connected", "activity": "019cadc6-9a80-704b-8cf6-62d3e16859a1", "enrollment": null}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-9ce1-78e0096617e8', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'step.decided', '019cadc6-9a80-704b-88bd-28cbde69cb01', 'Lead', '{"pass": 1, "step": "hello", "state": "done", "message": "019cadc6-9a80-704b-9678-413d0ae57a94", "enrollment": "019cadc6-9a80-704b-92ae-576f8d31eaaa"}', '["enrollment:019cadc6-9a80-704b-92ae-576f8d31eaaa"]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-9c3c-87338ea1c86e', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'step.decided', '019cadc6-9a80-704b-8816-0a0244c3dfdb', 'Contact', '{"pass": 1, "step": "hello", "state": "done", "message": "019cadc6-9a80-704b-9660-79f8c0e298b7", "enrollment": "019cadc6-9a80-704b-9242-a3de69d76320"}', '["enrollment:019cadc6-9a80-704b-9242-a3de69d76320"]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-8d53-4ef38acdfab9', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'activity.logged', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Contact', '{"type": "crm.meeting", "state": "logged", "outcome": null, "activity": "019cadc6-9a80-704b-8d51-e3188f0f272a", "enrollment": null}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-9300-ac528d65b94e', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'sequence.text_revised', NULL, NULL, '{"step": "draft", "sequence": "019cadc6-9a80-704b-9021-16d514e48986"}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-81f6-cd1b9774a413', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'member.added', NULL, NULL, '{"member": "019cadc6-9a80-704b-81b6-270c5b53d1b7"}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cb436-8d80-704b-a70b-8d1ca03b6482', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'draft.rejected', '019cadc6-9a80-704b-8816-0a0244c3dfdb', 'Contact', '{"type": "crm.email_draft", "state": "cancelled", "outcome": null, "activity": "019cb2ec-f680-704b-a1ba-33a973b24ffa", "enrollment": "019cadc6-9a80-704b-9242-a3de69d76320"}', '[]', '2026-03-03 15:00:00+00', '2026-03-03 15:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-95bb-2097feca84e6', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'message.queued', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Contact', '{"state": "queued", "reason": null, "mailbox": "019cadc6-9a80-704b-8279-3a76097d7f6d", "message": "019cadc6-9a80-704b-95b8-c3317a25036a", "enrollment": "019cadc6-9a80-704b-9242-88cec4295512"}', '["enrollment:019cadc6-9a80-704b-9242-88cec4295512", "message:019cadc6-9a80-704b-95b8-c3317a25036a"]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cadc6-9a80-704b-8cc2-0f6a63e53aeb', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'record.updated', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Contact', '{"changed": ["title"], "revision": 2}', '[]', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cb436-8d80-704b-a745-a06e04fb5e0c', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'step.decided', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Contact', '{"pass": 1, "step": "draft", "state": "done", "message": "019cb436-8d80-704b-a6d0-fe301c8ec405", "activity": "019cb2ec-f680-704b-a1ba-2952757b5df0", "enrollment": "019cadc6-9a80-704b-9242-88cec4295512"}', '["enrollment:019cadc6-9a80-704b-9242-88cec4295512"]', '2026-03-03 15:00:00+00', '2026-03-03 15:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cb436-8d80-704b-a70b-7568497fa475', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'step.decided', '019cadc6-9a80-704b-8816-0a0244c3dfdb', 'Contact', '{"pass": 1, "step": "draft", "state": "skipped", "activity": "019cb2ec-f680-704b-a1ba-33a973b24ffa", "enrollment": "019cadc6-9a80-704b-9242-a3de69d76320"}', '["enrollment:019cadc6-9a80-704b-9242-a3de69d76320"]', '2026-03-03 15:00:00+00', '2026-03-03 15:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cb436-8d80-704b-a724-777dde7ff7be', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'message.sent', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Contact', '{"state": "sent", "reason": null, "mailbox": "019cadc6-9a80-704b-8279-3a76097d7f6d", "message": "019cb436-8d80-704b-a6d0-fe301c8ec405", "enrollment": "019cadc6-9a80-704b-9242-88cec4295512"}', '["enrollment:019cadc6-9a80-704b-9242-88cec4295512", "message:019cb436-8d80-704b-a6d0-fe301c8ec405"]', '2026-03-03 15:00:00+00', '2026-03-03 15:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cb2ec-f680-704b-a1ba-2fe211c66254', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'step.decided', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Contact', '{"pass": 1, "step": "draft", "state": "waiting", "activity": "019cb2ec-f680-704b-a1ba-2952757b5df0", "enrollment": "019cadc6-9a80-704b-9242-88cec4295512"}', '["enrollment:019cadc6-9a80-704b-9242-88cec4295512"]', '2026-03-03 09:00:00+00', '2026-03-03 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cb2ec-f680-704b-a1ba-36a588c23dd1', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'step.decided', '019cadc6-9a80-704b-8839-d07c70a30b11', 'Contact', '{"pass": 1, "step": "draft", "state": "waiting", "activity": "019cb2ec-f680-704b-a1ba-36345cd62c73", "enrollment": "019cadc6-9a80-704b-9242-a50559169b16"}', '["enrollment:019cadc6-9a80-704b-9242-a50559169b16"]', '2026-03-03 09:00:00+00', '2026-03-03 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cb2ec-f680-704b-a1ba-347616286ebd', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'step.decided', '019cadc6-9a80-704b-8816-0a0244c3dfdb', 'Contact', '{"pass": 1, "step": "draft", "state": "waiting", "activity": "019cb2ec-f680-704b-a1ba-33a973b24ffa", "enrollment": "019cadc6-9a80-704b-9242-a3de69d76320"}', '["enrollment:019cadc6-9a80-704b-9242-a3de69d76320"]', '2026-03-03 09:00:00+00', '2026-03-03 09:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cb436-8d80-704b-a6d4-86b96ecfef9d', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'draft.approved', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Contact', '{"type": "crm.email_draft", "state": "completed", "outcome": null, "activity": "019cb2ec-f680-704b-a1ba-2952757b5df0", "enrollment": "019cadc6-9a80-704b-9242-88cec4295512"}', '[]', '2026-03-03 15:00:00+00', '2026-03-03 15:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cb436-8d80-704b-a6d1-027e26af69d9', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'message.queued', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Contact', '{"state": "queued", "reason": null, "mailbox": "019cadc6-9a80-704b-8279-3a76097d7f6d", "message": "019cb436-8d80-704b-a6d0-fe301c8ec405", "enrollment": "019cadc6-9a80-704b-9242-88cec4295512"}', '["enrollment:019cadc6-9a80-704b-9242-88cec4295512", "message:019cb436-8d80-704b-a6d0-fe301c8ec405"]', '2026-03-03 15:00:00+00', '2026-03-03 15:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cb436-8d80-704b-a725-8999fdc73d6a', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'activity.logged', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Contact', '{"type": "crm.email", "state": "logged", "activity": "019cb436-8d80-704b-a724-7b6519e95441", "enrollment": "019cadc6-9a80-704b-9242-88cec4295512"}', '["enrollment:019cadc6-9a80-704b-9242-88cec4295512", "message:019cb436-8d80-704b-a6d0-fe301c8ec405"]', '2026-03-03 15:00:00+00', '2026-03-03 15:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cb436-8d80-704b-a7ca-c10a7be3aeb3', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'enrollment.finished', '019cadc6-9a80-704b-8839-d07c70a30b11', 'Contact', '{"reason": "optedOut", "sequence": "019cadc6-9a80-704b-9021-16d514e48986", "enrollment": "019cadc6-9a80-704b-9242-a50559169b16"}', '["enrollment:019cadc6-9a80-704b-9242-a50559169b16"]', '2026-03-03 15:00:00+00', '2026-03-03 18:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cb4db-5900-704b-a847-1b81faf7ba6a', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'message.failed', '019cadc6-9a80-704b-8816-0a0244c3dfdb', 'Contact', '{"state": "failed", "reason": "No answer from the server; given up by the mailbox''s policy.", "mailbox": "019cadc6-9a80-704b-8279-3a76097d7f6d", "message": "019cb436-8d80-704b-a7de-261e88fc6e39", "enrollment": null}', '["message:019cb436-8d80-704b-a7de-261e88fc6e39"]', '2026-03-03 18:00:00+00', '2026-03-03 18:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cb436-8d80-704b-a7de-2e0433472606', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'message.queued', '019cadc6-9a80-704b-8816-0a0244c3dfdb', 'Contact', '{"state": "queued", "reason": null, "mailbox": "019cadc6-9a80-704b-8279-3a76097d7f6d", "message": "019cb436-8d80-704b-a7de-261e88fc6e39", "enrollment": null}', '["message:019cb436-8d80-704b-a7de-261e88fc6e39"]', '2026-03-03 15:00:00+00', '2026-03-03 18:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cb436-8d80-704b-a7d9-3b6c6765ce43', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'message.queued', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Contact', '{"state": "queued", "reason": null, "mailbox": "019cadc6-9a80-704b-8279-3a76097d7f6d", "message": "019cb436-8d80-704b-a7d9-345e9ea7efa3", "enrollment": null}', '["message:019cb436-8d80-704b-a7d9-345e9ea7efa3"]', '2026-03-03 15:00:00+00', '2026-03-03 18:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cb436-8d80-704b-a7cd-121c7892e2ed', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'address.suppressed', NULL, NULL, '{"reason": "optedOut", "channel": "email", "addressHash": "215ed56a01ceec569254d61537b6abddcf2d17c4f9e341c594fd718f57299224"}', '[]', '2026-03-03 15:00:00+00', '2026-03-03 18:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cb436-8d80-704b-a7a0-9d7d5364eee9', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'enrollment.finished', '019cadc6-9a80-704b-8816-0a0244c3dfdb', 'Contact', '{"reason": "manual", "sequence": "019cadc6-9a80-704b-9021-16d514e48986", "enrollment": "019cadc6-9a80-704b-9242-a3de69d76320"}', '["enrollment:019cadc6-9a80-704b-9242-a3de69d76320"]', '2026-03-03 15:00:00+00', '2026-03-03 18:00:00+00', 0, NULL, NULL, 1);
INSERT INTO public.crm_outbox_event VALUES ('019cb4db-5900-704b-a866-1551f340a58c', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'message.queued', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Contact', '{"state": "queued", "reason": null, "mailbox": "019cadc6-9a80-704b-8279-3a76097d7f6d", "message": "019cb4db-5900-704b-a866-0c22e5759ab5", "enrollment": null}', '["message:019cb4db-5900-704b-a866-0c22e5759ab5"]', '2026-03-03 18:00:00+00', NULL, 0, NULL, NULL, 0);
INSERT INTO public.crm_outbox_event VALUES ('019cbf28-1100-704b-a876-b5a163b5a690', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'step.decided', '019cadc6-9a80-704b-88bd-28cbde69cb01', 'Lead', '{"pass": 1, "step": "call", "state": "waiting", "activity": "019cbf28-1100-704b-a876-aa447db7ffdc", "enrollment": "019cadc6-9a80-704b-92ae-576f8d31eaaa"}', '["enrollment:019cadc6-9a80-704b-92ae-576f8d31eaaa"]', '2026-03-05 18:00:00+00', NULL, 0, NULL, NULL, 0);
INSERT INTO public.crm_outbox_event VALUES ('019cbf28-1100-704b-a876-ca0d7cacbc5c', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'step.decided', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Contact', '{"pass": 1, "step": "end", "state": "waiting", "activity": "019cbf28-1100-704b-a876-c78b8c5d2d03", "enrollment": "019cadc6-9a80-704b-9242-88cec4295512"}', '["enrollment:019cadc6-9a80-704b-9242-88cec4295512"]', '2026-03-05 18:00:00+00', NULL, 0, NULL, NULL, 0);
INSERT INTO public.crm_outcome_option VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', 'crm.call', 'gatekeeper', 'Gatekeeper', 'Negative', false, 1);
INSERT INTO public.crm_pipeline VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', 'sales', 'Sales', '[{"key": "prospecting", "kind": "open", "name": "Prospecting"}, {"key": "engaging", "kind": "open", "name": "Engaging"}, {"key": "proposal", "kind": "open", "name": "Proposal"}, {"key": "won", "kind": "won", "name": "Won"}, {"key": "lost", "kind": "lost", "name": "Lost"}]', 1);
INSERT INTO public.crm_record VALUES ('019cadc6-9a80-704b-84f7-a9f7f6206719', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'Company', 'Acme Corporation', 'acme corporation', NULL, NULL, NULL, '{"tier": "gold"}', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'acme.example', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.crm_record VALUES ('019cadc6-9a80-704b-87f0-6d59decf4858', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'Contact', 'Bob Builder', 'bob builder', '019cadc6-9a80-704b-81b6-270c5b53d1b7', NULL, NULL, '{}', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.crm_record VALUES ('019cadc6-9a80-704b-8816-0a0244c3dfdb', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'Contact', 'Cleo Patra', 'cleo patra', NULL, NULL, NULL, '{}', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', NULL, 1, 'Cleo', 'Patra', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.crm_record VALUES ('019cadc6-9a80-704b-8839-d07c70a30b11', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'Contact', 'Dora Doubt', 'dora doubt', '019cadc6-9a80-704b-81b6-270c5b53d1b7', NULL, NULL, '{}', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', NULL, 1, 'Dora', 'Doubt', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.crm_record VALUES ('019cadc6-9a80-704b-8852-0ed7288486f7', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'Contact', 'Erik Mute', 'erik mute', NULL, NULL, NULL, '{}', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.crm_record VALUES ('019cadc6-9a80-704b-88bd-28cbde69cb01', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'Lead', 'Lou Lead', 'lou lead', NULL, NULL, NULL, '{}', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', NULL, 1, NULL, NULL, NULL, NULL, NULL, 'Open', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.crm_record VALUES ('019cadc6-9a80-704b-88e2-e86d6f08773c', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'Deal', 'Engine', 'engine', NULL, NULL, NULL, '{}', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '019cadc6-9a80-704b-84f7-a9f7f6206719', NULL, NULL, NULL, NULL, NULL, 'sales', 'prospecting', '2026-03-02 09:00:00+00', 125050, 'EUR', NULL, NULL, NULL);
INSERT INTO public.crm_record VALUES ('019cadc6-9a80-704b-8868-c75cba5c8687', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'Contact', 'Gone Soon', 'gone soon', NULL, NULL, NULL, '{}', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', 2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.crm_record VALUES ('019cadc6-9a80-704b-888b-39abfcdf0cad', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'Lead', 'Lea Lead', 'lea lead', NULL, NULL, NULL, '{}', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', NULL, 2, NULL, NULL, NULL, 'New Example', NULL, 'Converted', '019cadc6-9a80-704b-8bb3-3676e50620d8', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.crm_record VALUES ('019cadc6-9a80-704b-8bb3-1e6c12e81eea', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'Company', 'New Example', 'new example', NULL, NULL, NULL, '{}', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.crm_record VALUES ('019cadc6-9a80-704b-8bb3-3676e50620d8', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'Contact', 'Lea Lead', 'lea lead', NULL, NULL, NULL, '{}', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '019cadc6-9a80-704b-8bb3-1e6c12e81eea', '019cadc6-9a80-704b-888b-39abfcdf0cad', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.crm_record VALUES ('019cadc6-9a80-704b-8930-5bd3c4e76d6f', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'Deal', 'Wheel', 'wheel', NULL, NULL, NULL, '{}', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', NULL, 2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '019cadc6-9a80-704b-84f7-a9f7f6206719', NULL, NULL, NULL, NULL, NULL, 'sales', 'lost', '2026-03-02 09:00:00+00', 100, 'USD', NULL, '2026-03-02', 'No budget');
INSERT INTO public.crm_record VALUES ('019cadc6-9a80-704b-87ae-d3dd0434143b', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'Contact', 'Ada Lovelace', 'ada lovelace', '019cadc6-9a80-704b-8076-2341a402856e', NULL, NULL, '{"shoe_size": 38.5}', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', NULL, 2, 'Ada', 'Lovelace', 'Countess', NULL, NULL, NULL, NULL, '019cadc6-9a80-704b-84f7-a9f7f6206719', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.crm_schema_journal VALUES ('crm', 1, '2026-11-28 18:06:02.036033+00');
INSERT INTO public.crm_sequence VALUES ('019cadc6-9a80-704b-8fed-06b25283e5a7', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'welcome', 'Welcome', NULL, 'Open', '{"key":"welcome","name":"Welcome","recordTypes":["contact","lead"],"reenroll":"once","exclusive":"onlyAgainstExclusive","steps":[{"key":"hello","type":"crm.email.auto","delay":"0","at":"09:00:00","wait":true,"settings":{"subject":"Welcome, {{ contact.first_name | default: \u0022there\u0022 }}","body":"Hello {{ contact.first_name | default: \u0022there\u0022 }},\n\nthank you for your interest. I will call you in the next days.\n\n{{ sender.name }}\n"}},{"key":"call","type":"crm.call","delay":"2 business days","at":"10:00:00","wait":true,"settings":{"subject":"Call {{ contact.name }}","note":"Ask what they use today."}},{"key":"offer","type":"crm.email.manual","delay":"1 day","wait":true,"settings":{"subject":"What we talked about","body":"Hello {{ contact.first_name | default: \u0022there\u0022 }},\n\nas promised, here is what we talked about.\n\n{{ sender.name }}\n"}},{"key":"check","type":"crm.task","delay":"3 business days","wait":true,"settings":{"subject":"See whether {{ contact.name }} has questions","dueAfter":"1.00:00:00"}}]}', '019cadc6-9a80-704b-9008-ad4b2169c5cd', '2026-03-02 09:00:00+00', 1);
INSERT INTO public.crm_sequence VALUES ('019cadc6-9a80-704b-9021-16d514e48986', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'simple', 'Simple', NULL, 'Open', '{"key":"simple","name":"Simple","recordTypes":["contact","lead"],"reenroll":"once","exclusive":"yes","steps":[{"key":"hello","type":"crm.email.auto","delay":"0","wait":true,"settings":{"subject":"Hello {{ contact.first_name }}","body":"Dear {{ contact.first_name }}, shall we talk?"}},{"key":"draft","type":"crm.email.manual","delay":"1 day","wait":true,"settings":{"subject":"Still there?","body":"Just asking."}},{"key":"end","type":"crm.task","delay":"2 business days","wait":true,"settings":{"subject":"Look after {{ contact.name }}"}}]}', '019cadc6-9a80-704b-9021-1fb97dbd9619', '2026-03-02 09:00:00+00', 1);
INSERT INTO public.crm_sequence VALUES ('019cadc6-9a80-704b-9027-2c8fac0f2bb8', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'drafted', 'Simple', NULL, 'Open', '{"key":"drafted","name":"Simple","recordTypes":["contact","lead"],"reenroll":"once","exclusive":"yes","steps":[{"key":"hello","type":"crm.email.auto","delay":"0","wait":true,"settings":{"subject":"Hello {{ contact.first_name }}","body":"Dear {{ contact.first_name }}, shall we talk?"}},{"key":"draft","type":"crm.email.manual","delay":"1 day","wait":true,"settings":{"subject":"Still there?","body":"Just asking."}},{"key":"end","type":"crm.task","delay":"2 business days","wait":true,"settings":{"subject":"Look after {{ contact.name }}"}}]}', NULL, '2026-03-02 09:00:00+00', 1);
INSERT INTO public.crm_sequence_version VALUES ('019cadc6-9a80-704b-9008-ad4b2169c5cd', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-8fed-06b25283e5a7', 1, '{"key":"welcome","name":"Welcome","recordTypes":["contact","lead"],"reenroll":"once","exclusive":"onlyAgainstExclusive","steps":[{"key":"hello","type":"crm.email.auto","delay":"0","at":"09:00:00","wait":true,"settings":{"subject":"Welcome, {{ contact.first_name | default: \u0022there\u0022 }}","body":"Hello {{ contact.first_name | default: \u0022there\u0022 }},\n\nthank you for your interest. I will call you in the next days.\n\n{{ sender.name }}\n"}},{"key":"call","type":"crm.call","delay":"2 business days","at":"10:00:00","wait":true,"settings":{"subject":"Call {{ contact.name }}","note":"Ask what they use today."}},{"key":"offer","type":"crm.email.manual","delay":"1 day","wait":true,"settings":{"subject":"What we talked about","body":"Hello {{ contact.first_name | default: \u0022there\u0022 }},\n\nas promised, here is what we talked about.\n\n{{ sender.name }}\n"}},{"key":"check","type":"crm.task","delay":"3 business days","wait":true,"settings":{"subject":"See whether {{ contact.name }} has questions","dueAfter":"1.00:00:00"}}]}', '2026-03-02 09:00:00+00', 'system:test');
INSERT INTO public.crm_sequence_version VALUES ('019cadc6-9a80-704b-9021-1fb97dbd9619', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-9021-16d514e48986', 1, '{"key":"simple","name":"Simple","recordTypes":["contact","lead"],"reenroll":"once","exclusive":"yes","steps":[{"key":"hello","type":"crm.email.auto","delay":"0","wait":true,"settings":{"subject":"Hello {{ contact.first_name }}","body":"Dear {{ contact.first_name }}, shall we talk?"}},{"key":"draft","type":"crm.email.manual","delay":"1 day","wait":true,"settings":{"subject":"Still there?","body":"Just asking."}},{"key":"end","type":"crm.task","delay":"2 business days","wait":true,"settings":{"subject":"Look after {{ contact.name }}"}}]}', '2026-03-02 09:00:00+00', 'system:test');
INSERT INTO public.crm_stage_change VALUES ('019cadc6-9a80-704b-88e3-02bcfee12b63', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-88e2-e86d6f08773c', NULL, 'prospecting', '2026-03-02 09:00:00+00', 'system:test');
INSERT INTO public.crm_stage_change VALUES ('019cadc6-9a80-704b-8930-73309435ce0a', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-8930-5bd3c4e76d6f', NULL, 'prospecting', '2026-03-02 09:00:00+00', 'system:test');
INSERT INTO public.crm_stage_change VALUES ('019cadc6-9a80-704b-8c3e-2aad6d7e26c7', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-8930-5bd3c4e76d6f', 'prospecting', 'lost', '2026-03-02 09:00:00+00', 'system:test');
INSERT INTO public.crm_step_execution VALUES ('52b81914-aeae-838b-9ee8-eed43c12ec9e', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-9242-88cec4295512', 'hello', 1, 'Done', NULL, 0, '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', NULL, '019cadc6-9a80-704b-95b8-c3317a25036a', 1);
INSERT INTO public.crm_step_execution VALUES ('29c37db0-1cc5-81d4-b7f1-413e3ae3ecc6', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-9242-a3de69d76320', 'hello', 1, 'Done', NULL, 0, '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', NULL, '019cadc6-9a80-704b-9660-79f8c0e298b7', 1);
INSERT INTO public.crm_step_execution VALUES ('9b9089ec-d0eb-8128-80d6-5010609c0876', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-9242-a50559169b16', 'hello', 1, 'Done', NULL, 0, '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', NULL, '019cadc6-9a80-704b-9660-827a7d494f05', 1);
INSERT INTO public.crm_step_execution VALUES ('0a0742c2-7869-8345-86c1-37331530d042', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-92ae-576f8d31eaaa', 'hello', 1, 'Done', NULL, 0, '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', '2026-03-02 09:00:00+00', NULL, '019cadc6-9a80-704b-9678-413d0ae57a94', 1);
INSERT INTO public.crm_step_execution VALUES ('bac1a26d-8788-8bcb-b22d-f6d22a197152', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-9242-a3de69d76320', 'draft', 1, 'Skipped', 'The draft was rejected: Not now', 0, '2026-03-03 09:00:00+00', '2026-03-03 09:00:00+00', '2026-03-03 15:00:00+00', '019cb2ec-f680-704b-a1ba-33a973b24ffa', NULL, 2);
INSERT INTO public.crm_step_execution VALUES ('b763b827-58af-8a3f-8597-c36140d4ec8b', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-9242-88cec4295512', 'draft', 1, 'Done', NULL, 0, '2026-03-03 09:00:00+00', '2026-03-03 09:00:00+00', '2026-03-03 15:00:00+00', '019cb2ec-f680-704b-a1ba-2952757b5df0', '019cb436-8d80-704b-a6d0-fe301c8ec405', 2);
INSERT INTO public.crm_step_execution VALUES ('7ad8afaa-ef61-89dc-a2eb-159296d9ce3c', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-9242-a50559169b16', 'draft', 1, 'Cancelled', 'The address is suppressed.', 0, '2026-03-03 09:00:00+00', '2026-03-03 09:00:00+00', '2026-03-03 15:00:00+00', '019cb2ec-f680-704b-a1ba-36345cd62c73', NULL, 2);
INSERT INTO public.crm_step_execution VALUES ('d0e020e7-6819-8c96-8233-80a60d2b5b2e', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-92ae-576f8d31eaaa', 'call', 1, 'Waiting', NULL, 0, '2026-03-04 10:00:00+00', '2026-03-05 18:00:00+00', NULL, '019cbf28-1100-704b-a876-aa447db7ffdc', NULL, 1);
INSERT INTO public.crm_step_execution VALUES ('69807a0d-424f-88a9-a251-1390d4b3280c', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '019cadc6-9a80-704b-9242-88cec4295512', 'end', 1, 'Waiting', NULL, 0, '2026-03-05 15:00:00+00', '2026-03-05 18:00:00+00', NULL, '019cbf28-1100-704b-a876-c78b8c5d2d03', NULL, 1);
INSERT INTO public.crm_step_text VALUES ('019cadc6-9a80-704b-9008-ad4b2169c5cd', 'hello', 1, '81de88cd-8e77-8c20-9609-e1b7edeca48a', '{"subject":"Welcome, {{ contact.first_name | default: \u0022there\u0022 }}","body":"Hello {{ contact.first_name | default: \u0022there\u0022 }},\n\nthank you for your interest. I will call you in the next days.\n\n{{ sender.name }}\n"}', '2026-03-02 09:00:00+00', 'system:test');
INSERT INTO public.crm_step_text VALUES ('019cadc6-9a80-704b-9008-ad4b2169c5cd', 'call', 1, '81de88cd-8e77-8c20-9609-e1b7edeca48a', '{"subject":"Call {{ contact.name }}","note":"Ask what they use today."}', '2026-03-02 09:00:00+00', 'system:test');
INSERT INTO public.crm_step_text VALUES ('019cadc6-9a80-704b-9008-ad4b2169c5cd', 'offer', 1, '81de88cd-8e77-8c20-9609-e1b7edeca48a', '{"subject":"What we talked about","body":"Hello {{ contact.first_name | default: \u0022there\u0022 }},\n\nas promised, here is what we talked about.\n\n{{ sender.name }}\n"}', '2026-03-02 09:00:00+00', 'system:test');
INSERT INTO public.crm_step_text VALUES ('019cadc6-9a80-704b-9008-ad4b2169c5cd', 'check', 1, '81de88cd-8e77-8c20-9609-e1b7edeca48a', '{"subject":"See whether {{ contact.name }} has questions"}', '2026-03-02 09:00:00+00', 'system:test');
INSERT INTO public.crm_step_text VALUES ('019cadc6-9a80-704b-9021-1fb97dbd9619', 'hello', 1, '81de88cd-8e77-8c20-9609-e1b7edeca48a', '{"subject":"Hello {{ contact.first_name }}","body":"Dear {{ contact.first_name }}, shall we talk?"}', '2026-03-02 09:00:00+00', 'system:test');
INSERT INTO public.crm_step_text VALUES ('019cadc6-9a80-704b-9021-1fb97dbd9619', 'draft', 1, '81de88cd-8e77-8c20-9609-e1b7edeca48a', '{"subject":"Still there?","body":"Just asking."}', '2026-03-02 09:00:00+00', 'system:test');
INSERT INTO public.crm_step_text VALUES ('019cadc6-9a80-704b-9021-1fb97dbd9619', 'end', 1, '81de88cd-8e77-8c20-9609-e1b7edeca48a', '{"subject":"Look after {{ contact.name }}"}', '2026-03-02 09:00:00+00', 'system:test');
INSERT INTO public.crm_step_text VALUES ('019cadc6-9a80-704b-9021-1fb97dbd9619', 'draft', 2, '81de88cd-8e77-8c20-9609-e1b7edeca48a', '{"subject":"Are you still there?","body":"Just asking."}', '2026-03-02 09:00:00+00', 'system:test');
INSERT INTO public.crm_suppression VALUES ('215ed56a01ceec569254d61537b6abddcf2d17c4f9e341c594fd718f57299224', 'email', '', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'OptedOut', '2026-03-03 15:00:00+00', 'system:test');
INSERT INTO public.crm_team VALUES ('019cadc6-9a80-704b-81ab-2475da1074b9', '81de88cd-8e77-8c20-9609-e1b7edeca48a', 'Field sales', NULL, 1);
INSERT INTO public.crm_tenant VALUES ('81de88cd-8e77-8c20-9609-e1b7edeca48a', 'Example Ltd', 'Etc/UTC', 'USD', NULL, NULL, '2026-03-02 09:00:00+00');
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-8578-936c256ddd20', '019cadc6-9a80-704b-84f7-a9f7f6206719', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Lifecycle', 'company.created', NULL, 'Company created: Acme Corporation', NULL, '[]', NULL, NULL, 'Logged', NULL, 'system:test', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-87ae-fa4e6ac95bbc', '019cadc6-9a80-704b-87ae-d3dd0434143b', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Lifecycle', 'contact.created', NULL, 'Contact created: Ada Lovelace', NULL, '[]', NULL, NULL, 'Logged', NULL, 'system:test', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-87ae-fa4e6ac95bbc', '019cadc6-9a80-704b-84f7-a9f7f6206719', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Lifecycle', 'contact.created', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Contact created: Ada Lovelace', NULL, '[]', NULL, NULL, 'Logged', NULL, 'system:test', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-87f0-8187c66ce915', '019cadc6-9a80-704b-87f0-6d59decf4858', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Lifecycle', 'contact.created', NULL, 'Contact created: Bob Builder', NULL, '[]', NULL, NULL, 'Logged', NULL, 'system:test', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-8816-278a6dfe445d', '019cadc6-9a80-704b-8816-0a0244c3dfdb', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Lifecycle', 'contact.created', NULL, 'Contact created: Cleo Patra', NULL, '[]', NULL, NULL, 'Logged', NULL, 'system:test', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-8839-e1d39df50fc8', '019cadc6-9a80-704b-8839-d07c70a30b11', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Lifecycle', 'contact.created', NULL, 'Contact created: Dora Doubt', NULL, '[]', NULL, NULL, 'Logged', NULL, 'system:test', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-8852-1e7776c5c1ad', '019cadc6-9a80-704b-8852-0ed7288486f7', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Lifecycle', 'contact.created', NULL, 'Contact created: Erik Mute', NULL, '[]', NULL, NULL, 'Logged', NULL, 'system:test', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-8868-d46ad73b9958', '019cadc6-9a80-704b-8868-c75cba5c8687', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Lifecycle', 'contact.created', NULL, 'Contact created: Gone Soon', NULL, '[]', NULL, NULL, 'Logged', NULL, 'system:test', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-888b-55c3d5a0e256', '019cadc6-9a80-704b-888b-39abfcdf0cad', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Lifecycle', 'lead.created', NULL, 'Lead created: Lea Lead', NULL, '[]', NULL, NULL, 'Logged', NULL, 'system:test', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-88bd-40d7402a9774', '019cadc6-9a80-704b-88bd-28cbde69cb01', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Lifecycle', 'lead.created', NULL, 'Lead created: Lou Lead', NULL, '[]', NULL, NULL, 'Logged', NULL, 'system:test', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-88e2-fd90bdba5829', '019cadc6-9a80-704b-88e2-e86d6f08773c', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Lifecycle', 'deal.created', NULL, 'Deal created: Engine', NULL, '[]', NULL, NULL, 'Logged', NULL, 'system:test', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-88e2-fd90bdba5829', '019cadc6-9a80-704b-84f7-a9f7f6206719', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Lifecycle', 'deal.created', '019cadc6-9a80-704b-88e2-e86d6f08773c', 'Deal created: Engine', NULL, '[]', NULL, NULL, 'Logged', NULL, 'system:test', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-8930-6cce63a537bb', '019cadc6-9a80-704b-8930-5bd3c4e76d6f', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Lifecycle', 'deal.created', NULL, 'Deal created: Wheel', NULL, '[]', NULL, NULL, 'Logged', NULL, 'system:test', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-8930-6cce63a537bb', '019cadc6-9a80-704b-84f7-a9f7f6206719', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Lifecycle', 'deal.created', '019cadc6-9a80-704b-8930-5bd3c4e76d6f', 'Deal created: Wheel', NULL, '[]', NULL, NULL, 'Logged', NULL, 'system:test', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-8a6b-ee11a5565f7b', '019cadc6-9a80-704b-8868-c75cba5c8687', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Lifecycle', 'contact.deleted', NULL, 'Contact deleted: Gone Soon', NULL, '[]', NULL, NULL, 'Logged', NULL, 'system:test', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-888b-55c3d5a0e256', '019cadc6-9a80-704b-8bb3-3676e50620d8', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Lifecycle', 'lead.created', '019cadc6-9a80-704b-888b-39abfcdf0cad', 'Lead created: Lea Lead', NULL, '[]', NULL, NULL, 'Logged', NULL, 'system:test', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-8bb3-27c2b8483b2a', '019cadc6-9a80-704b-8bb3-1e6c12e81eea', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Lifecycle', 'company.created', NULL, 'Company created: New Example', NULL, '[]', NULL, NULL, 'Logged', NULL, 'system:test', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-8bb3-3d2143a95083', '019cadc6-9a80-704b-8bb3-3676e50620d8', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Lifecycle', 'contact.created', NULL, 'Contact created: Lea Lead', NULL, '[]', NULL, NULL, 'Logged', NULL, 'system:test', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-8bb3-3d2143a95083', '019cadc6-9a80-704b-8bb3-1e6c12e81eea', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Lifecycle', 'contact.created', '019cadc6-9a80-704b-8bb3-3676e50620d8', 'Contact created: Lea Lead', NULL, '[]', NULL, NULL, 'Logged', NULL, 'system:test', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-8bb3-407d790c9c35', '019cadc6-9a80-704b-888b-39abfcdf0cad', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Lifecycle', 'lead.converted', NULL, 'Lead converted: Lea Lead', NULL, '[]', NULL, NULL, 'Logged', NULL, 'system:test', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-8bb3-407d790c9c35', '019cadc6-9a80-704b-8bb3-3676e50620d8', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Lifecycle', 'lead.converted', '019cadc6-9a80-704b-888b-39abfcdf0cad', 'Lead converted: Lea Lead', NULL, '[]', NULL, NULL, 'Logged', NULL, 'system:test', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-8c3e-2aad6d7e26c7', '019cadc6-9a80-704b-8930-5bd3c4e76d6f', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'StageChange', 'lost', NULL, 'Wheel: Prospecting → Lost', 'No budget', '[]', NULL, NULL, 'Logged', NULL, 'system:test', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-8c3e-2aad6d7e26c7', '019cadc6-9a80-704b-84f7-a9f7f6206719', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'StageChange', 'lost', '019cadc6-9a80-704b-8930-5bd3c4e76d6f', 'Wheel: Prospecting → Lost', 'No budget', '[]', NULL, NULL, 'Logged', NULL, 'system:test', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-8cc2-130089f73bdb', '019cadc6-9a80-704b-87ae-d3dd0434143b', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'FieldChange', 'title', NULL, 'Changed title', 'title: – → Countess', '["title"]', NULL, NULL, 'Logged', NULL, 'member:019cadc6-9a80-704b-8076-2341a402856e', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-8cc2-130089f73bdb', '019cadc6-9a80-704b-84f7-a9f7f6206719', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'FieldChange', 'title', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Changed title', 'title: – → Countess', '["title"]', NULL, NULL, 'Logged', NULL, 'member:019cadc6-9a80-704b-8076-2341a402856e', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-8cf6-62d3e16859a1', '019cadc6-9a80-704b-87ae-d3dd0434143b', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Activity', 'crm.call', NULL, 'Call', 'Wants an offer', '["Connected"]', 'connected', 1500, 'Logged', 'Outbound', 'member:019cadc6-9a80-704b-8076-2341a402856e', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-8cf6-62d3e16859a1', '019cadc6-9a80-704b-84f7-a9f7f6206719', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Activity', 'crm.call', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Call', 'Wants an offer', '["Connected"]', 'connected', 1500, 'Logged', 'Outbound', 'member:019cadc6-9a80-704b-8076-2341a402856e', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-8d51-e3188f0f272a', '019cadc6-9a80-704b-87ae-d3dd0434143b', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Activity', 'crm.meeting', NULL, 'Meeting', NULL, '[]', NULL, 3600, 'Logged', NULL, 'member:019cadc6-9a80-704b-8076-2341a402856e', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-8d51-e3188f0f272a', '019cadc6-9a80-704b-84f7-a9f7f6206719', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Activity', 'crm.meeting', NULL, 'Meeting', NULL, '[]', NULL, 3600, 'Logged', NULL, 'member:019cadc6-9a80-704b-8076-2341a402856e', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-8d51-e3188f0f272a', '019cadc6-9a80-704b-88e2-e86d6f08773c', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Activity', 'crm.meeting', NULL, 'Meeting', NULL, '[]', NULL, 3600, 'Logged', NULL, 'member:019cadc6-9a80-704b-8076-2341a402856e', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-8d87-e92a9f2c6ead', '019cadc6-9a80-704b-87ae-d3dd0434143b', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Activity', 'crm.email', NULL, 'Your question', 'Do you deliver?', '[]', NULL, NULL, 'Logged', 'Inbound', 'member:019cadc6-9a80-704b-8076-2341a402856e', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-8d87-e92a9f2c6ead', '019cadc6-9a80-704b-84f7-a9f7f6206719', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Activity', 'crm.email', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Your question', 'Do you deliver?', '[]', NULL, NULL, 'Logged', 'Inbound', 'member:019cadc6-9a80-704b-8076-2341a402856e', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-8dd1-7ce6ae64bac0', '019cadc6-9a80-704b-87f0-6d59decf4858', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Activity', 'crm.note', NULL, 'Note', 'Prefers mornings', '[]', NULL, NULL, 'Logged', NULL, 'member:019cadc6-9a80-704b-8076-2341a402856e', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-8e08-84db7a7ea4fe', '019cadc6-9a80-704b-87f0-6d59decf4858', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Activity', 'crm.task', NULL, 'Send the price list', NULL, '[]', NULL, NULL, 'Open', NULL, 'member:019cadc6-9a80-704b-8076-2341a402856e', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-8de8-42c25790b6db', '019cadc6-9a80-704b-84f7-a9f7f6206719', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Activity', 'crm.task', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Call Ada', NULL, '["Call"]', NULL, NULL, 'Completed', NULL, 'member:019cadc6-9a80-704b-8076-2341a402856e', '2026-03-02 09:00:00+00', '019cadc6-9a80-704b-8ef6-09c31cade9fa', false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-8de8-42c25790b6db', '019cadc6-9a80-704b-87ae-d3dd0434143b', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Activity', 'crm.task', NULL, 'Call Ada', NULL, '["Call"]', NULL, NULL, 'Completed', NULL, 'member:019cadc6-9a80-704b-8076-2341a402856e', '2026-03-02 09:00:00+00', '019cadc6-9a80-704b-8ef6-09c31cade9fa', false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-8e20-bae118251ebf', '019cadc6-9a80-704b-87f0-6d59decf4858', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Activity', 'crm.task', NULL, 'Not needed', NULL, '[]', NULL, NULL, 'Cancelled', NULL, 'member:019cadc6-9a80-704b-8076-2341a402856e', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-8ef6-09c31cade9fa', '019cadc6-9a80-704b-87ae-d3dd0434143b', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Activity', 'crm.call', NULL, 'Call Ada', 'Was out', '["Gatekeeper"]', 'gatekeeper', 600, 'Logged', 'Outbound', 'member:019cadc6-9a80-704b-8076-2341a402856e', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-8ef6-09c31cade9fa', '019cadc6-9a80-704b-84f7-a9f7f6206719', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Activity', 'crm.call', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Call Ada', 'Was out', '["Gatekeeper"]', 'gatekeeper', 600, 'Logged', 'Outbound', 'member:019cadc6-9a80-704b-8076-2341a402856e', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-9242-88cec4295512', '019cadc6-9a80-704b-87ae-d3dd0434143b', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Sequence', 'enrollment.started', NULL, 'Enrolled in Simple', NULL, '[]', NULL, NULL, 'Logged', NULL, 'member:019cadc6-9a80-704b-8076-2341a402856e', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-9242-88cec4295512', '019cadc6-9a80-704b-84f7-a9f7f6206719', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Sequence', 'enrollment.started', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Enrolled in Simple', NULL, '[]', NULL, NULL, 'Logged', NULL, 'member:019cadc6-9a80-704b-8076-2341a402856e', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-9242-9b069ed25c8d', '019cadc6-9a80-704b-87f0-6d59decf4858', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Sequence', 'enrollment.started', NULL, 'Enrolled in Simple', NULL, '[]', NULL, NULL, 'Logged', NULL, 'member:019cadc6-9a80-704b-8076-2341a402856e', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-9242-a3de69d76320', '019cadc6-9a80-704b-8816-0a0244c3dfdb', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Sequence', 'enrollment.started', NULL, 'Enrolled in Simple', NULL, '[]', NULL, NULL, 'Logged', NULL, 'member:019cadc6-9a80-704b-8076-2341a402856e', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-9242-a50559169b16', '019cadc6-9a80-704b-8839-d07c70a30b11', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Sequence', 'enrollment.started', NULL, 'Enrolled in Simple', NULL, '[]', NULL, NULL, 'Logged', NULL, 'member:019cadc6-9a80-704b-8076-2341a402856e', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-92ae-576f8d31eaaa', '019cadc6-9a80-704b-88bd-28cbde69cb01', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Sequence', 'enrollment.started', NULL, 'Enrolled in Welcome', NULL, '[]', NULL, NULL, 'Logged', NULL, 'member:019cadc6-9a80-704b-8076-2341a402856e', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-98b8-f931d646e12b', '019cadc6-9a80-704b-87ae-d3dd0434143b', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Activity', 'crm.email', NULL, 'Hello Ada', 'Dear Ada, shall we talk?', '[]', NULL, NULL, 'Logged', 'Outbound', 'system:sender', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-98b8-f931d646e12b', '019cadc6-9a80-704b-84f7-a9f7f6206719', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Activity', 'crm.email', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Hello Ada', 'Dear Ada, shall we talk?', '[]', NULL, NULL, 'Logged', 'Outbound', 'system:sender', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-9be9-24ab8d3e92b1', '019cadc6-9a80-704b-8816-0a0244c3dfdb', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Activity', 'crm.email', NULL, 'Hello Cleo', 'Dear Cleo, shall we talk?', '[]', NULL, NULL, 'Logged', 'Outbound', 'system:sender', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-9c7c-f47734a7f383', '019cadc6-9a80-704b-8839-d07c70a30b11', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Activity', 'crm.email', NULL, 'Hello Dora', 'Dear Dora, shall we talk?', '[]', NULL, NULL, 'Logged', 'Outbound', 'system:sender', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cadc6-9a80-704b-9cc0-ff04bdecdfc2', '019cadc6-9a80-704b-88bd-28cbde69cb01', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-02 09:00:00+00', 'Activity', 'crm.email', NULL, 'Welcome, there', 'Hello there, thank you for your interest. I will call you in the next days. Grace Hopper', '[]', NULL, NULL, 'Logged', 'Outbound', 'system:sender', '2026-03-02 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cb2ec-f680-704b-a1ba-33a973b24ffa', '019cadc6-9a80-704b-8816-0a0244c3dfdb', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-03 09:00:00+00', 'Activity', 'crm.email_draft', NULL, 'Are you still there?', 'Just asking.', '[]', NULL, NULL, 'Cancelled', NULL, 'system:runner', '2026-03-03 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cb2ec-f680-704b-a1ba-2952757b5df0', '019cadc6-9a80-704b-84f7-a9f7f6206719', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-03 09:00:00+00', 'Activity', 'crm.email_draft', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Are you still there?', 'Just asking.', '[]', NULL, NULL, 'Completed', NULL, 'system:runner', '2026-03-03 09:00:00+00', '019cb436-8d80-704b-a724-7b6519e95441', false);
INSERT INTO public.crm_timeline_entry VALUES ('019cb2ec-f680-704b-a1ba-2952757b5df0', '019cadc6-9a80-704b-87ae-d3dd0434143b', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-03 09:00:00+00', 'Activity', 'crm.email_draft', NULL, 'Are you still there?', 'Just asking.', '[]', NULL, NULL, 'Completed', NULL, 'system:runner', '2026-03-03 09:00:00+00', '019cb436-8d80-704b-a724-7b6519e95441', false);
INSERT INTO public.crm_timeline_entry VALUES ('019cb436-8d80-704b-a724-7b6519e95441', '019cadc6-9a80-704b-87ae-d3dd0434143b', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-03 15:00:00+00', 'Activity', 'crm.email', NULL, 'Re: Are you still there?', 'Just asking.', '[]', NULL, NULL, 'Logged', 'Outbound', 'member:019cadc6-9a80-704b-8076-2341a402856e', '2026-03-03 15:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cb436-8d80-704b-a724-7b6519e95441', '019cadc6-9a80-704b-84f7-a9f7f6206719', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-03 15:00:00+00', 'Activity', 'crm.email', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Re: Are you still there?', 'Just asking.', '[]', NULL, NULL, 'Logged', 'Outbound', 'member:019cadc6-9a80-704b-8076-2341a402856e', '2026-03-03 15:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cb436-8d80-704b-a7ab-23c819fe805b', '019cadc6-9a80-704b-8816-0a0244c3dfdb', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-03 15:00:00+00', 'Sequence', 'enrollment.finished', NULL, 'Finished Simple: Manual', 'A person finished it.', '[]', NULL, NULL, 'Logged', NULL, 'system:runner', '2026-03-03 15:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cb2ec-f680-704b-a1ba-36345cd62c73', '019cadc6-9a80-704b-8839-d07c70a30b11', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-03 09:00:00+00', 'Activity', 'crm.email_draft', NULL, 'Are you still there?', 'Just asking.', '[]', NULL, NULL, 'Cancelled', NULL, 'system:runner', '2026-03-03 09:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cb436-8d80-704b-a7cd-09f2b3aab4f4', '019cadc6-9a80-704b-8839-d07c70a30b11', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-03 15:00:00+00', 'Sequence', 'enrollment.finished', NULL, 'Finished Simple: OptedOut', 'The address is suppressed.', '[]', NULL, NULL, 'Logged', NULL, 'system:runner', '2026-03-03 15:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cbf28-1100-704b-a876-aa447db7ffdc', '019cadc6-9a80-704b-88bd-28cbde69cb01', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-05 18:00:00+00', 'Activity', 'crm.task', NULL, 'Call Lou Lead', 'Ask what they use today.', '["Call"]', NULL, NULL, 'Open', NULL, 'system:runner', '2026-03-05 18:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cbf28-1100-704b-a876-c78b8c5d2d03', '019cadc6-9a80-704b-87ae-d3dd0434143b', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-05 18:00:00+00', 'Activity', 'crm.task', NULL, 'Look after Ada Lovelace', NULL, '[]', NULL, NULL, 'Open', NULL, 'system:runner', '2026-03-05 18:00:00+00', NULL, false);
INSERT INTO public.crm_timeline_entry VALUES ('019cbf28-1100-704b-a876-c78b8c5d2d03', '019cadc6-9a80-704b-84f7-a9f7f6206719', '81de88cd-8e77-8c20-9609-e1b7edeca48a', '2026-03-05 18:00:00+00', 'Activity', 'crm.task', '019cadc6-9a80-704b-87ae-d3dd0434143b', 'Look after Ada Lovelace', NULL, '[]', NULL, NULL, 'Open', NULL, 'system:runner', '2026-03-05 18:00:00+00', NULL, false);
ALTER TABLE ONLY public.crm_activity
    ADD CONSTRAINT crm_activity_pkey PRIMARY KEY (id, tenant);
ALTER TABLE ONLY public.crm_audit_entry
    ADD CONSTRAINT crm_audit_entry_pkey PRIMARY KEY (tenant, id);
ALTER TABLE ONLY public.crm_batch
    ADD CONSTRAINT crm_batch_pkey PRIMARY KEY (id, tenant);
ALTER TABLE ONLY public.crm_contact_point
    ADD CONSTRAINT crm_contact_point_pkey PRIMARY KEY (record, "position", tenant);
ALTER TABLE ONLY public.crm_custom_field
    ADD CONSTRAINT crm_custom_field_pkey PRIMARY KEY (tenant, record_type, key);
ALTER TABLE ONLY public.crm_custom_value
    ADD CONSTRAINT crm_custom_value_pkey PRIMARY KEY (tenant, record_type, field, value, record);
ALTER TABLE ONLY public.crm_enrollment
    ADD CONSTRAINT crm_enrollment_pkey PRIMARY KEY (id, tenant);
ALTER TABLE ONLY public.crm_enrollment_value
    ADD CONSTRAINT crm_enrollment_value_pkey PRIMARY KEY (enrollment, plugin, key, tenant);
ALTER TABLE ONLY public.crm_external_reference
    ADD CONSTRAINT crm_external_reference_pkey PRIMARY KEY (value, record_type, system, tenant);
ALTER TABLE ONLY public.crm_idempotency_entry
    ADD CONSTRAINT crm_idempotency_entry_pkey PRIMARY KEY (tenant, key);
ALTER TABLE ONLY public.crm_inbox_entry
    ADD CONSTRAINT crm_inbox_entry_pkey PRIMARY KEY (event, subscriber, tenant);
ALTER TABLE ONLY public.crm_mailbox
    ADD CONSTRAINT crm_mailbox_pkey PRIMARY KEY (id, tenant);
ALTER TABLE ONLY public.crm_member
    ADD CONSTRAINT crm_member_pkey PRIMARY KEY (id, tenant);
ALTER TABLE ONLY public.crm_message
    ADD CONSTRAINT crm_message_pkey PRIMARY KEY (id, tenant);
ALTER TABLE ONLY public.crm_outbox_event
    ADD CONSTRAINT crm_outbox_event_pkey PRIMARY KEY (id, tenant);
ALTER TABLE ONLY public.crm_outcome_option
    ADD CONSTRAINT crm_outcome_option_pkey PRIMARY KEY (tenant, type_key, key);
ALTER TABLE ONLY public.crm_pipeline
    ADD CONSTRAINT crm_pipeline_pkey PRIMARY KEY (tenant, key);
ALTER TABLE ONLY public.crm_record_alias
    ADD CONSTRAINT crm_record_alias_pkey PRIMARY KEY (old_id, tenant);
ALTER TABLE ONLY public.crm_record
    ADD CONSTRAINT crm_record_pkey PRIMARY KEY (id, tenant);
ALTER TABLE ONLY public.crm_schema_journal
    ADD CONSTRAINT crm_schema_journal_pkey PRIMARY KEY (plugin, number);
ALTER TABLE ONLY public.crm_sequence
    ADD CONSTRAINT crm_sequence_pkey PRIMARY KEY (id, tenant);
ALTER TABLE ONLY public.crm_sequence_version
    ADD CONSTRAINT crm_sequence_version_pkey PRIMARY KEY (id, tenant);
ALTER TABLE ONLY public.crm_stage_change
    ADD CONSTRAINT crm_stage_change_pkey PRIMARY KEY (id, tenant);
ALTER TABLE ONLY public.crm_step_execution
    ADD CONSTRAINT crm_step_execution_pkey PRIMARY KEY (id, tenant);
ALTER TABLE ONLY public.crm_step_text
    ADD CONSTRAINT crm_step_text_pkey PRIMARY KEY (version, step_key, text_revision, tenant);
ALTER TABLE ONLY public.crm_suppression
    ADD CONSTRAINT crm_suppression_pkey PRIMARY KEY (address_hash, channel, topic, tenant);
ALTER TABLE ONLY public.crm_team
    ADD CONSTRAINT crm_team_pkey PRIMARY KEY (id, tenant);
ALTER TABLE ONLY public.crm_tenant
    ADD CONSTRAINT crm_tenant_pkey PRIMARY KEY (tenant);
ALTER TABLE ONLY public.crm_timeline_entry
    ADD CONSTRAINT crm_timeline_entry_pkey PRIMARY KEY (id, record, tenant);
CREATE INDEX crm_activity_open ON public.crm_activity USING btree (tenant, due_at, id) WHERE ((state = 'Open'::text) AND (deleted_at IS NULL));
CREATE INDEX crm_activity_open_of_assignee ON public.crm_activity USING btree (tenant, assignee, due_at, id) WHERE ((state = 'Open'::text) AND (deleted_at IS NULL));
CREATE INDEX crm_activity_open_of_enrollment ON public.crm_activity USING btree (enrollment, tenant) WHERE ((state = 'Open'::text) AND (enrollment IS NOT NULL));
CREATE INDEX crm_audit_entry_by_subject ON public.crm_audit_entry USING btree (tenant, subject, id) WHERE (subject IS NOT NULL);
CREATE INDEX crm_contact_point_by_value ON public.crm_contact_point USING btree (normalized, kind, tenant, record);
CREATE INDEX crm_custom_value_by_record ON public.crm_custom_value USING btree (record, tenant);
CREATE INDEX crm_enrollment_by_address ON public.crm_enrollment USING btree (address_hash, tenant) WHERE (address_hash IS NOT NULL);
CREATE INDEX crm_enrollment_by_batch ON public.crm_enrollment USING btree (batch, tenant) WHERE (batch IS NOT NULL);
CREATE INDEX crm_enrollment_by_recipient ON public.crm_enrollment USING btree (recipient, tenant) WHERE ((recipient IS NOT NULL) AND (recipient <> record));
CREATE INDEX crm_enrollment_by_record ON public.crm_enrollment USING btree (record, tenant);
CREATE INDEX crm_enrollment_by_sequence ON public.crm_enrollment USING btree (tenant, sequence, id);
CREATE INDEX crm_enrollment_due ON public.crm_enrollment USING btree (tenant, due_at, id) WHERE ((state = ANY (ARRAY['Active'::text, 'Pending'::text, 'Paused'::text])) AND (NOT is_held));
CREATE INDEX crm_external_reference_by_record ON public.crm_external_reference USING btree (record, tenant);
CREATE UNIQUE INDEX crm_mailbox_address ON public.crm_mailbox USING btree (tenant, channel, address);
CREATE INDEX crm_member_all ON public.crm_member USING btree (tenant, name, id);
CREATE UNIQUE INDEX crm_member_email ON public.crm_member USING btree (tenant, email) WHERE (email IS NOT NULL);
CREATE INDEX crm_message_by_enrollment ON public.crm_message USING btree (enrollment, tenant) WHERE (enrollment IS NOT NULL);
CREATE INDEX crm_message_by_record ON public.crm_message USING btree (record, tenant);
CREATE INDEX crm_message_newest ON public.crm_message USING btree (tenant, id DESC);
CREATE UNIQUE INDEX crm_message_once_per_execution ON public.crm_message USING btree (execution, tenant) WHERE (execution IS NOT NULL);
CREATE INDEX crm_message_queued ON public.crm_message USING btree (tenant, mailbox, next_attempt_at) WHERE (state = 'Queued'::text);
CREATE INDEX crm_message_sending ON public.crm_message USING btree (lease_until) WHERE (state = 'Sending'::text);
CREATE UNIQUE INDEX crm_message_wire_id ON public.crm_message USING btree (wire_id, tenant);
CREATE INDEX crm_outbox_event_untold ON public.crm_outbox_event USING btree (id) WHERE (relayed_at IS NULL);
CREATE INDEX crm_record_by_company ON public.crm_record USING btree (company, tenant) WHERE (company IS NOT NULL);
CREATE INDEX crm_record_by_contact ON public.crm_record USING btree (contact, tenant) WHERE (contact IS NOT NULL);
CREATE INDEX crm_record_by_domain ON public.crm_record USING btree (domain, tenant) WHERE ((domain IS NOT NULL) AND (deleted_at IS NULL));
CREATE INDEX crm_record_by_name ON public.crm_record USING btree (tenant, type, name_key, id) WHERE (deleted_at IS NULL);
CREATE INDEX crm_record_by_owner ON public.crm_record USING btree (tenant, type, owner) WHERE (deleted_at IS NULL);
CREATE INDEX crm_record_by_parent ON public.crm_record USING btree (parent, tenant) WHERE (parent IS NOT NULL);
CREATE INDEX crm_record_last_changed ON public.crm_record USING btree (tenant, type, updated_at DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX crm_record_newest ON public.crm_record USING btree (tenant, type, created_at DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE UNIQUE INDEX crm_sequence_key ON public.crm_sequence USING btree (tenant, key);
CREATE UNIQUE INDEX crm_sequence_version_number ON public.crm_sequence_version USING btree (sequence, number, tenant);
CREATE INDEX crm_stage_change_by_deal ON public.crm_stage_change USING btree (deal, at, id);
CREATE UNIQUE INDEX crm_step_execution_once ON public.crm_step_execution USING btree (enrollment, step_key, pass, tenant);
CREATE UNIQUE INDEX crm_team_name ON public.crm_team USING btree (tenant, name);
CREATE INDEX crm_timeline_entry_folded ON public.crm_timeline_entry USING btree (tenant, record, folded_into) WHERE (folded_into IS NOT NULL);
CREATE INDEX crm_timeline_entry_page ON public.crm_timeline_entry USING btree (tenant, record, occurred_at DESC, id DESC);
CREATE TRIGGER crm_sequence_held AFTER UPDATE ON public.crm_sequence FOR EACH ROW WHEN (((old.state = 'Paused'::text) <> (new.state = 'Paused'::text))) EXECUTE FUNCTION public.crm_hold_enrollments();
ALTER TABLE public.crm_activity ENABLE ROW LEVEL SECURITY;
CREATE POLICY crm_all_tenants ON public.crm_activity TO crm_system USING (true) WITH CHECK (true);
CREATE POLICY crm_all_tenants ON public.crm_audit_entry TO crm_system USING (true) WITH CHECK (true);
CREATE POLICY crm_all_tenants ON public.crm_batch TO crm_system USING (true) WITH CHECK (true);
CREATE POLICY crm_all_tenants ON public.crm_contact_point TO crm_system USING (true) WITH CHECK (true);
CREATE POLICY crm_all_tenants ON public.crm_custom_field TO crm_system USING (true) WITH CHECK (true);
CREATE POLICY crm_all_tenants ON public.crm_custom_value TO crm_system USING (true) WITH CHECK (true);
CREATE POLICY crm_all_tenants ON public.crm_enrollment TO crm_system USING (true) WITH CHECK (true);
CREATE POLICY crm_all_tenants ON public.crm_enrollment_value TO crm_system USING (true) WITH CHECK (true);
CREATE POLICY crm_all_tenants ON public.crm_external_reference TO crm_system USING (true) WITH CHECK (true);
CREATE POLICY crm_all_tenants ON public.crm_idempotency_entry TO crm_system USING (true) WITH CHECK (true);
CREATE POLICY crm_all_tenants ON public.crm_inbox_entry TO crm_system USING (true) WITH CHECK (true);
CREATE POLICY crm_all_tenants ON public.crm_mailbox TO crm_system USING (true) WITH CHECK (true);
CREATE POLICY crm_all_tenants ON public.crm_member TO crm_system USING (true) WITH CHECK (true);
CREATE POLICY crm_all_tenants ON public.crm_message TO crm_system USING (true) WITH CHECK (true);
CREATE POLICY crm_all_tenants ON public.crm_outbox_event TO crm_system USING (true) WITH CHECK (true);
CREATE POLICY crm_all_tenants ON public.crm_outcome_option TO crm_system USING (true) WITH CHECK (true);
CREATE POLICY crm_all_tenants ON public.crm_pipeline TO crm_system USING (true) WITH CHECK (true);
CREATE POLICY crm_all_tenants ON public.crm_record TO crm_system USING (true) WITH CHECK (true);
CREATE POLICY crm_all_tenants ON public.crm_record_alias TO crm_system USING (true) WITH CHECK (true);
CREATE POLICY crm_all_tenants ON public.crm_sequence TO crm_system USING (true) WITH CHECK (true);
CREATE POLICY crm_all_tenants ON public.crm_sequence_version TO crm_system USING (true) WITH CHECK (true);
CREATE POLICY crm_all_tenants ON public.crm_stage_change TO crm_system USING (true) WITH CHECK (true);
CREATE POLICY crm_all_tenants ON public.crm_step_execution TO crm_system USING (true) WITH CHECK (true);
CREATE POLICY crm_all_tenants ON public.crm_step_text TO crm_system USING (true) WITH CHECK (true);
CREATE POLICY crm_all_tenants ON public.crm_suppression TO crm_system USING (true) WITH CHECK (true);
CREATE POLICY crm_all_tenants ON public.crm_team TO crm_system USING (true) WITH CHECK (true);
CREATE POLICY crm_all_tenants ON public.crm_tenant TO crm_system USING (true) WITH CHECK (true);
CREATE POLICY crm_all_tenants ON public.crm_timeline_entry TO crm_system USING (true) WITH CHECK (true);
ALTER TABLE public.crm_audit_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.crm_batch ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.crm_contact_point ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.crm_custom_field ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.crm_custom_value ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.crm_enrollment ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.crm_enrollment_value ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.crm_external_reference ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.crm_idempotency_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.crm_inbox_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.crm_mailbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.crm_member ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.crm_message ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.crm_outbox_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.crm_outcome_option ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.crm_pipeline ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.crm_record ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.crm_record_alias ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.crm_sequence ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.crm_sequence_version ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.crm_stage_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.crm_step_execution ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.crm_step_text ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.crm_suppression ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.crm_team ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.crm_tenant ENABLE ROW LEVEL SECURITY;
CREATE POLICY crm_tenant_only ON public.crm_activity TO crm_app USING ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting))) WITH CHECK ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting)));
CREATE POLICY crm_tenant_only ON public.crm_audit_entry TO crm_app USING ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting))) WITH CHECK ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting)));
CREATE POLICY crm_tenant_only ON public.crm_batch TO crm_app USING ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting))) WITH CHECK ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting)));
CREATE POLICY crm_tenant_only ON public.crm_contact_point TO crm_app USING ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting))) WITH CHECK ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting)));
CREATE POLICY crm_tenant_only ON public.crm_custom_field TO crm_app USING ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting))) WITH CHECK ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting)));
CREATE POLICY crm_tenant_only ON public.crm_custom_value TO crm_app USING ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting))) WITH CHECK ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting)));
CREATE POLICY crm_tenant_only ON public.crm_enrollment TO crm_app USING ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting))) WITH CHECK ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting)));
CREATE POLICY crm_tenant_only ON public.crm_enrollment_value TO crm_app USING ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting))) WITH CHECK ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting)));
CREATE POLICY crm_tenant_only ON public.crm_external_reference TO crm_app USING ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting))) WITH CHECK ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting)));
CREATE POLICY crm_tenant_only ON public.crm_idempotency_entry TO crm_app USING ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting))) WITH CHECK ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting)));
CREATE POLICY crm_tenant_only ON public.crm_inbox_entry TO crm_app USING ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting))) WITH CHECK ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting)));
CREATE POLICY crm_tenant_only ON public.crm_mailbox TO crm_app USING ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting))) WITH CHECK ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting)));
CREATE POLICY crm_tenant_only ON public.crm_member TO crm_app USING ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting))) WITH CHECK ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting)));
CREATE POLICY crm_tenant_only ON public.crm_message TO crm_app USING ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting))) WITH CHECK ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting)));
CREATE POLICY crm_tenant_only ON public.crm_outbox_event TO crm_app USING ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting))) WITH CHECK ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting)));
CREATE POLICY crm_tenant_only ON public.crm_outcome_option TO crm_app USING ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting))) WITH CHECK ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting)));
CREATE POLICY crm_tenant_only ON public.crm_pipeline TO crm_app USING ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting))) WITH CHECK ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting)));
CREATE POLICY crm_tenant_only ON public.crm_record TO crm_app USING ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting))) WITH CHECK ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting)));
CREATE POLICY crm_tenant_only ON public.crm_record_alias TO crm_app USING ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting))) WITH CHECK ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting)));
CREATE POLICY crm_tenant_only ON public.crm_sequence TO crm_app USING ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting))) WITH CHECK ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting)));
CREATE POLICY crm_tenant_only ON public.crm_sequence_version TO crm_app USING ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting))) WITH CHECK ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting)));
CREATE POLICY crm_tenant_only ON public.crm_stage_change TO crm_app USING ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting))) WITH CHECK ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting)));
CREATE POLICY crm_tenant_only ON public.crm_step_execution TO crm_app USING ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting))) WITH CHECK ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting)));
CREATE POLICY crm_tenant_only ON public.crm_step_text TO crm_app USING ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting))) WITH CHECK ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting)));
CREATE POLICY crm_tenant_only ON public.crm_suppression TO crm_app USING ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting))) WITH CHECK ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting)));
CREATE POLICY crm_tenant_only ON public.crm_team TO crm_app USING ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting))) WITH CHECK ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting)));
CREATE POLICY crm_tenant_only ON public.crm_tenant TO crm_app USING ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting))) WITH CHECK ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting)));
CREATE POLICY crm_tenant_only ON public.crm_timeline_entry TO crm_app USING ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting))) WITH CHECK ((tenant = ( SELECT (current_setting('crm.tenant'::text))::uuid AS current_setting)));
ALTER TABLE public.crm_timeline_entry ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON FUNCTION public.crm_hold_enrollments() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.crm_protect(protected regclass) FROM PUBLIC;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_activity TO crm_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_activity TO crm_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_audit_entry TO crm_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_audit_entry TO crm_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_batch TO crm_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_batch TO crm_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_contact_point TO crm_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_contact_point TO crm_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_custom_field TO crm_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_custom_field TO crm_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_custom_value TO crm_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_custom_value TO crm_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_enrollment TO crm_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_enrollment TO crm_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_enrollment_value TO crm_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_enrollment_value TO crm_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_external_reference TO crm_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_external_reference TO crm_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_idempotency_entry TO crm_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_idempotency_entry TO crm_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_inbox_entry TO crm_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_inbox_entry TO crm_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_mailbox TO crm_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_mailbox TO crm_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_member TO crm_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_member TO crm_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_message TO crm_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_message TO crm_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_outbox_event TO crm_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_outbox_event TO crm_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_outcome_option TO crm_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_outcome_option TO crm_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_pipeline TO crm_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_pipeline TO crm_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_record TO crm_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_record TO crm_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_record_alias TO crm_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_record_alias TO crm_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_sequence TO crm_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_sequence TO crm_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_sequence_version TO crm_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_sequence_version TO crm_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_stage_change TO crm_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_stage_change TO crm_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_step_execution TO crm_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_step_execution TO crm_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_step_text TO crm_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_step_text TO crm_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_suppression TO crm_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_suppression TO crm_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_team TO crm_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_team TO crm_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_tenant TO crm_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_tenant TO crm_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_timeline_entry TO crm_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.crm_timeline_entry TO crm_system;
