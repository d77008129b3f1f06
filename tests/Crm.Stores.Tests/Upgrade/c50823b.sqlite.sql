-- A database of commit c50823b, by sqlite3 .dump.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE crm_schema_journal (plugin text not null, number integer not null, applied_at text not null, primary key (plugin, number));
INSERT INTO crm_schema_journal VALUES('crm',1,'2026-11-28 18:06:00');
CREATE TABLE crm_tenant (
    tenant text not null,
    name text not null,
    zone text not null,
    currency text not null,
    country text,
    postal_address text,
    created_at integer not null,
    constraint crm_tenant_pkey primary key (tenant)
) strict;
INSERT INTO crm_tenant VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','Example Ltd','Etc/UTC','USD',NULL,NULL,1772442000000000);
CREATE TABLE crm_member (
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
INSERT INTO crm_member VALUES('019cadc6-9a80-704b-8076-229dddd7a537','81de88cd-8e77-8c20-9609-e1b7edeca48a','Grace Hopper','grace@example.com',NULL,'Administrator',NULL,1,NULL,1);
INSERT INTO crm_member VALUES('019cadc6-9a80-704b-81b5-00f75abbfb77','81de88cd-8e77-8c20-9609-e1b7edeca48a','Rita Rep','rita@example.com','019cadc6-9a80-704b-8158-b5497a22aeb0','Rep',NULL,1,'Europe/Berlin',1);
CREATE TABLE crm_team (
    id text not null,
    tenant text not null,
    name text not null,
    manager text,
    revision integer not null,
    constraint crm_team_pkey primary key (id, tenant)
) strict;
INSERT INTO crm_team VALUES('019cadc6-9a80-704b-8158-b5497a22aeb0','81de88cd-8e77-8c20-9609-e1b7edeca48a','Field sales',NULL,1);
CREATE TABLE crm_pipeline (
    tenant text not null,
    key text not null,
    name text not null,
    stages text not null,
    revision integer not null,
    constraint crm_pipeline_pkey primary key (tenant, key)
) strict, without rowid;
INSERT INTO crm_pipeline VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','sales','Sales','[{"key":"prospecting","name":"Prospecting","kind":"open"},{"key":"engaging","name":"Engaging","kind":"open"},{"key":"proposal","name":"Proposal","kind":"open"},{"key":"won","name":"Won","kind":"won"},{"key":"lost","name":"Lost","kind":"lost"}]',1);
CREATE TABLE crm_custom_field (
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
INSERT INTO crm_custom_field VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','Company','tier','Tier','Choice','["gold","silver"]',0,0,1);
INSERT INTO crm_custom_field VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','Contact','shoe_size','Shoe size','Number','[]',1,0,1);
CREATE TABLE crm_outcome_option (
    tenant text not null,
    type_key text not null,
    key text not null,
    label text not null,
    meaning text not null,
    is_retired integer not null,
    revision integer not null,
    constraint crm_outcome_option_pkey primary key (tenant, type_key, key)
) strict, without rowid;
INSERT INTO crm_outcome_option VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','crm.call','gatekeeper','Gatekeeper','Negative',0,1);
CREATE TABLE crm_record (
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
INSERT INTO crm_record VALUES('019cadc6-9a80-704b-84fb-86b62c00db48','81de88cd-8e77-8c20-9609-e1b7edeca48a','Company','Acme Corporation','acme corporation',NULL,NULL,NULL,'{"tier":"gold"}',1772442000000000,1772442000000000,NULL,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'acme.example',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO crm_record VALUES('019cadc6-9a80-704b-8775-27948ceb47f3','81de88cd-8e77-8c20-9609-e1b7edeca48a','Contact','Ada Lovelace','ada lovelace','019cadc6-9a80-704b-8076-229dddd7a537',NULL,NULL,'{"shoe_size":38.5}',1772442000000000,1772442000000000,NULL,2,'Ada','Lovelace','Countess',NULL,NULL,NULL,NULL,'019cadc6-9a80-704b-84fb-86b62c00db48',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO crm_record VALUES('019cadc6-9a80-704b-87b6-0a6b43c87d6a','81de88cd-8e77-8c20-9609-e1b7edeca48a','Contact','Bob Builder','bob builder','019cadc6-9a80-704b-81b5-00f75abbfb77',NULL,NULL,'{}',1772442000000000,1772442000000000,NULL,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO crm_record VALUES('019cadc6-9a80-704b-87bf-c8710f678da1','81de88cd-8e77-8c20-9609-e1b7edeca48a','Contact','Cleo Patra','cleo patra',NULL,NULL,NULL,'{}',1772442000000000,1772442000000000,NULL,1,'Cleo','Patra',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO crm_record VALUES('019cadc6-9a80-704b-87c8-b454e9e2b547','81de88cd-8e77-8c20-9609-e1b7edeca48a','Contact','Dora Doubt','dora doubt','019cadc6-9a80-704b-81b5-00f75abbfb77',NULL,NULL,'{}',1772442000000000,1772442000000000,NULL,1,'Dora','Doubt',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO crm_record VALUES('019cadc6-9a80-704b-87c9-7c64a177725a','81de88cd-8e77-8c20-9609-e1b7edeca48a','Contact','Erik Mute','erik mute',NULL,NULL,NULL,'{}',1772442000000000,1772442000000000,NULL,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO crm_record VALUES('019cadc6-9a80-704b-87d1-3cc20784d96b','81de88cd-8e77-8c20-9609-e1b7edeca48a','Contact','Gone Soon','gone soon',NULL,NULL,NULL,'{}',1772442000000000,1772442000000000,1772442000000000,2,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO crm_record VALUES('019cadc6-9a80-704b-87d9-ac9b60b53624','81de88cd-8e77-8c20-9609-e1b7edeca48a','Lead','Lea Lead','lea lead',NULL,NULL,NULL,'{}',1772442000000000,1772442000000000,NULL,2,NULL,NULL,NULL,'New Example',NULL,'Converted','019cadc6-9a80-704b-8a48-f220d8527c22',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO crm_record VALUES('019cadc6-9a80-704b-87de-f55933945b82','81de88cd-8e77-8c20-9609-e1b7edeca48a','Lead','Lou Lead','lou lead',NULL,NULL,NULL,'{}',1772442000000000,1772442000000000,NULL,1,NULL,NULL,NULL,NULL,NULL,'Open',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO crm_record VALUES('019cadc6-9a80-704b-87e8-aabd85be4dbb','81de88cd-8e77-8c20-9609-e1b7edeca48a','Deal','Engine','engine',NULL,NULL,NULL,'{}',1772442000000000,1772442000000000,NULL,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'019cadc6-9a80-704b-84fb-86b62c00db48',NULL,NULL,NULL,NULL,NULL,'sales','prospecting',1772442000000000,125050,'EUR',NULL,NULL,NULL);
INSERT INTO crm_record VALUES('019cadc6-9a80-704b-87fe-65ab2601fa6a','81de88cd-8e77-8c20-9609-e1b7edeca48a','Deal','Wheel','wheel',NULL,NULL,NULL,'{}',1772442000000000,1772442000000000,NULL,2,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'019cadc6-9a80-704b-84fb-86b62c00db48',NULL,NULL,NULL,NULL,NULL,'sales','lost',1772442000000000,100,'USD',NULL,'2026-03-02','No budget');
INSERT INTO crm_record VALUES('019cadc6-9a80-704b-8a3e-4a8e0faceb87','81de88cd-8e77-8c20-9609-e1b7edeca48a','Company','New Example','new example',NULL,NULL,NULL,'{}',1772442000000000,1772442000000000,NULL,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO crm_record VALUES('019cadc6-9a80-704b-8a48-f220d8527c22','81de88cd-8e77-8c20-9609-e1b7edeca48a','Contact','Lea Lead','lea lead',NULL,NULL,NULL,'{}',1772442000000000,1772442000000000,NULL,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'019cadc6-9a80-704b-8a3e-4a8e0faceb87','019cadc6-9a80-704b-87d9-ac9b60b53624',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE crm_contact_point (
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
INSERT INTO crm_contact_point VALUES('019cadc6-9a80-704b-8775-27948ceb47f3',0,'81de88cd-8e77-8c20-9609-e1b7edeca48a','Email','ada@acme.example','ada@acme.example',NULL,1);
INSERT INTO crm_contact_point VALUES('019cadc6-9a80-704b-8775-27948ceb47f3',1,'81de88cd-8e77-8c20-9609-e1b7edeca48a','Phone','+442079460958','+442079460958',NULL,1);
INSERT INTO crm_contact_point VALUES('019cadc6-9a80-704b-87b6-0a6b43c87d6a',0,'81de88cd-8e77-8c20-9609-e1b7edeca48a','Email','bob@acme.example','bob@acme.example',NULL,1);
INSERT INTO crm_contact_point VALUES('019cadc6-9a80-704b-87bf-c8710f678da1',0,'81de88cd-8e77-8c20-9609-e1b7edeca48a','Email','cleo@example.org','cleo@example.org',NULL,1);
INSERT INTO crm_contact_point VALUES('019cadc6-9a80-704b-87c8-b454e9e2b547',0,'81de88cd-8e77-8c20-9609-e1b7edeca48a','Email','dora@example.org','dora@example.org',NULL,1);
INSERT INTO crm_contact_point VALUES('019cadc6-9a80-704b-87d9-ac9b60b53624',0,'81de88cd-8e77-8c20-9609-e1b7edeca48a','Email','lea@new.example','lea@new.example',NULL,1);
INSERT INTO crm_contact_point VALUES('019cadc6-9a80-704b-87de-f55933945b82',0,'81de88cd-8e77-8c20-9609-e1b7edeca48a','Email','lou@new.example','lou@new.example',NULL,1);
INSERT INTO crm_contact_point VALUES('019cadc6-9a80-704b-8a48-f220d8527c22',0,'81de88cd-8e77-8c20-9609-e1b7edeca48a','Email','lea@new.example','lea@new.example',NULL,1);
CREATE TABLE crm_custom_value (
    tenant text not null,
    record_type text not null,
    field text not null,
    value text not null,
    record text not null,
    constraint crm_custom_value_pkey primary key (tenant, record_type, field, value, record)
) strict, without rowid;
INSERT INTO crm_custom_value VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','Contact','shoe_size','100000000000000000000000000038.5','019cadc6-9a80-704b-8775-27948ceb47f3');
CREATE TABLE crm_external_reference (
    value text not null,
    record_type text not null,
    system text not null,
    tenant text not null,
    record text not null,
    constraint crm_external_reference_pkey primary key (value, record_type, system, tenant)
) strict, without rowid;
INSERT INTO crm_external_reference VALUES('Company-1','Company','erp','81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-84fb-86b62c00db48');
INSERT INTO crm_external_reference VALUES('Contact-2','Contact','erp','81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-8775-27948ceb47f3');
INSERT INTO crm_external_reference VALUES('Contact-3','Contact','erp','81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-87b6-0a6b43c87d6a');
INSERT INTO crm_external_reference VALUES('Contact-4','Contact','erp','81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-87bf-c8710f678da1');
INSERT INTO crm_external_reference VALUES('Contact-5','Contact','erp','81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-87c8-b454e9e2b547');
INSERT INTO crm_external_reference VALUES('Contact-6','Contact','erp','81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-87c9-7c64a177725a');
INSERT INTO crm_external_reference VALUES('Contact-7','Contact','erp','81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-87d1-3cc20784d96b');
INSERT INTO crm_external_reference VALUES('Lead-8','Lead','erp','81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-87d9-ac9b60b53624');
INSERT INTO crm_external_reference VALUES('Lead-9','Lead','erp','81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-87de-f55933945b82');
INSERT INTO crm_external_reference VALUES('Deal-10','Deal','erp','81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-87e8-aabd85be4dbb');
INSERT INTO crm_external_reference VALUES('Deal-11','Deal','erp','81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-87fe-65ab2601fa6a');
CREATE TABLE crm_record_alias (
    old_id text not null,
    tenant text not null,
    record text not null,
    constraint crm_record_alias_pkey primary key (old_id, tenant)
) strict, without rowid;
CREATE TABLE crm_stage_change (
    id text not null,
    tenant text not null,
    deal text not null,
    from_stage text,
    to_stage text not null,
    at integer not null,
    by text not null,
    constraint crm_stage_change_pkey primary key (id, tenant)
) strict;
INSERT INTO crm_stage_change VALUES('019cadc6-9a80-704b-87f1-4f6dc789def4','81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-87e8-aabd85be4dbb',NULL,'prospecting',1772442000000000,'system:test');
INSERT INTO crm_stage_change VALUES('019cadc6-9a80-704b-87fe-7c81a076e264','81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-87fe-65ab2601fa6a',NULL,'prospecting',1772442000000000,'system:test');
INSERT INTO crm_stage_change VALUES('019cadc6-9a80-704b-8aea-3ccac7efb4cb','81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-87fe-65ab2601fa6a','prospecting','lost',1772442000000000,'system:test');
CREATE TABLE crm_activity (
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
INSERT INTO crm_activity VALUES('019cadc6-9a80-704b-8c35-25f90223e718','81de88cd-8e77-8c20-9609-e1b7edeca48a','crm.call','Call','Wants an offer','Logged','connected',1500,NULL,'[]','Outbound',NULL,NULL,'{}','{}',1772442000000000,1772442000000000,NULL,NULL,NULL,'member:019cadc6-9a80-704b-8076-229dddd7a537',NULL,NULL,NULL,1);
INSERT INTO crm_activity VALUES('019cadc6-9a80-704b-8d29-9e4251bfb239','81de88cd-8e77-8c20-9609-e1b7edeca48a','crm.meeting','Meeting',NULL,'Logged',NULL,3600,'Room 4','["Charles Babbage"]',NULL,NULL,NULL,'{}','{}',1772442000000000,1772442000000000,NULL,NULL,NULL,'member:019cadc6-9a80-704b-8076-229dddd7a537',NULL,NULL,NULL,1);
INSERT INTO crm_activity VALUES('019cadc6-9a80-704b-8d3f-0a04de51440a','81de88cd-8e77-8c20-9609-e1b7edeca48a','crm.email','Your question','Do you deliver?','Logged',NULL,NULL,NULL,'[]','Inbound',NULL,NULL,'{"from":"ada@acme.example","to":["sales@example.com"],"cc":[]}','{}',1772442000000000,1772442000000000,NULL,NULL,NULL,'member:019cadc6-9a80-704b-8076-229dddd7a537',NULL,NULL,NULL,1);
INSERT INTO crm_activity VALUES('019cadc6-9a80-704b-8d4b-5f5660040317','81de88cd-8e77-8c20-9609-e1b7edeca48a','crm.note','Note','Prefers mornings','Logged',NULL,NULL,NULL,'[]',NULL,NULL,NULL,'{}','{}',1772442000000000,1772442000000000,NULL,NULL,NULL,'member:019cadc6-9a80-704b-8076-229dddd7a537',NULL,NULL,NULL,1);
INSERT INTO crm_activity VALUES('019cadc6-9a80-704b-8d76-4733c8da88ed','81de88cd-8e77-8c20-9609-e1b7edeca48a','crm.task','Call Ada',NULL,'Completed',NULL,NULL,NULL,'[]',NULL,1772449200000000,NULL,'{"kind":"call"}','{}',1772442000000000,1772442000000000,1772442000000000,'019cadc6-9a80-704b-8e9b-66d50cb7e4f4','019cadc6-9a80-704b-8076-229dddd7a537','member:019cadc6-9a80-704b-8076-229dddd7a537',NULL,NULL,NULL,2);
INSERT INTO crm_activity VALUES('019cadc6-9a80-704b-8d99-ecb5278cbb7f','81de88cd-8e77-8c20-9609-e1b7edeca48a','crm.task','Send the price list',NULL,'Open',NULL,NULL,NULL,'[]',NULL,NULL,NULL,'{"kind":"toDo"}','{}',1772442000000000,1772442000000000,NULL,NULL,'019cadc6-9a80-704b-81b5-00f75abbfb77','member:019cadc6-9a80-704b-8076-229dddd7a537',NULL,NULL,NULL,1);
INSERT INTO crm_activity VALUES('019cadc6-9a80-704b-8dc6-89543bca71e1','81de88cd-8e77-8c20-9609-e1b7edeca48a','crm.task','Not needed',NULL,'Cancelled',NULL,NULL,NULL,'[]',NULL,NULL,NULL,'{"kind":"toDo"}','{}',1772442000000000,1772442000000000,NULL,NULL,'019cadc6-9a80-704b-8076-229dddd7a537','member:019cadc6-9a80-704b-8076-229dddd7a537',NULL,NULL,NULL,2);
INSERT INTO crm_activity VALUES('019cadc6-9a80-704b-8e9b-66d50cb7e4f4','81de88cd-8e77-8c20-9609-e1b7edeca48a','crm.call','Call Ada','Was out','Logged','gatekeeper',600,NULL,'[]','Outbound',NULL,NULL,'{}','{}',1772442000000000,1772442000000000,NULL,NULL,NULL,'member:019cadc6-9a80-704b-8076-229dddd7a537',NULL,NULL,NULL,1);
INSERT INTO crm_activity VALUES('019cadc6-9a80-704b-98b8-770de7698f6b','81de88cd-8e77-8c20-9609-e1b7edeca48a','crm.email','Hello Ada','Dear Ada, shall we talk?','Logged',NULL,NULL,NULL,'[]','Outbound',NULL,NULL,'{"from":"giveup@example.com","to":["ada@acme.example"],"wireId":"019cadc6-9a80-704b-95b9-6b7433ce435d@example.com","threadId":"019cadc6-9a80-704b-95b9-6b7433ce435d@example.com"}','{}',1772442000000000,1772442000000000,NULL,NULL,NULL,'system:sender','019cadc6-9a80-704b-9122-ec6c4d3afd78','e57f92b6-f43e-8680-9051-6dcdf36be24f',NULL,1);
INSERT INTO crm_activity VALUES('019cadc6-9a80-704b-9a2d-b9460f298d9d','81de88cd-8e77-8c20-9609-e1b7edeca48a','crm.email','Hello Cleo','Dear Cleo, shall we talk?','Logged',NULL,NULL,NULL,'[]','Outbound',NULL,NULL,'{"from":"giveup@example.com","to":["cleo@example.org"],"wireId":"019cadc6-9a80-704b-9657-f3b0078c36e7@example.com","threadId":"019cadc6-9a80-704b-9657-f3b0078c36e7@example.com"}','{}',1772442000000000,1772442000000000,NULL,NULL,NULL,'system:sender','019cadc6-9a80-704b-918c-bc2800d1f859','ae34b167-ac39-83b9-a181-75c12f446005',NULL,1);
INSERT INTO crm_activity VALUES('019cadc6-9a80-704b-9a4e-a005b173e17e','81de88cd-8e77-8c20-9609-e1b7edeca48a','crm.email','Hello Dora','Dear Dora, shall we talk?','Logged',NULL,NULL,NULL,'[]','Outbound',NULL,NULL,'{"from":"giveup@example.com","to":["dora@example.org"],"wireId":"019cadc6-9a80-704b-9658-06bb91246970@example.com","threadId":"019cadc6-9a80-704b-9658-06bb91246970@example.com"}','{}',1772442000000000,1772442000000000,NULL,NULL,NULL,'system:sender','019cadc6-9a80-704b-918c-c0275d93e61f','86ef752b-2bf8-813b-9348-e4acf9c42b61',NULL,1);
INSERT INTO crm_activity VALUES('019cadc6-9a80-704b-9a63-6af26043ab8c','81de88cd-8e77-8c20-9609-e1b7edeca48a','crm.email','Welcome, there',replace('Hello there,\n\nthank you for your interest. I will call you in the next days.\n\nGrace Hopper\n','\n',char(10)),'Logged',NULL,NULL,NULL,'[]','Outbound',NULL,NULL,'{"from":"giveup@example.com","to":["lou@new.example"],"wireId":"019cadc6-9a80-704b-967a-edeb82bd82f8@example.com","threadId":"019cadc6-9a80-704b-967a-edeb82bd82f8@example.com"}','{}',1772442000000000,1772442000000000,NULL,NULL,NULL,'system:sender','019cadc6-9a80-704b-9222-4014aa2e3965','0ed81c49-a7a4-81da-bca1-b6f03e148781',NULL,1);
INSERT INTO crm_activity VALUES('019cb2ec-f680-704b-9c99-0dd746ba3062','81de88cd-8e77-8c20-9609-e1b7edeca48a','crm.email_draft','Are you still there?','Just asking.','Completed',NULL,NULL,NULL,'[]',NULL,1772528400000000,NULL,'{"to":["ada@acme.example"]}','{}',1772528400000000,1772528400000000,1772550000000000,'019cb436-8d80-704b-9eb0-1f9890a742ed','019cadc6-9a80-704b-8076-229dddd7a537','system:runner','019cadc6-9a80-704b-9122-ec6c4d3afd78','ebc9d10a-0ce6-8d51-9368-210b3ced4e42',NULL,3);
INSERT INTO crm_activity VALUES('019cb2ec-f680-704b-9c9e-40384c21d03f','81de88cd-8e77-8c20-9609-e1b7edeca48a','crm.email_draft','Are you still there?','Just asking.','Cancelled',NULL,NULL,NULL,'[]',NULL,1772528400000000,NULL,'{"to":["cleo@example.org"]}','{}',1772528400000000,1772528400000000,NULL,NULL,'019cadc6-9a80-704b-8076-229dddd7a537','system:runner','019cadc6-9a80-704b-918c-bc2800d1f859','e10fc4b8-7925-8d65-8769-14451e13242f',NULL,2);
INSERT INTO crm_activity VALUES('019cb2ec-f680-704b-9c9e-46be9ebe4585','81de88cd-8e77-8c20-9609-e1b7edeca48a','crm.email_draft','Are you still there?','Just asking.','Cancelled',NULL,NULL,NULL,'[]',NULL,1772528400000000,NULL,'{"to":["dora@example.org"]}','{}',1772528400000000,1772528400000000,NULL,NULL,'019cadc6-9a80-704b-8076-229dddd7a537','system:runner','019cadc6-9a80-704b-918c-c0275d93e61f','b4cce5ae-0564-8e1b-b6a2-eddaaf62f483',NULL,2);
INSERT INTO crm_activity VALUES('019cb436-8d80-704b-9eb0-1f9890a742ed','81de88cd-8e77-8c20-9609-e1b7edeca48a','crm.email','Re: Are you still there?','Just asking.','Logged',NULL,NULL,NULL,'[]','Outbound',NULL,NULL,'{"from":"giveup@example.com","to":["ada@acme.example"],"wireId":"019cb436-8d80-704b-9e48-d39661c37a1c@example.com","threadId":"019cadc6-9a80-704b-95b9-6b7433ce435d@example.com"}','{}',1772550000000000,1772550000000000,NULL,NULL,NULL,'member:019cadc6-9a80-704b-8076-229dddd7a537','019cadc6-9a80-704b-9122-ec6c4d3afd78','ebc9d10a-0ce6-8d51-9368-210b3ced4e42',NULL,1);
INSERT INTO crm_activity VALUES('019cbf28-1100-704b-a3b1-0418fdbdf95c','81de88cd-8e77-8c20-9609-e1b7edeca48a','crm.task','Call Lou Lead','Ask what they use today.','Open',NULL,NULL,NULL,'[]',NULL,1772733600000000,NULL,'{"kind":"call"}','{}',1772733600000000,1772733600000000,NULL,NULL,'019cadc6-9a80-704b-8076-229dddd7a537','system:runner','019cadc6-9a80-704b-9222-4014aa2e3965','3ecfa82c-56b3-8a3a-b9e3-b7709a5d0ce2',NULL,1);
INSERT INTO crm_activity VALUES('019cbf28-1100-704b-a3b1-42c30cf07567','81de88cd-8e77-8c20-9609-e1b7edeca48a','crm.task','Look after Ada Lovelace',NULL,'Open',NULL,NULL,NULL,'[]',NULL,1772733600000000,NULL,'{}','{}',1772733600000000,1772733600000000,NULL,NULL,'019cadc6-9a80-704b-8076-229dddd7a537','system:runner','019cadc6-9a80-704b-9122-ec6c4d3afd78','088948a2-4333-8d56-aeb8-d2924382c7e0',NULL,1);
CREATE TABLE crm_timeline_entry (
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
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-856f-4c417b6c4075','019cadc6-9a80-704b-84fb-86b62c00db48','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Lifecycle','company.created',NULL,'Company created: Acme Corporation',NULL,'[]',NULL,NULL,'Logged',NULL,'system:test',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-87a2-bf4ad27e79da','019cadc6-9a80-704b-8775-27948ceb47f3','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Lifecycle','contact.created',NULL,'Contact created: Ada Lovelace',NULL,'[]',NULL,NULL,'Logged',NULL,'system:test',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-87a2-bf4ad27e79da','019cadc6-9a80-704b-84fb-86b62c00db48','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Lifecycle','contact.created','019cadc6-9a80-704b-8775-27948ceb47f3','Contact created: Ada Lovelace',NULL,'[]',NULL,NULL,'Logged',NULL,'system:test',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-87b9-4cd8cbb0ee21','019cadc6-9a80-704b-87b6-0a6b43c87d6a','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Lifecycle','contact.created',NULL,'Contact created: Bob Builder',NULL,'[]',NULL,NULL,'Logged',NULL,'system:test',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-87bf-d725085448d7','019cadc6-9a80-704b-87bf-c8710f678da1','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Lifecycle','contact.created',NULL,'Contact created: Cleo Patra',NULL,'[]',NULL,NULL,'Logged',NULL,'system:test',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-87c8-bff46643999f','019cadc6-9a80-704b-87c8-b454e9e2b547','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Lifecycle','contact.created',NULL,'Contact created: Dora Doubt',NULL,'[]',NULL,NULL,'Logged',NULL,'system:test',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-87c9-828db4bd4622','019cadc6-9a80-704b-87c9-7c64a177725a','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Lifecycle','contact.created',NULL,'Contact created: Erik Mute',NULL,'[]',NULL,NULL,'Logged',NULL,'system:test',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-87d1-460cf16a99d6','019cadc6-9a80-704b-87d1-3cc20784d96b','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Lifecycle','contact.created',NULL,'Contact created: Gone Soon',NULL,'[]',NULL,NULL,'Logged',NULL,'system:test',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-87d9-df49cec660af','019cadc6-9a80-704b-87d9-ac9b60b53624','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Lifecycle','lead.created',NULL,'Lead created: Lea Lead',NULL,'[]',NULL,NULL,'Logged',NULL,'system:test',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-87df-0067c7268639','019cadc6-9a80-704b-87de-f55933945b82','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Lifecycle','lead.created',NULL,'Lead created: Lou Lead',NULL,'[]',NULL,NULL,'Logged',NULL,'system:test',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-87f1-26ba62cb53f8','019cadc6-9a80-704b-87e8-aabd85be4dbb','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Lifecycle','deal.created',NULL,'Deal created: Engine',NULL,'[]',NULL,NULL,'Logged',NULL,'system:test',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-87f1-26ba62cb53f8','019cadc6-9a80-704b-84fb-86b62c00db48','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Lifecycle','deal.created','019cadc6-9a80-704b-87e8-aabd85be4dbb','Deal created: Engine',NULL,'[]',NULL,NULL,'Logged',NULL,'system:test',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-87fe-7965abfa74de','019cadc6-9a80-704b-87fe-65ab2601fa6a','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Lifecycle','deal.created',NULL,'Deal created: Wheel',NULL,'[]',NULL,NULL,'Logged',NULL,'system:test',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-87fe-7965abfa74de','019cadc6-9a80-704b-84fb-86b62c00db48','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Lifecycle','deal.created','019cadc6-9a80-704b-87fe-65ab2601fa6a','Deal created: Wheel',NULL,'[]',NULL,NULL,'Logged',NULL,'system:test',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-88c2-a1e34d0db962','019cadc6-9a80-704b-87d1-3cc20784d96b','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Lifecycle','contact.deleted',NULL,'Contact deleted: Gone Soon',NULL,'[]',NULL,NULL,'Logged',NULL,'system:test',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-87d9-df49cec660af','019cadc6-9a80-704b-8a48-f220d8527c22','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Lifecycle','lead.created','019cadc6-9a80-704b-87d9-ac9b60b53624','Lead created: Lea Lead',NULL,'[]',NULL,NULL,'Logged',NULL,'system:test',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-8a3e-58d064137b66','019cadc6-9a80-704b-8a3e-4a8e0faceb87','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Lifecycle','company.created',NULL,'Company created: New Example',NULL,'[]',NULL,NULL,'Logged',NULL,'system:test',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-8a49-5082c3885818','019cadc6-9a80-704b-8a48-f220d8527c22','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Lifecycle','contact.created',NULL,'Contact created: Lea Lead',NULL,'[]',NULL,NULL,'Logged',NULL,'system:test',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-8a49-5082c3885818','019cadc6-9a80-704b-8a3e-4a8e0faceb87','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Lifecycle','contact.created','019cadc6-9a80-704b-8a48-f220d8527c22','Contact created: Lea Lead',NULL,'[]',NULL,NULL,'Logged',NULL,'system:test',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-8a5b-ba829db9c587','019cadc6-9a80-704b-87d9-ac9b60b53624','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Lifecycle','lead.converted',NULL,'Lead converted: Lea Lead',NULL,'[]',NULL,NULL,'Logged',NULL,'system:test',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-8a5b-ba829db9c587','019cadc6-9a80-704b-8a48-f220d8527c22','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Lifecycle','lead.converted','019cadc6-9a80-704b-87d9-ac9b60b53624','Lead converted: Lea Lead',NULL,'[]',NULL,NULL,'Logged',NULL,'system:test',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-8aea-3ccac7efb4cb','019cadc6-9a80-704b-87fe-65ab2601fa6a','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'StageChange','lost',NULL,'Wheel: Prospecting → Lost','No budget','[]',NULL,NULL,'Logged',NULL,'system:test',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-8aea-3ccac7efb4cb','019cadc6-9a80-704b-84fb-86b62c00db48','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'StageChange','lost','019cadc6-9a80-704b-87fe-65ab2601fa6a','Wheel: Prospecting → Lost','No budget','[]',NULL,NULL,'Logged',NULL,'system:test',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-8b97-fdb7c5ace4f8','019cadc6-9a80-704b-8775-27948ceb47f3','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'FieldChange','title',NULL,'Changed title','title: – → Countess','["title"]',NULL,NULL,'Logged',NULL,'member:019cadc6-9a80-704b-8076-229dddd7a537',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-8b97-fdb7c5ace4f8','019cadc6-9a80-704b-84fb-86b62c00db48','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'FieldChange','title','019cadc6-9a80-704b-8775-27948ceb47f3','Changed title','title: – → Countess','["title"]',NULL,NULL,'Logged',NULL,'member:019cadc6-9a80-704b-8076-229dddd7a537',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-8c35-25f90223e718','019cadc6-9a80-704b-8775-27948ceb47f3','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Activity','crm.call',NULL,'Call','Wants an offer','["Connected"]','connected',1500,'Logged','Outbound','member:019cadc6-9a80-704b-8076-229dddd7a537',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-8c35-25f90223e718','019cadc6-9a80-704b-84fb-86b62c00db48','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Activity','crm.call','019cadc6-9a80-704b-8775-27948ceb47f3','Call','Wants an offer','["Connected"]','connected',1500,'Logged','Outbound','member:019cadc6-9a80-704b-8076-229dddd7a537',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-8d29-9e4251bfb239','019cadc6-9a80-704b-8775-27948ceb47f3','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Activity','crm.meeting',NULL,'Meeting',NULL,'[]',NULL,3600,'Logged',NULL,'member:019cadc6-9a80-704b-8076-229dddd7a537',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-8d29-9e4251bfb239','019cadc6-9a80-704b-84fb-86b62c00db48','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Activity','crm.meeting',NULL,'Meeting',NULL,'[]',NULL,3600,'Logged',NULL,'member:019cadc6-9a80-704b-8076-229dddd7a537',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-8d29-9e4251bfb239','019cadc6-9a80-704b-87e8-aabd85be4dbb','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Activity','crm.meeting',NULL,'Meeting',NULL,'[]',NULL,3600,'Logged',NULL,'member:019cadc6-9a80-704b-8076-229dddd7a537',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-8d3f-0a04de51440a','019cadc6-9a80-704b-8775-27948ceb47f3','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Activity','crm.email',NULL,'Your question','Do you deliver?','[]',NULL,NULL,'Logged','Inbound','member:019cadc6-9a80-704b-8076-229dddd7a537',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-8d3f-0a04de51440a','019cadc6-9a80-704b-84fb-86b62c00db48','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Activity','crm.email','019cadc6-9a80-704b-8775-27948ceb47f3','Your question','Do you deliver?','[]',NULL,NULL,'Logged','Inbound','member:019cadc6-9a80-704b-8076-229dddd7a537',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-8d4b-5f5660040317','019cadc6-9a80-704b-87b6-0a6b43c87d6a','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Activity','crm.note',NULL,'Note','Prefers mornings','[]',NULL,NULL,'Logged',NULL,'member:019cadc6-9a80-704b-8076-229dddd7a537',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-8d76-4733c8da88ed','019cadc6-9a80-704b-8775-27948ceb47f3','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Activity','crm.task',NULL,'Call Ada',NULL,'["Call"]',NULL,NULL,'Completed',NULL,'member:019cadc6-9a80-704b-8076-229dddd7a537',1772442000000000,'019cadc6-9a80-704b-8e9b-66d50cb7e4f4',0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-8d76-4733c8da88ed','019cadc6-9a80-704b-84fb-86b62c00db48','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Activity','crm.task','019cadc6-9a80-704b-8775-27948ceb47f3','Call Ada',NULL,'["Call"]',NULL,NULL,'Completed',NULL,'member:019cadc6-9a80-704b-8076-229dddd7a537',1772442000000000,'019cadc6-9a80-704b-8e9b-66d50cb7e4f4',0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-8d99-ecb5278cbb7f','019cadc6-9a80-704b-87b6-0a6b43c87d6a','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Activity','crm.task',NULL,'Send the price list',NULL,'[]',NULL,NULL,'Open',NULL,'member:019cadc6-9a80-704b-8076-229dddd7a537',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-8dc6-89543bca71e1','019cadc6-9a80-704b-87b6-0a6b43c87d6a','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Activity','crm.task',NULL,'Not needed',NULL,'[]',NULL,NULL,'Cancelled',NULL,'member:019cadc6-9a80-704b-8076-229dddd7a537',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-8e9b-66d50cb7e4f4','019cadc6-9a80-704b-8775-27948ceb47f3','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Activity','crm.call',NULL,'Call Ada','Was out','["Gatekeeper"]','gatekeeper',600,'Logged','Outbound','member:019cadc6-9a80-704b-8076-229dddd7a537',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-8e9b-66d50cb7e4f4','019cadc6-9a80-704b-84fb-86b62c00db48','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Activity','crm.call','019cadc6-9a80-704b-8775-27948ceb47f3','Call Ada','Was out','["Gatekeeper"]','gatekeeper',600,'Logged','Outbound','member:019cadc6-9a80-704b-8076-229dddd7a537',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-9122-ec6c4d3afd78','019cadc6-9a80-704b-8775-27948ceb47f3','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Sequence','enrollment.started',NULL,'Enrolled in Simple',NULL,'[]',NULL,NULL,'Logged',NULL,'member:019cadc6-9a80-704b-8076-229dddd7a537',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-9122-ec6c4d3afd78','019cadc6-9a80-704b-84fb-86b62c00db48','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Sequence','enrollment.started','019cadc6-9a80-704b-8775-27948ceb47f3','Enrolled in Simple',NULL,'[]',NULL,NULL,'Logged',NULL,'member:019cadc6-9a80-704b-8076-229dddd7a537',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-918a-9df27af61d4d','019cadc6-9a80-704b-87b6-0a6b43c87d6a','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Sequence','enrollment.started',NULL,'Enrolled in Simple',NULL,'[]',NULL,NULL,'Logged',NULL,'member:019cadc6-9a80-704b-8076-229dddd7a537',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-918c-bc2800d1f859','019cadc6-9a80-704b-87bf-c8710f678da1','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Sequence','enrollment.started',NULL,'Enrolled in Simple',NULL,'[]',NULL,NULL,'Logged',NULL,'member:019cadc6-9a80-704b-8076-229dddd7a537',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-918c-c0275d93e61f','019cadc6-9a80-704b-87c8-b454e9e2b547','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Sequence','enrollment.started',NULL,'Enrolled in Simple',NULL,'[]',NULL,NULL,'Logged',NULL,'member:019cadc6-9a80-704b-8076-229dddd7a537',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-9222-4014aa2e3965','019cadc6-9a80-704b-87de-f55933945b82','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Sequence','enrollment.started',NULL,'Enrolled in Welcome',NULL,'[]',NULL,NULL,'Logged',NULL,'member:019cadc6-9a80-704b-8076-229dddd7a537',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-98b8-770de7698f6b','019cadc6-9a80-704b-8775-27948ceb47f3','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Activity','crm.email',NULL,'Hello Ada','Dear Ada, shall we talk?','[]',NULL,NULL,'Logged','Outbound','system:sender',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-98b8-770de7698f6b','019cadc6-9a80-704b-84fb-86b62c00db48','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Activity','crm.email','019cadc6-9a80-704b-8775-27948ceb47f3','Hello Ada','Dear Ada, shall we talk?','[]',NULL,NULL,'Logged','Outbound','system:sender',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-9a2d-b9460f298d9d','019cadc6-9a80-704b-87bf-c8710f678da1','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Activity','crm.email',NULL,'Hello Cleo','Dear Cleo, shall we talk?','[]',NULL,NULL,'Logged','Outbound','system:sender',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-9a4e-a005b173e17e','019cadc6-9a80-704b-87c8-b454e9e2b547','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Activity','crm.email',NULL,'Hello Dora','Dear Dora, shall we talk?','[]',NULL,NULL,'Logged','Outbound','system:sender',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cadc6-9a80-704b-9a63-6af26043ab8c','019cadc6-9a80-704b-87de-f55933945b82','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772442000000000,'Activity','crm.email',NULL,'Welcome, there','Hello there, thank you for your interest. I will call you in the next days. Grace Hopper','[]',NULL,NULL,'Logged','Outbound','system:sender',1772442000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cb2ec-f680-704b-9c99-0dd746ba3062','019cadc6-9a80-704b-8775-27948ceb47f3','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772528400000000,'Activity','crm.email_draft',NULL,'Are you still there?','Just asking.','[]',NULL,NULL,'Completed',NULL,'system:runner',1772528400000000,'019cb436-8d80-704b-9eb0-1f9890a742ed',0);
INSERT INTO crm_timeline_entry VALUES('019cb2ec-f680-704b-9c99-0dd746ba3062','019cadc6-9a80-704b-84fb-86b62c00db48','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772528400000000,'Activity','crm.email_draft','019cadc6-9a80-704b-8775-27948ceb47f3','Are you still there?','Just asking.','[]',NULL,NULL,'Completed',NULL,'system:runner',1772528400000000,'019cb436-8d80-704b-9eb0-1f9890a742ed',0);
INSERT INTO crm_timeline_entry VALUES('019cb2ec-f680-704b-9c9e-40384c21d03f','019cadc6-9a80-704b-87bf-c8710f678da1','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772528400000000,'Activity','crm.email_draft',NULL,'Are you still there?','Just asking.','[]',NULL,NULL,'Cancelled',NULL,'system:runner',1772528400000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cb2ec-f680-704b-9c9e-46be9ebe4585','019cadc6-9a80-704b-87c8-b454e9e2b547','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772528400000000,'Activity','crm.email_draft',NULL,'Are you still there?','Just asking.','[]',NULL,NULL,'Cancelled',NULL,'system:runner',1772528400000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cb436-8d80-704b-9eb0-1f9890a742ed','019cadc6-9a80-704b-8775-27948ceb47f3','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772550000000000,'Activity','crm.email',NULL,'Re: Are you still there?','Just asking.','[]',NULL,NULL,'Logged','Outbound','member:019cadc6-9a80-704b-8076-229dddd7a537',1772550000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cb436-8d80-704b-9eb0-1f9890a742ed','019cadc6-9a80-704b-84fb-86b62c00db48','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772550000000000,'Activity','crm.email','019cadc6-9a80-704b-8775-27948ceb47f3','Re: Are you still there?','Just asking.','[]',NULL,NULL,'Logged','Outbound','member:019cadc6-9a80-704b-8076-229dddd7a537',1772550000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cb436-8d80-704b-a12b-76472b417b06','019cadc6-9a80-704b-87bf-c8710f678da1','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772550000000000,'Sequence','enrollment.finished',NULL,'Finished Simple: Manual','A person finished it.','[]',NULL,NULL,'Logged',NULL,'system:runner',1772550000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cb436-8d80-704b-a1da-672ea1b2d7c0','019cadc6-9a80-704b-87c8-b454e9e2b547','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772550000000000,'Sequence','enrollment.finished',NULL,'Finished Simple: OptedOut','The address is suppressed.','[]',NULL,NULL,'Logged',NULL,'system:runner',1772550000000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cbf28-1100-704b-a3b1-0418fdbdf95c','019cadc6-9a80-704b-87de-f55933945b82','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772733600000000,'Activity','crm.task',NULL,'Call Lou Lead','Ask what they use today.','["Call"]',NULL,NULL,'Open',NULL,'system:runner',1772733600000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cbf28-1100-704b-a3b1-42c30cf07567','019cadc6-9a80-704b-8775-27948ceb47f3','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772733600000000,'Activity','crm.task',NULL,'Look after Ada Lovelace',NULL,'[]',NULL,NULL,'Open',NULL,'system:runner',1772733600000000,NULL,0);
INSERT INTO crm_timeline_entry VALUES('019cbf28-1100-704b-a3b1-42c30cf07567','019cadc6-9a80-704b-84fb-86b62c00db48','81de88cd-8e77-8c20-9609-e1b7edeca48a',1772733600000000,'Activity','crm.task','019cadc6-9a80-704b-8775-27948ceb47f3','Look after Ada Lovelace',NULL,'[]',NULL,NULL,'Open',NULL,'system:runner',1772733600000000,NULL,0);
CREATE TABLE crm_sequence (
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
INSERT INTO crm_sequence VALUES('019cadc6-9a80-704b-8fe2-04bea8d0d1a9','81de88cd-8e77-8c20-9609-e1b7edeca48a','welcome','Welcome',NULL,'Open','{"key":"welcome","name":"Welcome","recordTypes":["contact","lead"],"reenroll":"once","exclusive":"onlyAgainstExclusive","steps":[{"key":"hello","type":"crm.email.auto","delay":"0","at":"09:00:00","wait":true,"settings":{"subject":"Welcome, {{ contact.first_name | default: \u0022there\u0022 }}","body":"Hello {{ contact.first_name | default: \u0022there\u0022 }},\n\nthank you for your interest. I will call you in the next days.\n\n{{ sender.name }}\n"}},{"key":"call","type":"crm.call","delay":"2 business days","at":"10:00:00","wait":true,"settings":{"subject":"Call {{ contact.name }}","note":"Ask what they use today."}},{"key":"offer","type":"crm.email.manual","delay":"1 day","wait":true,"settings":{"subject":"What we talked about","body":"Hello {{ contact.first_name | default: \u0022there\u0022 }},\n\nas promised, here is what we talked about.\n\n{{ sender.name }}\n"}},{"key":"check","type":"crm.task","delay":"3 business days","wait":true,"settings":{"subject":"See whether {{ contact.name }} has questions","dueAfter":"1.00:00:00"}}]}','019cadc6-9a80-704b-9009-574927b14c5e',1772442000000000,1);
INSERT INTO crm_sequence VALUES('019cadc6-9a80-704b-9042-b576f34f003c','81de88cd-8e77-8c20-9609-e1b7edeca48a','simple','Simple',NULL,'Open','{"key":"simple","name":"Simple","recordTypes":["contact","lead"],"reenroll":"once","exclusive":"yes","steps":[{"key":"hello","type":"crm.email.auto","delay":"0","wait":true,"settings":{"subject":"Hello {{ contact.first_name }}","body":"Dear {{ contact.first_name }}, shall we talk?"}},{"key":"draft","type":"crm.email.manual","delay":"1 day","wait":true,"settings":{"subject":"Still there?","body":"Just asking."}},{"key":"end","type":"crm.task","delay":"2 business days","wait":true,"settings":{"subject":"Look after {{ contact.name }}"}}]}','019cadc6-9a80-704b-9042-bb7e08f1f0aa',1772442000000000,1);
INSERT INTO crm_sequence VALUES('019cadc6-9a80-704b-9064-09f952d8f772','81de88cd-8e77-8c20-9609-e1b7edeca48a','drafted','Simple',NULL,'Open','{"key":"drafted","name":"Simple","recordTypes":["contact","lead"],"reenroll":"once","exclusive":"yes","steps":[{"key":"hello","type":"crm.email.auto","delay":"0","wait":true,"settings":{"subject":"Hello {{ contact.first_name }}","body":"Dear {{ contact.first_name }}, shall we talk?"}},{"key":"draft","type":"crm.email.manual","delay":"1 day","wait":true,"settings":{"subject":"Still there?","body":"Just asking."}},{"key":"end","type":"crm.task","delay":"2 business days","wait":true,"settings":{"subject":"Look after {{ contact.name }}"}}]}',NULL,1772442000000000,1);
CREATE TABLE crm_sequence_version (
    id text not null,
    tenant text not null,
    sequence text not null,
    number integer not null,
    definition text not null,
    published_at integer not null,
    published_by text not null,
    constraint crm_sequence_version_pkey primary key (id, tenant)
) strict;
INSERT INTO crm_sequence_version VALUES('019cadc6-9a80-704b-9009-574927b14c5e','81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-8fe2-04bea8d0d1a9',1,'{"key":"welcome","name":"Welcome","recordTypes":["contact","lead"],"reenroll":"once","exclusive":"onlyAgainstExclusive","steps":[{"key":"hello","type":"crm.email.auto","delay":"0","at":"09:00:00","wait":true,"settings":{"subject":"Welcome, {{ contact.first_name | default: \u0022there\u0022 }}","body":"Hello {{ contact.first_name | default: \u0022there\u0022 }},\n\nthank you for your interest. I will call you in the next days.\n\n{{ sender.name }}\n"}},{"key":"call","type":"crm.call","delay":"2 business days","at":"10:00:00","wait":true,"settings":{"subject":"Call {{ contact.name }}","note":"Ask what they use today."}},{"key":"offer","type":"crm.email.manual","delay":"1 day","wait":true,"settings":{"subject":"What we talked about","body":"Hello {{ contact.first_name | default: \u0022there\u0022 }},\n\nas promised, here is what we talked about.\n\n{{ sender.name }}\n"}},{"key":"check","type":"crm.task","delay":"3 business days","wait":true,"settings":{"subject":"See whether {{ contact.name }} has questions","dueAfter":"1.00:00:00"}}]}',1772442000000000,'system:test');
INSERT INTO crm_sequence_version VALUES('019cadc6-9a80-704b-9042-bb7e08f1f0aa','81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-9042-b576f34f003c',1,'{"key":"simple","name":"Simple","recordTypes":["contact","lead"],"reenroll":"once","exclusive":"yes","steps":[{"key":"hello","type":"crm.email.auto","delay":"0","wait":true,"settings":{"subject":"Hello {{ contact.first_name }}","body":"Dear {{ contact.first_name }}, shall we talk?"}},{"key":"draft","type":"crm.email.manual","delay":"1 day","wait":true,"settings":{"subject":"Still there?","body":"Just asking."}},{"key":"end","type":"crm.task","delay":"2 business days","wait":true,"settings":{"subject":"Look after {{ contact.name }}"}}]}',1772442000000000,'system:test');
CREATE TABLE crm_step_text (
    version text not null,
    step_key text not null,
    text_revision integer not null,
    tenant text not null,
    texts text not null,
    at integer not null,
    by text not null,
    constraint crm_step_text_pkey primary key (version, step_key, text_revision, tenant)
) strict;
INSERT INTO crm_step_text VALUES('019cadc6-9a80-704b-9009-574927b14c5e','hello',1,'81de88cd-8e77-8c20-9609-e1b7edeca48a','{"subject":"Welcome, {{ contact.first_name | default: \u0022there\u0022 }}","body":"Hello {{ contact.first_name | default: \u0022there\u0022 }},\n\nthank you for your interest. I will call you in the next days.\n\n{{ sender.name }}\n"}',1772442000000000,'system:test');
INSERT INTO crm_step_text VALUES('019cadc6-9a80-704b-9009-574927b14c5e','call',1,'81de88cd-8e77-8c20-9609-e1b7edeca48a','{"subject":"Call {{ contact.name }}","note":"Ask what they use today."}',1772442000000000,'system:test');
INSERT INTO crm_step_text VALUES('019cadc6-9a80-704b-9009-574927b14c5e','offer',1,'81de88cd-8e77-8c20-9609-e1b7edeca48a','{"subject":"What we talked about","body":"Hello {{ contact.first_name | default: \u0022there\u0022 }},\n\nas promised, here is what we talked about.\n\n{{ sender.name }}\n"}',1772442000000000,'system:test');
INSERT INTO crm_step_text VALUES('019cadc6-9a80-704b-9009-574927b14c5e','check',1,'81de88cd-8e77-8c20-9609-e1b7edeca48a','{"subject":"See whether {{ contact.name }} has questions"}',1772442000000000,'system:test');
INSERT INTO crm_step_text VALUES('019cadc6-9a80-704b-9042-bb7e08f1f0aa','hello',1,'81de88cd-8e77-8c20-9609-e1b7edeca48a','{"subject":"Hello {{ contact.first_name }}","body":"Dear {{ contact.first_name }}, shall we talk?"}',1772442000000000,'system:test');
INSERT INTO crm_step_text VALUES('019cadc6-9a80-704b-9042-bb7e08f1f0aa','draft',1,'81de88cd-8e77-8c20-9609-e1b7edeca48a','{"subject":"Still there?","body":"Just asking."}',1772442000000000,'system:test');
INSERT INTO crm_step_text VALUES('019cadc6-9a80-704b-9042-bb7e08f1f0aa','end',1,'81de88cd-8e77-8c20-9609-e1b7edeca48a','{"subject":"Look after {{ contact.name }}"}',1772442000000000,'system:test');
INSERT INTO crm_step_text VALUES('019cadc6-9a80-704b-9042-bb7e08f1f0aa','draft',2,'81de88cd-8e77-8c20-9609-e1b7edeca48a','{"subject":"Are you still there?","body":"Just asking."}',1772442000000000,'system:test');
CREATE TABLE crm_enrollment (
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
INSERT INTO crm_enrollment VALUES('019cadc6-9a80-704b-9122-ec6c4d3afd78','81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-9042-b576f34f003c','019cadc6-9a80-704b-9042-bb7e08f1f0aa','019cadc6-9a80-704b-8775-27948ceb47f3','Contact','019cadc6-9a80-704b-8775-27948ceb47f3','2a1322415fff1b1aceaebe7855b2c5bd6e9efa5e787d46391f971aea65062ce3','019cadc6-9a80-704b-8076-229dddd7a537','Waiting','end',1,0,NULL,'2026-03-05T15:00:00','Europe/London','phone',NULL,NULL,NULL,NULL,'[]','019cadc6-9a80-704b-910b-f34833366823',1772442000000000,NULL,NULL,0,7,0);
INSERT INTO crm_enrollment VALUES('019cadc6-9a80-704b-918a-9df27af61d4d','81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-9042-b576f34f003c','019cadc6-9a80-704b-9042-bb7e08f1f0aa','019cadc6-9a80-704b-87b6-0a6b43c87d6a','Contact','019cadc6-9a80-704b-87b6-0a6b43c87d6a','2debe85f147dc38a9d4bb5c902884fec7275bd6e375b8cb67bd18bf02fe96107','019cadc6-9a80-704b-8076-229dddd7a537','Blocked','hello',1,0,NULL,NULL,'Etc/UTC','tenant',NULL,NULL,'''contact.first_name'' has no value for this record; fill it in, or give a fallback: {{ contact.first_name | default: "…" }}.','contact.first_name','[]','019cadc6-9a80-704b-910b-f34833366823',1772442000000000,NULL,NULL,0,2,0);
INSERT INTO crm_enrollment VALUES('019cadc6-9a80-704b-918c-bc2800d1f859','81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-9042-b576f34f003c','019cadc6-9a80-704b-9042-bb7e08f1f0aa','019cadc6-9a80-704b-87bf-c8710f678da1','Contact','019cadc6-9a80-704b-87bf-c8710f678da1','5ae22dc1c344cf93bcc153b92da1c5efed96b5f3cc7346b241008af8e9299aab','019cadc6-9a80-704b-8076-229dddd7a537','Finished',NULL,1,0,NULL,NULL,'Etc/UTC','tenant',NULL,'Manual','A person finished it.','system:test','[]','019cadc6-9a80-704b-910b-f34833366823',1772442000000000,1772550000000000,NULL,0,6,0);
INSERT INTO crm_enrollment VALUES('019cadc6-9a80-704b-918c-c0275d93e61f','81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-9042-b576f34f003c','019cadc6-9a80-704b-9042-bb7e08f1f0aa','019cadc6-9a80-704b-87c8-b454e9e2b547','Contact','019cadc6-9a80-704b-87c8-b454e9e2b547','215ed56a01ceec569254d61537b6abddcf2d17c4f9e341c594fd718f57299224','019cadc6-9a80-704b-8076-229dddd7a537','Finished',NULL,1,0,NULL,NULL,'Etc/UTC','tenant',NULL,'OptedOut','The address is suppressed.','system:test','[]','019cadc6-9a80-704b-910b-f34833366823',1772442000000000,1772550000000000,NULL,0,5,0);
INSERT INTO crm_enrollment VALUES('019cadc6-9a80-704b-9222-4014aa2e3965','81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-8fe2-04bea8d0d1a9','019cadc6-9a80-704b-9009-574927b14c5e','019cadc6-9a80-704b-87de-f55933945b82','Lead','019cadc6-9a80-704b-87de-f55933945b82','ca39bd09d7d780bdab7e6ce6b7b0368646ba7048f2b09cc42eb1e09b90ba0527','019cadc6-9a80-704b-8076-229dddd7a537','Waiting','call',1,0,NULL,'2026-03-04T10:00:00','Etc/UTC','tenant',NULL,NULL,NULL,NULL,'[]','019cadc6-9a80-704b-9222-29ad655e7e0e',1772442000000000,NULL,NULL,0,4,0);
CREATE TABLE crm_step_execution (
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
INSERT INTO crm_step_execution VALUES('e57f92b6-f43e-8680-9051-6dcdf36be24f','81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-9122-ec6c4d3afd78','hello',1,'Done',NULL,0,1772442000000000,1772442000000000,1772442000000000,NULL,'019cadc6-9a80-704b-95b9-6b7433ce435d',1);
INSERT INTO crm_step_execution VALUES('ae34b167-ac39-83b9-a181-75c12f446005','81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-918c-bc2800d1f859','hello',1,'Done',NULL,0,1772442000000000,1772442000000000,1772442000000000,NULL,'019cadc6-9a80-704b-9657-f3b0078c36e7',1);
INSERT INTO crm_step_execution VALUES('86ef752b-2bf8-813b-9348-e4acf9c42b61','81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-918c-c0275d93e61f','hello',1,'Done',NULL,0,1772442000000000,1772442000000000,1772442000000000,NULL,'019cadc6-9a80-704b-9658-06bb91246970',1);
INSERT INTO crm_step_execution VALUES('0ed81c49-a7a4-81da-bca1-b6f03e148781','81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-9222-4014aa2e3965','hello',1,'Done',NULL,0,1772442000000000,1772442000000000,1772442000000000,NULL,'019cadc6-9a80-704b-967a-edeb82bd82f8',1);
INSERT INTO crm_step_execution VALUES('ebc9d10a-0ce6-8d51-9368-210b3ced4e42','81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-9122-ec6c4d3afd78','draft',1,'Done',NULL,0,1772528400000000,1772528400000000,1772550000000000,'019cb2ec-f680-704b-9c99-0dd746ba3062','019cb436-8d80-704b-9e48-d39661c37a1c',2);
INSERT INTO crm_step_execution VALUES('e10fc4b8-7925-8d65-8769-14451e13242f','81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-918c-bc2800d1f859','draft',1,'Skipped','The draft was rejected: Not now',0,1772528400000000,1772528400000000,1772550000000000,'019cb2ec-f680-704b-9c9e-40384c21d03f',NULL,2);
INSERT INTO crm_step_execution VALUES('b4cce5ae-0564-8e1b-b6a2-eddaaf62f483','81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-918c-c0275d93e61f','draft',1,'Cancelled','The address is suppressed.',0,1772528400000000,1772528400000000,1772550000000000,'019cb2ec-f680-704b-9c9e-46be9ebe4585',NULL,2);
INSERT INTO crm_step_execution VALUES('3ecfa82c-56b3-8a3a-b9e3-b7709a5d0ce2','81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-9222-4014aa2e3965','call',1,'Waiting',NULL,0,1772618400000000,1772733600000000,NULL,'019cbf28-1100-704b-a3b1-0418fdbdf95c',NULL,1);
INSERT INTO crm_step_execution VALUES('088948a2-4333-8d56-aeb8-d2924382c7e0','81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-9122-ec6c4d3afd78','end',1,'Waiting',NULL,0,1772722800000000,1772733600000000,NULL,'019cbf28-1100-704b-a3b1-42c30cf07567',NULL,1);
CREATE TABLE crm_enrollment_value (
    enrollment text not null,
    plugin text not null,
    key text not null,
    tenant text not null,
    value text not null,
    constraint crm_enrollment_value_pkey primary key (enrollment, plugin, key, tenant)
) strict, without rowid;
CREATE TABLE crm_message (
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
INSERT INTO crm_message VALUES('019cadc6-9a80-704b-95b9-6b7433ce435d','81de88cd-8e77-8c20-9609-e1b7edeca48a','email','019cadc6-9a80-704b-827c-ef4a746cfad9','019cadc6-9a80-704b-8775-27948ceb47f3','Contact','019cadc6-9a80-704b-8775-27948ceb47f3','019cadc6-9a80-704b-9122-ec6c4d3afd78','e57f92b6-f43e-8680-9051-6dcdf36be24f','["enrollment:019cadc6-9a80-704b-9122-ec6c4d3afd78"]',NULL,'giveup@example.com','Example','ada@acme.example','Ada Lovelace','2a1322415fff1b1aceaebe7855b2c5bd6e9efa5e787d46391f971aea65062ce3','Hello Ada','Dear Ada, shall we talk?',NULL,'019cadc6-9a80-704b-95b9-6b7433ce435d@example.com',NULL,'[]','Sent',NULL,'Written to 20260302T090000000Z-019cadc6-9a80-704b-95b9-6b7433ce435d@example.com.eml',1,NULL,NULL,1,1,NULL,NULL,1772442000000000,1772442000000000,4);
INSERT INTO crm_message VALUES('019cadc6-9a80-704b-9657-f3b0078c36e7','81de88cd-8e77-8c20-9609-e1b7edeca48a','email','019cadc6-9a80-704b-827c-ef4a746cfad9','019cadc6-9a80-704b-87bf-c8710f678da1','Contact','019cadc6-9a80-704b-87bf-c8710f678da1','019cadc6-9a80-704b-918c-bc2800d1f859','ae34b167-ac39-83b9-a181-75c12f446005','["enrollment:019cadc6-9a80-704b-918c-bc2800d1f859"]',NULL,'giveup@example.com','Example','cleo@example.org','Cleo Patra','5ae22dc1c344cf93bcc153b92da1c5efed96b5f3cc7346b241008af8e9299aab','Hello Cleo','Dear Cleo, shall we talk?',NULL,'019cadc6-9a80-704b-9657-f3b0078c36e7@example.com',NULL,'[]','Sent',NULL,'Written to 20260302T090000000Z-019cadc6-9a80-704b-9657-f3b0078c36e7@example.com.eml',1,NULL,NULL,1,1,NULL,NULL,1772442000000000,1772442000000000,4);
INSERT INTO crm_message VALUES('019cadc6-9a80-704b-9658-06bb91246970','81de88cd-8e77-8c20-9609-e1b7edeca48a','email','019cadc6-9a80-704b-827c-ef4a746cfad9','019cadc6-9a80-704b-87c8-b454e9e2b547','Contact','019cadc6-9a80-704b-87c8-b454e9e2b547','019cadc6-9a80-704b-918c-c0275d93e61f','86ef752b-2bf8-813b-9348-e4acf9c42b61','["enrollment:019cadc6-9a80-704b-918c-c0275d93e61f"]',NULL,'giveup@example.com','Example','dora@example.org','Dora Doubt','215ed56a01ceec569254d61537b6abddcf2d17c4f9e341c594fd718f57299224','Hello Dora','Dear Dora, shall we talk?',NULL,'019cadc6-9a80-704b-9658-06bb91246970@example.com',NULL,'[]','Sent',NULL,'Written to 20260302T090000000Z-019cadc6-9a80-704b-9658-06bb91246970@example.com.eml',1,NULL,NULL,1,1,NULL,NULL,1772442000000000,1772442000000000,4);
INSERT INTO crm_message VALUES('019cadc6-9a80-704b-967a-edeb82bd82f8','81de88cd-8e77-8c20-9609-e1b7edeca48a','email','019cadc6-9a80-704b-827c-ef4a746cfad9','019cadc6-9a80-704b-87de-f55933945b82','Lead','019cadc6-9a80-704b-87de-f55933945b82','019cadc6-9a80-704b-9222-4014aa2e3965','0ed81c49-a7a4-81da-bca1-b6f03e148781','["enrollment:019cadc6-9a80-704b-9222-4014aa2e3965"]',NULL,'giveup@example.com','Example','lou@new.example','Lou Lead','ca39bd09d7d780bdab7e6ce6b7b0368646ba7048f2b09cc42eb1e09b90ba0527','Welcome, there',replace('Hello there,\n\nthank you for your interest. I will call you in the next days.\n\nGrace Hopper\n','\n',char(10)),NULL,'019cadc6-9a80-704b-967a-edeb82bd82f8@example.com',NULL,'[]','Sent',NULL,'Written to 20260302T090000000Z-019cadc6-9a80-704b-967a-edeb82bd82f8@example.com.eml',1,NULL,NULL,1,1,NULL,NULL,1772442000000000,1772442000000000,4);
INSERT INTO crm_message VALUES('019cb436-8d80-704b-9e48-d39661c37a1c','81de88cd-8e77-8c20-9609-e1b7edeca48a','email','019cadc6-9a80-704b-827c-ef4a746cfad9','019cadc6-9a80-704b-8775-27948ceb47f3','Contact','019cadc6-9a80-704b-8775-27948ceb47f3','019cadc6-9a80-704b-9122-ec6c4d3afd78','ebc9d10a-0ce6-8d51-9368-210b3ced4e42','["enrollment:019cadc6-9a80-704b-9122-ec6c4d3afd78"]','019cb2ec-f680-704b-9c99-0dd746ba3062','giveup@example.com','Example','ada@acme.example','Ada Lovelace','2a1322415fff1b1aceaebe7855b2c5bd6e9efa5e787d46391f971aea65062ce3','Re: Are you still there?','Just asking.',NULL,'019cb436-8d80-704b-9e48-d39661c37a1c@example.com','019cadc6-9a80-704b-95b9-6b7433ce435d@example.com','["019cadc6-9a80-704b-95b9-6b7433ce435d@example.com"]','Sent',NULL,'Written to 20260303T150000000Z-019cb436-8d80-704b-9e48-d39661c37a1c@example.com.eml',1,NULL,NULL,1,2,'member:019cadc6-9a80-704b-8076-229dddd7a537','e35b90d1ec974781b9acb19cd0955f3f530be45bfc381c2f22f24f6154488fb2',1772550000000000,1772550000000000,4);
INSERT INTO crm_message VALUES('019cb436-8d80-704b-a245-e086e66e932a','81de88cd-8e77-8c20-9609-e1b7edeca48a','email','019cadc6-9a80-704b-827c-ef4a746cfad9','019cadc6-9a80-704b-8775-27948ceb47f3','Contact','019cadc6-9a80-704b-8775-27948ceb47f3',NULL,NULL,'[]',NULL,'giveup@example.com','Example','ada@acme.example','Ada Lovelace','2a1322415fff1b1aceaebe7855b2c5bd6e9efa5e787d46391f971aea65062ce3','By hand','Hello Ada',NULL,'019cb436-8d80-704b-a245-e086e66e932a@example.com',NULL,'[]','Queued',NULL,NULL,0,1772550000000000,1795889268558999,1,NULL,'member:019cadc6-9a80-704b-8076-229dddd7a537',NULL,1772550000000000,NULL,2);
INSERT INTO crm_message VALUES('019cb436-8d80-704b-a260-1ae87f27c66d','81de88cd-8e77-8c20-9609-e1b7edeca48a','email','019cadc6-9a80-704b-827c-ef4a746cfad9','019cadc6-9a80-704b-87bf-c8710f678da1','Contact','019cadc6-9a80-704b-87bf-c8710f678da1',NULL,NULL,'[]',NULL,'giveup@example.com','Example','cleo@example.org','Cleo Patra','5ae22dc1c344cf93bcc153b92da1c5efed96b5f3cc7346b241008af8e9299aab','Lost','Hello Cleo',NULL,'019cb436-8d80-704b-a260-1ae87f27c66d@example.com',NULL,'[]','Failed','No answer from the server; given up by the mailbox''s policy.','The sender died, or did not answer in time.',2,NULL,NULL,1,NULL,'member:019cadc6-9a80-704b-8076-229dddd7a537',NULL,1772550000000000,NULL,4);
INSERT INTO crm_message VALUES('019cb4db-5900-704b-a3a0-85bbce0a380c','81de88cd-8e77-8c20-9609-e1b7edeca48a','email','019cadc6-9a80-704b-827c-ef4a746cfad9','019cadc6-9a80-704b-8775-27948ceb47f3','Contact','019cadc6-9a80-704b-8775-27948ceb47f3',NULL,NULL,'[]',NULL,'giveup@example.com','Example','ada@acme.example','Ada Lovelace','2a1322415fff1b1aceaebe7855b2c5bd6e9efa5e787d46391f971aea65062ce3','Queued','Hello again',NULL,'019cb4db-5900-704b-a3a0-85bbce0a380c@example.com',NULL,'[]','Queued',NULL,NULL,0,1772560800000000,NULL,0,NULL,'member:019cadc6-9a80-704b-8076-229dddd7a537',NULL,1772560800000000,NULL,1);
CREATE TABLE crm_mailbox (
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
INSERT INTO crm_mailbox VALUES('019cadc6-9a80-704b-8080-039f056f88cb','81de88cd-8e77-8c20-9609-e1b7edeca48a','email','sales@example.com','Example Ltd',NULL,1,NULL,'Ask',1);
INSERT INTO crm_mailbox VALUES('019cadc6-9a80-704b-8276-72e46abd6153','81de88cd-8e77-8c20-9609-e1b7edeca48a','email','assume@example.com','Example','019cadc6-9a80-704b-81b5-00f75abbfb77',1,NULL,'TakeAsSent',1);
INSERT INTO crm_mailbox VALUES('019cadc6-9a80-704b-827c-ef4a746cfad9','81de88cd-8e77-8c20-9609-e1b7edeca48a','email','giveup@example.com','Example',NULL,1,NULL,'GiveUp',1);
INSERT INTO crm_mailbox VALUES('019cadc6-9a80-704b-828f-d843271008a9','81de88cd-8e77-8c20-9609-e1b7edeca48a','email','resend@example.com','Example',NULL,1,NULL,'Resend',1);
CREATE TABLE crm_suppression (
    address_hash text not null,
    channel text not null,
    topic text not null,
    tenant text not null,
    reason text not null,
    since integer not null,
    source text not null,
    constraint crm_suppression_pkey primary key (address_hash, channel, topic, tenant)
) strict, without rowid;
INSERT INTO crm_suppression VALUES('215ed56a01ceec569254d61537b6abddcf2d17c4f9e341c594fd718f57299224','email','','81de88cd-8e77-8c20-9609-e1b7edeca48a','OptedOut',1772550000000000,'system:test');
CREATE TABLE crm_outbox_event (
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
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-8085-82f033329b26','81de88cd-8e77-8c20-9609-e1b7edeca48a','tenant.set-up',NULL,NULL,'{}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-816c-5876c5d17845','81de88cd-8e77-8c20-9609-e1b7edeca48a','team.added',NULL,NULL,'{"team":"019cadc6-9a80-704b-8158-b5497a22aeb0"}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-81f2-9cc31826366e','81de88cd-8e77-8c20-9609-e1b7edeca48a','member.added',NULL,NULL,'{"member":"019cadc6-9a80-704b-81b5-00f75abbfb77"}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-8276-79ed2bbceb49','81de88cd-8e77-8c20-9609-e1b7edeca48a','mailbox.added',NULL,NULL,'{"mailbox":"019cadc6-9a80-704b-8276-72e46abd6153"}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-827c-f5af67548471','81de88cd-8e77-8c20-9609-e1b7edeca48a','mailbox.added',NULL,NULL,'{"mailbox":"019cadc6-9a80-704b-827c-ef4a746cfad9"}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-828f-dda0fd1b70c2','81de88cd-8e77-8c20-9609-e1b7edeca48a','mailbox.added',NULL,NULL,'{"mailbox":"019cadc6-9a80-704b-828f-d843271008a9"}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-82c7-d95ee6c04111','81de88cd-8e77-8c20-9609-e1b7edeca48a','custom-field.defined',NULL,NULL,'{"recordType":"contact","key":"shoe_size"}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-8351-fd5688824258','81de88cd-8e77-8c20-9609-e1b7edeca48a','custom-field.defined',NULL,NULL,'{"recordType":"company","key":"tier"}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-8404-926caf4ed9c5','81de88cd-8e77-8c20-9609-e1b7edeca48a','outcome.defined',NULL,NULL,'{"activityType":"crm.call","key":"gatekeeper"}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-856e-ed1f2f1b331b','81de88cd-8e77-8c20-9609-e1b7edeca48a','record.created','019cadc6-9a80-704b-84fb-86b62c00db48','Company','{"revision":1}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-87a2-bda3d3ff01f2','81de88cd-8e77-8c20-9609-e1b7edeca48a','record.created','019cadc6-9a80-704b-8775-27948ceb47f3','Contact','{"revision":1}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-87b9-4b8edf8cc4aa','81de88cd-8e77-8c20-9609-e1b7edeca48a','record.created','019cadc6-9a80-704b-87b6-0a6b43c87d6a','Contact','{"revision":1}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-87bf-d61afcd55ada','81de88cd-8e77-8c20-9609-e1b7edeca48a','record.created','019cadc6-9a80-704b-87bf-c8710f678da1','Contact','{"revision":1}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-87c8-bf0b64094043','81de88cd-8e77-8c20-9609-e1b7edeca48a','record.created','019cadc6-9a80-704b-87c8-b454e9e2b547','Contact','{"revision":1}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-87c9-81b939172d8f','81de88cd-8e77-8c20-9609-e1b7edeca48a','record.created','019cadc6-9a80-704b-87c9-7c64a177725a','Contact','{"revision":1}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-87d1-44fa9401bca3','81de88cd-8e77-8c20-9609-e1b7edeca48a','record.created','019cadc6-9a80-704b-87d1-3cc20784d96b','Contact','{"revision":1}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-87d9-de35b81ff341','81de88cd-8e77-8c20-9609-e1b7edeca48a','record.created','019cadc6-9a80-704b-87d9-ac9b60b53624','Lead','{"revision":1}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-87de-ff68a5b235ab','81de88cd-8e77-8c20-9609-e1b7edeca48a','record.created','019cadc6-9a80-704b-87de-f55933945b82','Lead','{"revision":1}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-87f1-25a510ae9a80','81de88cd-8e77-8c20-9609-e1b7edeca48a','record.created','019cadc6-9a80-704b-87e8-aabd85be4dbb','Deal','{"revision":1}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-87fe-7858e87d6bc1','81de88cd-8e77-8c20-9609-e1b7edeca48a','record.created','019cadc6-9a80-704b-87fe-65ab2601fa6a','Deal','{"revision":1}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-88c2-9f7801b84883','81de88cd-8e77-8c20-9609-e1b7edeca48a','record.deleted','019cadc6-9a80-704b-87d1-3cc20784d96b','Contact','{"revision":2}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-8a3e-57aaefe7a127','81de88cd-8e77-8c20-9609-e1b7edeca48a','record.created','019cadc6-9a80-704b-8a3e-4a8e0faceb87','Company','{"revision":1}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-8a49-4f16dcd810f3','81de88cd-8e77-8c20-9609-e1b7edeca48a','record.created','019cadc6-9a80-704b-8a48-f220d8527c22','Contact','{"revision":1}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-8a54-a3f42c1d8952','81de88cd-8e77-8c20-9609-e1b7edeca48a','lead.converted','019cadc6-9a80-704b-87d9-ac9b60b53624','Lead','{"contact":"019cadc6-9a80-704b-8a48-f220d8527c22","company":"019cadc6-9a80-704b-8a3e-4a8e0faceb87","deal":null}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-8ae5-7fda3172b0c3','81de88cd-8e77-8c20-9609-e1b7edeca48a','record.updated','019cadc6-9a80-704b-87fe-65ab2601fa6a','Deal','{"revision":2,"changed":["stage","closed_on","loss_reason"]}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-8af2-5d3511f4229b','81de88cd-8e77-8c20-9609-e1b7edeca48a','deal.moved','019cadc6-9a80-704b-87fe-65ab2601fa6a','Deal','{"pipeline":"sales","from":"prospecting","to":"lost","kind":"lost"}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-8b97-ba3cf1150dcd','81de88cd-8e77-8c20-9609-e1b7edeca48a','record.updated','019cadc6-9a80-704b-8775-27948ceb47f3','Contact','{"revision":2,"changed":["title"]}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-8cd2-8fa648088d35','81de88cd-8e77-8c20-9609-e1b7edeca48a','activity.logged','019cadc6-9a80-704b-8775-27948ceb47f3','Contact','{"activity":"019cadc6-9a80-704b-8c35-25f90223e718","type":"crm.call","state":"logged","outcome":"connected","enrollment":null}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-8d2a-142461267af5','81de88cd-8e77-8c20-9609-e1b7edeca48a','activity.logged','019cadc6-9a80-704b-8775-27948ceb47f3','Contact','{"activity":"019cadc6-9a80-704b-8d29-9e4251bfb239","type":"crm.meeting","state":"logged","outcome":null,"enrollment":null}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-8d44-77ba75fd32b1','81de88cd-8e77-8c20-9609-e1b7edeca48a','activity.logged','019cadc6-9a80-704b-8775-27948ceb47f3','Contact','{"activity":"019cadc6-9a80-704b-8d3f-0a04de51440a","type":"crm.email","state":"logged","outcome":null,"enrollment":null}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-8d4b-848c9609b3c0','81de88cd-8e77-8c20-9609-e1b7edeca48a','activity.logged','019cadc6-9a80-704b-87b6-0a6b43c87d6a','Contact','{"activity":"019cadc6-9a80-704b-8d4b-5f5660040317","type":"crm.note","state":"logged","outcome":null,"enrollment":null}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-8d80-75e5a07a2917','81de88cd-8e77-8c20-9609-e1b7edeca48a','activity.logged','019cadc6-9a80-704b-8775-27948ceb47f3','Contact','{"activity":"019cadc6-9a80-704b-8d76-4733c8da88ed","type":"crm.task","state":"open","outcome":null,"enrollment":null}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-8d9a-176dd0ebbe19','81de88cd-8e77-8c20-9609-e1b7edeca48a','activity.logged','019cadc6-9a80-704b-87b6-0a6b43c87d6a','Contact','{"activity":"019cadc6-9a80-704b-8d99-ecb5278cbb7f","type":"crm.task","state":"open","outcome":null,"enrollment":null}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-8dc6-a5149e3566a8','81de88cd-8e77-8c20-9609-e1b7edeca48a','activity.logged','019cadc6-9a80-704b-87b6-0a6b43c87d6a','Contact','{"activity":"019cadc6-9a80-704b-8dc6-89543bca71e1","type":"crm.task","state":"open","outcome":null,"enrollment":null}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-8e9b-ed643b10c099','81de88cd-8e77-8c20-9609-e1b7edeca48a','activity.logged','019cadc6-9a80-704b-8775-27948ceb47f3','Contact','{"activity":"019cadc6-9a80-704b-8e9b-66d50cb7e4f4","type":"crm.call","state":"logged","outcome":"gatekeeper","enrollment":null}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-8eac-6ac878cec130','81de88cd-8e77-8c20-9609-e1b7edeca48a','task.completed','019cadc6-9a80-704b-8775-27948ceb47f3','Contact','{"activity":"019cadc6-9a80-704b-8d76-4733c8da88ed","type":"crm.task","state":"completed","outcome":null,"enrollment":null}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-8ec8-caea2c7bc6a7','81de88cd-8e77-8c20-9609-e1b7edeca48a','task.cancelled','019cadc6-9a80-704b-87b6-0a6b43c87d6a','Contact','{"activity":"019cadc6-9a80-704b-8dc6-89543bca71e1","type":"crm.task","state":"cancelled","outcome":null,"enrollment":null}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-9009-c0f865a02851','81de88cd-8e77-8c20-9609-e1b7edeca48a','sequence.published',NULL,NULL,'{"sequence":"019cadc6-9a80-704b-8fe2-04bea8d0d1a9","key":"welcome","version":1}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-9042-c0b3ec5bf93c','81de88cd-8e77-8c20-9609-e1b7edeca48a','sequence.published',NULL,NULL,'{"sequence":"019cadc6-9a80-704b-9042-b576f34f003c","key":"simple","version":1}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-916d-8f431c8ee96f','81de88cd-8e77-8c20-9609-e1b7edeca48a','enrollment.started','019cadc6-9a80-704b-8775-27948ceb47f3','Contact','{"enrollment":"019cadc6-9a80-704b-9122-ec6c4d3afd78","sequence":"019cadc6-9a80-704b-9042-b576f34f003c","step":"hello"}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-918c-b09887acf816','81de88cd-8e77-8c20-9609-e1b7edeca48a','enrollment.started','019cadc6-9a80-704b-87b6-0a6b43c87d6a','Contact','{"enrollment":"019cadc6-9a80-704b-918a-9df27af61d4d","sequence":"019cadc6-9a80-704b-9042-b576f34f003c","step":"hello"}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-918c-bf347a88062d','81de88cd-8e77-8c20-9609-e1b7edeca48a','enrollment.started','019cadc6-9a80-704b-87bf-c8710f678da1','Contact','{"enrollment":"019cadc6-9a80-704b-918c-bc2800d1f859","sequence":"019cadc6-9a80-704b-9042-b576f34f003c","step":"hello"}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-918c-c0a241411c60','81de88cd-8e77-8c20-9609-e1b7edeca48a','enrollment.started','019cadc6-9a80-704b-87c8-b454e9e2b547','Contact','{"enrollment":"019cadc6-9a80-704b-918c-c0275d93e61f","sequence":"019cadc6-9a80-704b-9042-b576f34f003c","step":"hello"}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-9290-b14ab1129335','81de88cd-8e77-8c20-9609-e1b7edeca48a','enrollment.started','019cadc6-9a80-704b-87de-f55933945b82','Lead','{"enrollment":"019cadc6-9a80-704b-9222-4014aa2e3965","sequence":"019cadc6-9a80-704b-8fe2-04bea8d0d1a9","step":"hello"}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-9370-b1cbee68a6ff','81de88cd-8e77-8c20-9609-e1b7edeca48a','sequence.text_revised',NULL,NULL,'{"sequence":"019cadc6-9a80-704b-9042-b576f34f003c","step":"draft"}','[]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-95bd-d736f7b36e46','81de88cd-8e77-8c20-9609-e1b7edeca48a','message.queued','019cadc6-9a80-704b-8775-27948ceb47f3','Contact','{"message":"019cadc6-9a80-704b-95b9-6b7433ce435d","mailbox":"019cadc6-9a80-704b-827c-ef4a746cfad9","state":"queued","reason":null,"enrollment":"019cadc6-9a80-704b-9122-ec6c4d3afd78"}','["enrollment:019cadc6-9a80-704b-9122-ec6c4d3afd78","message:019cadc6-9a80-704b-95b9-6b7433ce435d"]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-9639-d5ea28747610','81de88cd-8e77-8c20-9609-e1b7edeca48a','step.decided','019cadc6-9a80-704b-8775-27948ceb47f3','Contact','{"enrollment":"019cadc6-9a80-704b-9122-ec6c4d3afd78","step":"hello","pass":1,"state":"waiting","message":"019cadc6-9a80-704b-95b9-6b7433ce435d"}','["enrollment:019cadc6-9a80-704b-9122-ec6c4d3afd78"]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-9657-cfa38e49c387','81de88cd-8e77-8c20-9609-e1b7edeca48a','enrollment.blocked','019cadc6-9a80-704b-87b6-0a6b43c87d6a','Contact','{"enrollment":"019cadc6-9a80-704b-918a-9df27af61d4d","reason":"\u0027contact.first_name\u0027 has no value for this record; fill it in, or give a fallback: {{ contact.first_name | default: \u0022\u2026\u0022 }}."}','["enrollment:019cadc6-9a80-704b-918a-9df27af61d4d"]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-9657-f7246487f2c1','81de88cd-8e77-8c20-9609-e1b7edeca48a','message.queued','019cadc6-9a80-704b-87bf-c8710f678da1','Contact','{"message":"019cadc6-9a80-704b-9657-f3b0078c36e7","mailbox":"019cadc6-9a80-704b-827c-ef4a746cfad9","state":"queued","reason":null,"enrollment":"019cadc6-9a80-704b-918c-bc2800d1f859"}','["enrollment:019cadc6-9a80-704b-918c-bc2800d1f859","message:019cadc6-9a80-704b-9657-f3b0078c36e7"]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-9657-fb645d04b7c8','81de88cd-8e77-8c20-9609-e1b7edeca48a','step.decided','019cadc6-9a80-704b-87bf-c8710f678da1','Contact','{"enrollment":"019cadc6-9a80-704b-918c-bc2800d1f859","step":"hello","pass":1,"state":"waiting","message":"019cadc6-9a80-704b-9657-f3b0078c36e7"}','["enrollment:019cadc6-9a80-704b-918c-bc2800d1f859"]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-9658-07d5557df160','81de88cd-8e77-8c20-9609-e1b7edeca48a','message.queued','019cadc6-9a80-704b-87c8-b454e9e2b547','Contact','{"message":"019cadc6-9a80-704b-9658-06bb91246970","mailbox":"019cadc6-9a80-704b-827c-ef4a746cfad9","state":"queued","reason":null,"enrollment":"019cadc6-9a80-704b-918c-c0275d93e61f"}','["enrollment:019cadc6-9a80-704b-918c-c0275d93e61f","message:019cadc6-9a80-704b-9658-06bb91246970"]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-9658-0991b63c7251','81de88cd-8e77-8c20-9609-e1b7edeca48a','step.decided','019cadc6-9a80-704b-87c8-b454e9e2b547','Contact','{"enrollment":"019cadc6-9a80-704b-918c-c0275d93e61f","step":"hello","pass":1,"state":"waiting","message":"019cadc6-9a80-704b-9658-06bb91246970"}','["enrollment:019cadc6-9a80-704b-918c-c0275d93e61f"]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-967a-f4307e2dfaeb','81de88cd-8e77-8c20-9609-e1b7edeca48a','message.queued','019cadc6-9a80-704b-87de-f55933945b82','Lead','{"message":"019cadc6-9a80-704b-967a-edeb82bd82f8","mailbox":"019cadc6-9a80-704b-827c-ef4a746cfad9","state":"queued","reason":null,"enrollment":"019cadc6-9a80-704b-9222-4014aa2e3965"}','["enrollment:019cadc6-9a80-704b-9222-4014aa2e3965","message:019cadc6-9a80-704b-967a-edeb82bd82f8"]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-967a-f9c754f81611','81de88cd-8e77-8c20-9609-e1b7edeca48a','step.decided','019cadc6-9a80-704b-87de-f55933945b82','Lead','{"enrollment":"019cadc6-9a80-704b-9222-4014aa2e3965","step":"hello","pass":1,"state":"waiting","message":"019cadc6-9a80-704b-967a-edeb82bd82f8"}','["enrollment:019cadc6-9a80-704b-9222-4014aa2e3965"]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-98b5-890c1efdb332','81de88cd-8e77-8c20-9609-e1b7edeca48a','message.sent','019cadc6-9a80-704b-8775-27948ceb47f3','Contact','{"message":"019cadc6-9a80-704b-95b9-6b7433ce435d","mailbox":"019cadc6-9a80-704b-827c-ef4a746cfad9","state":"sent","reason":null,"enrollment":"019cadc6-9a80-704b-9122-ec6c4d3afd78"}','["enrollment:019cadc6-9a80-704b-9122-ec6c4d3afd78","message:019cadc6-9a80-704b-95b9-6b7433ce435d"]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-98bd-8b2544f3d336','81de88cd-8e77-8c20-9609-e1b7edeca48a','activity.logged','019cadc6-9a80-704b-8775-27948ceb47f3','Contact','{"activity":"019cadc6-9a80-704b-98b8-770de7698f6b","type":"crm.email","state":"logged","enrollment":"019cadc6-9a80-704b-9122-ec6c4d3afd78"}','["enrollment:019cadc6-9a80-704b-9122-ec6c4d3afd78","message:019cadc6-9a80-704b-95b9-6b7433ce435d"]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-9a02-00fca0258499','81de88cd-8e77-8c20-9609-e1b7edeca48a','step.decided','019cadc6-9a80-704b-8775-27948ceb47f3','Contact','{"enrollment":"019cadc6-9a80-704b-9122-ec6c4d3afd78","step":"hello","pass":1,"state":"done","message":"019cadc6-9a80-704b-95b9-6b7433ce435d"}','["enrollment:019cadc6-9a80-704b-9122-ec6c4d3afd78"]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-9a2d-b4a1c65f5603','81de88cd-8e77-8c20-9609-e1b7edeca48a','message.sent','019cadc6-9a80-704b-87bf-c8710f678da1','Contact','{"message":"019cadc6-9a80-704b-9657-f3b0078c36e7","mailbox":"019cadc6-9a80-704b-827c-ef4a746cfad9","state":"sent","reason":null,"enrollment":"019cadc6-9a80-704b-918c-bc2800d1f859"}','["enrollment:019cadc6-9a80-704b-918c-bc2800d1f859","message:019cadc6-9a80-704b-9657-f3b0078c36e7"]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-9a33-606b3ecdc25b','81de88cd-8e77-8c20-9609-e1b7edeca48a','activity.logged','019cadc6-9a80-704b-87bf-c8710f678da1','Contact','{"activity":"019cadc6-9a80-704b-9a2d-b9460f298d9d","type":"crm.email","state":"logged","enrollment":"019cadc6-9a80-704b-918c-bc2800d1f859"}','["enrollment:019cadc6-9a80-704b-918c-bc2800d1f859","message:019cadc6-9a80-704b-9657-f3b0078c36e7"]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-9a3e-28ccd85f6c26','81de88cd-8e77-8c20-9609-e1b7edeca48a','step.decided','019cadc6-9a80-704b-87bf-c8710f678da1','Contact','{"enrollment":"019cadc6-9a80-704b-918c-bc2800d1f859","step":"hello","pass":1,"state":"done","message":"019cadc6-9a80-704b-9657-f3b0078c36e7"}','["enrollment:019cadc6-9a80-704b-918c-bc2800d1f859"]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-9a4e-9ba5b8805d91','81de88cd-8e77-8c20-9609-e1b7edeca48a','message.sent','019cadc6-9a80-704b-87c8-b454e9e2b547','Contact','{"message":"019cadc6-9a80-704b-9658-06bb91246970","mailbox":"019cadc6-9a80-704b-827c-ef4a746cfad9","state":"sent","reason":null,"enrollment":"019cadc6-9a80-704b-918c-c0275d93e61f"}','["enrollment:019cadc6-9a80-704b-918c-c0275d93e61f","message:019cadc6-9a80-704b-9658-06bb91246970"]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-9a4f-1316e3eb4280','81de88cd-8e77-8c20-9609-e1b7edeca48a','activity.logged','019cadc6-9a80-704b-87c8-b454e9e2b547','Contact','{"activity":"019cadc6-9a80-704b-9a4e-a005b173e17e","type":"crm.email","state":"logged","enrollment":"019cadc6-9a80-704b-918c-c0275d93e61f"}','["enrollment:019cadc6-9a80-704b-918c-c0275d93e61f","message:019cadc6-9a80-704b-9658-06bb91246970"]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-9a57-e8c2a2abd379','81de88cd-8e77-8c20-9609-e1b7edeca48a','step.decided','019cadc6-9a80-704b-87c8-b454e9e2b547','Contact','{"enrollment":"019cadc6-9a80-704b-918c-c0275d93e61f","step":"hello","pass":1,"state":"done","message":"019cadc6-9a80-704b-9658-06bb91246970"}','["enrollment:019cadc6-9a80-704b-918c-c0275d93e61f"]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-9a63-663c3b5c32d2','81de88cd-8e77-8c20-9609-e1b7edeca48a','message.sent','019cadc6-9a80-704b-87de-f55933945b82','Lead','{"message":"019cadc6-9a80-704b-967a-edeb82bd82f8","mailbox":"019cadc6-9a80-704b-827c-ef4a746cfad9","state":"sent","reason":null,"enrollment":"019cadc6-9a80-704b-9222-4014aa2e3965"}','["enrollment:019cadc6-9a80-704b-9222-4014aa2e3965","message:019cadc6-9a80-704b-967a-edeb82bd82f8"]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-9a65-bcfd119a7be9','81de88cd-8e77-8c20-9609-e1b7edeca48a','activity.logged','019cadc6-9a80-704b-87de-f55933945b82','Lead','{"activity":"019cadc6-9a80-704b-9a63-6af26043ab8c","type":"crm.email","state":"logged","enrollment":"019cadc6-9a80-704b-9222-4014aa2e3965"}','["enrollment:019cadc6-9a80-704b-9222-4014aa2e3965","message:019cadc6-9a80-704b-967a-edeb82bd82f8"]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cadc6-9a80-704b-9a6c-a202ceabaf93','81de88cd-8e77-8c20-9609-e1b7edeca48a','step.decided','019cadc6-9a80-704b-87de-f55933945b82','Lead','{"enrollment":"019cadc6-9a80-704b-9222-4014aa2e3965","step":"hello","pass":1,"state":"done","message":"019cadc6-9a80-704b-967a-edeb82bd82f8"}','["enrollment:019cadc6-9a80-704b-9222-4014aa2e3965"]',1772442000000000,1772442000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cb2ec-f680-704b-9c9e-2b516828448a','81de88cd-8e77-8c20-9609-e1b7edeca48a','step.decided','019cadc6-9a80-704b-8775-27948ceb47f3','Contact','{"enrollment":"019cadc6-9a80-704b-9122-ec6c4d3afd78","step":"draft","pass":1,"state":"waiting","activity":"019cb2ec-f680-704b-9c99-0dd746ba3062"}','["enrollment:019cadc6-9a80-704b-9122-ec6c4d3afd78"]',1772528400000000,1772528400000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cb2ec-f680-704b-9c9e-42f0926eb380','81de88cd-8e77-8c20-9609-e1b7edeca48a','step.decided','019cadc6-9a80-704b-87bf-c8710f678da1','Contact','{"enrollment":"019cadc6-9a80-704b-918c-bc2800d1f859","step":"draft","pass":1,"state":"waiting","activity":"019cb2ec-f680-704b-9c9e-40384c21d03f"}','["enrollment:019cadc6-9a80-704b-918c-bc2800d1f859"]',1772528400000000,1772528400000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cb2ec-f680-704b-9c9e-475e071d8107','81de88cd-8e77-8c20-9609-e1b7edeca48a','step.decided','019cadc6-9a80-704b-87c8-b454e9e2b547','Contact','{"enrollment":"019cadc6-9a80-704b-918c-c0275d93e61f","step":"draft","pass":1,"state":"waiting","activity":"019cb2ec-f680-704b-9c9e-46be9ebe4585"}','["enrollment:019cadc6-9a80-704b-918c-c0275d93e61f"]',1772528400000000,1772528400000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cb436-8d80-704b-9e48-e9d545c4dc4b','81de88cd-8e77-8c20-9609-e1b7edeca48a','message.queued','019cadc6-9a80-704b-8775-27948ceb47f3','Contact','{"message":"019cb436-8d80-704b-9e48-d39661c37a1c","mailbox":"019cadc6-9a80-704b-827c-ef4a746cfad9","state":"queued","reason":null,"enrollment":"019cadc6-9a80-704b-9122-ec6c4d3afd78"}','["enrollment:019cadc6-9a80-704b-9122-ec6c4d3afd78","message:019cb436-8d80-704b-9e48-d39661c37a1c"]',1772550000000000,1772550000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cb436-8d80-704b-9e5b-73eb1cbe575f','81de88cd-8e77-8c20-9609-e1b7edeca48a','draft.approved','019cadc6-9a80-704b-8775-27948ceb47f3','Contact','{"activity":"019cb2ec-f680-704b-9c99-0dd746ba3062","type":"crm.email_draft","state":"completed","outcome":null,"enrollment":"019cadc6-9a80-704b-9122-ec6c4d3afd78"}','[]',1772550000000000,1772550000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cb436-8d80-704b-9e89-1a7b207346ea','81de88cd-8e77-8c20-9609-e1b7edeca48a','step.decided','019cadc6-9a80-704b-87bf-c8710f678da1','Contact','{"enrollment":"019cadc6-9a80-704b-918c-bc2800d1f859","step":"draft","pass":1,"state":"skipped","activity":"019cb2ec-f680-704b-9c9e-40384c21d03f"}','["enrollment:019cadc6-9a80-704b-918c-bc2800d1f859"]',1772550000000000,1772550000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cb436-8d80-704b-9e8b-941f4b1c5554','81de88cd-8e77-8c20-9609-e1b7edeca48a','draft.rejected','019cadc6-9a80-704b-87bf-c8710f678da1','Contact','{"activity":"019cb2ec-f680-704b-9c9e-40384c21d03f","type":"crm.email_draft","state":"cancelled","outcome":null,"enrollment":"019cadc6-9a80-704b-918c-bc2800d1f859"}','[]',1772550000000000,1772550000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cb436-8d80-704b-9eb0-1a3cafe90188','81de88cd-8e77-8c20-9609-e1b7edeca48a','message.sent','019cadc6-9a80-704b-8775-27948ceb47f3','Contact','{"message":"019cb436-8d80-704b-9e48-d39661c37a1c","mailbox":"019cadc6-9a80-704b-827c-ef4a746cfad9","state":"sent","reason":null,"enrollment":"019cadc6-9a80-704b-9122-ec6c4d3afd78"}','["enrollment:019cadc6-9a80-704b-9122-ec6c4d3afd78","message:019cb436-8d80-704b-9e48-d39661c37a1c"]',1772550000000000,1772550000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cb436-8d80-704b-9eb3-f8ce1d59512c','81de88cd-8e77-8c20-9609-e1b7edeca48a','activity.logged','019cadc6-9a80-704b-8775-27948ceb47f3','Contact','{"activity":"019cb436-8d80-704b-9eb0-1f9890a742ed","type":"crm.email","state":"logged","enrollment":"019cadc6-9a80-704b-9122-ec6c4d3afd78"}','["enrollment:019cadc6-9a80-704b-9122-ec6c4d3afd78","message:019cb436-8d80-704b-9e48-d39661c37a1c"]',1772550000000000,1772550000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cb436-8d80-704b-9f52-d536219533f2','81de88cd-8e77-8c20-9609-e1b7edeca48a','step.decided','019cadc6-9a80-704b-8775-27948ceb47f3','Contact','{"enrollment":"019cadc6-9a80-704b-9122-ec6c4d3afd78","step":"draft","pass":1,"state":"done","message":"019cb436-8d80-704b-9e48-d39661c37a1c","activity":"019cb2ec-f680-704b-9c99-0dd746ba3062"}','["enrollment:019cadc6-9a80-704b-9122-ec6c4d3afd78"]',1772550000000000,1772550000000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cb436-8d80-704b-a104-784d4689fa1b','81de88cd-8e77-8c20-9609-e1b7edeca48a','enrollment.finished','019cadc6-9a80-704b-87bf-c8710f678da1','Contact','{"enrollment":"019cadc6-9a80-704b-918c-bc2800d1f859","sequence":"019cadc6-9a80-704b-9042-b576f34f003c","reason":"manual"}','["enrollment:019cadc6-9a80-704b-918c-bc2800d1f859"]',1772550000000000,1772560800000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cb436-8d80-704b-a1c0-532289689ca7','81de88cd-8e77-8c20-9609-e1b7edeca48a','enrollment.finished','019cadc6-9a80-704b-87c8-b454e9e2b547','Contact','{"enrollment":"019cadc6-9a80-704b-918c-c0275d93e61f","sequence":"019cadc6-9a80-704b-9042-b576f34f003c","reason":"optedOut"}','["enrollment:019cadc6-9a80-704b-918c-c0275d93e61f"]',1772550000000000,1772560800000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cb436-8d80-704b-a1f3-bbcba9d76e7f','81de88cd-8e77-8c20-9609-e1b7edeca48a','address.suppressed',NULL,NULL,'{"addressHash":"215ed56a01ceec569254d61537b6abddcf2d17c4f9e341c594fd718f57299224","channel":"email","reason":"optedOut"}','[]',1772550000000000,1772560800000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cb436-8d80-704b-a24e-069a8cf78093','81de88cd-8e77-8c20-9609-e1b7edeca48a','message.queued','019cadc6-9a80-704b-8775-27948ceb47f3','Contact','{"message":"019cb436-8d80-704b-a245-e086e66e932a","mailbox":"019cadc6-9a80-704b-827c-ef4a746cfad9","state":"queued","reason":null,"enrollment":null}','["message:019cb436-8d80-704b-a245-e086e66e932a"]',1772550000000000,1772560800000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cb436-8d80-704b-a260-2109cbd0964b','81de88cd-8e77-8c20-9609-e1b7edeca48a','message.queued','019cadc6-9a80-704b-87bf-c8710f678da1','Contact','{"message":"019cb436-8d80-704b-a260-1ae87f27c66d","mailbox":"019cadc6-9a80-704b-827c-ef4a746cfad9","state":"queued","reason":null,"enrollment":null}','["message:019cb436-8d80-704b-a260-1ae87f27c66d"]',1772550000000000,1772560800000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cb4db-5900-704b-a383-d9ff2df66223','81de88cd-8e77-8c20-9609-e1b7edeca48a','message.failed','019cadc6-9a80-704b-87bf-c8710f678da1','Contact','{"message":"019cb436-8d80-704b-a260-1ae87f27c66d","mailbox":"019cadc6-9a80-704b-827c-ef4a746cfad9","state":"failed","reason":"No answer from the server; given up by the mailbox\u0027s policy.","enrollment":null}','["message:019cb436-8d80-704b-a260-1ae87f27c66d"]',1772560800000000,1772560800000000,0,NULL,NULL,1);
INSERT INTO crm_outbox_event VALUES('019cb4db-5900-704b-a3a0-8da41b95f229','81de88cd-8e77-8c20-9609-e1b7edeca48a','message.queued','019cadc6-9a80-704b-8775-27948ceb47f3','Contact','{"message":"019cb4db-5900-704b-a3a0-85bbce0a380c","mailbox":"019cadc6-9a80-704b-827c-ef4a746cfad9","state":"queued","reason":null,"enrollment":null}','["message:019cb4db-5900-704b-a3a0-85bbce0a380c"]',1772560800000000,NULL,0,NULL,NULL,0);
INSERT INTO crm_outbox_event VALUES('019cbf28-1100-704b-a3b1-0fef95fde47b','81de88cd-8e77-8c20-9609-e1b7edeca48a','step.decided','019cadc6-9a80-704b-87de-f55933945b82','Lead','{"enrollment":"019cadc6-9a80-704b-9222-4014aa2e3965","step":"call","pass":1,"state":"waiting","activity":"019cbf28-1100-704b-a3b1-0418fdbdf95c"}','["enrollment:019cadc6-9a80-704b-9222-4014aa2e3965"]',1772733600000000,NULL,0,NULL,NULL,0);
INSERT INTO crm_outbox_event VALUES('019cbf28-1100-704b-a3b1-46540006e69c','81de88cd-8e77-8c20-9609-e1b7edeca48a','step.decided','019cadc6-9a80-704b-8775-27948ceb47f3','Contact','{"enrollment":"019cadc6-9a80-704b-9122-ec6c4d3afd78","step":"end","pass":1,"state":"waiting","activity":"019cbf28-1100-704b-a3b1-42c30cf07567"}','["enrollment:019cadc6-9a80-704b-9122-ec6c4d3afd78"]',1772733600000000,NULL,0,NULL,NULL,0);
CREATE TABLE crm_inbox_entry (
    event text not null,
    subscriber text not null,
    tenant text not null,
    handled_at integer not null,
    constraint crm_inbox_entry_pkey primary key (event, subscriber, tenant)
) strict, without rowid;
CREATE TABLE crm_audit_entry (
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
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-8080-28a2958f0d24',1772442000000000,'system:test','tenant.set-up','tenant',NULL,'{"name":"Example Ltd","zone":"Etc/UTC","currency":"USD"}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-8159-07d8343f86ea',1772442000000000,'system:test','team.add','team:019cadc6-9a80-704b-8158-b5497a22aeb0',NULL,'{"name":"Field sales","manager":null}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-81d8-f38dbede35c5',1772442000000000,'system:test','member.add','member:019cadc6-9a80-704b-81b5-00f75abbfb77',NULL,'{"name":"Rita Rep","email":"rita@example.com","team":"019cadc6-9a80-704b-8158-b5497a22aeb0","role":"rep","access":null,"zone":"Europe/Berlin","isActive":true}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-8276-7561830a8fde',1772442000000000,'system:test','mailbox.add','mailbox:019cadc6-9a80-704b-8276-72e46abd6153',NULL,'{"channel":"email","address":"assume@example.com","member":"019cadc6-9a80-704b-81b5-00f75abbfb77"}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-827c-f179292cddfc',1772442000000000,'system:test','mailbox.add','mailbox:019cadc6-9a80-704b-827c-ef4a746cfad9',NULL,'{"channel":"email","address":"giveup@example.com","member":null}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-828f-d9be375636bf',1772442000000000,'system:test','mailbox.add','mailbox:019cadc6-9a80-704b-828f-d843271008a9',NULL,'{"channel":"email","address":"resend@example.com","member":null}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-82be-c8400dc01c16',1772442000000000,'system:test','custom-field.define','custom-field:contact.shoe_size',NULL,'{"label":"Shoe size","kind":"number","allowedValues":[],"isIndexed":true,"isRetired":false}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-8351-f40e38164798',1772442000000000,'system:test','custom-field.define','custom-field:company.tier',NULL,'{"label":"Tier","kind":"choice","allowedValues":["gold","silver"],"isIndexed":false,"isRetired":false}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-83c8-266ce02a0329',1772442000000000,'system:test','outcome.define','outcome:crm.call.gatekeeper',NULL,'{"label":"Gatekeeper","meaning":"negative","isRetired":false}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-8553-f5042882287f',1772442000000000,'system:test','record.upsert','company:019cadc6-9a80-704b-84fb-86b62c00db48',NULL,'{"name":"Acme Corporation","domain":"acme.example","tier":"gold"}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-87a2-8705faa9999f',1772442000000000,'system:test','record.upsert','contact:019cadc6-9a80-704b-8775-27948ceb47f3',NULL,'{"name":"Ada Lovelace","first_name":"Ada","last_name":"Lovelace","company":"019cadc6-9a80-704b-84fb-86b62c00db48","owner":"019cadc6-9a80-704b-8076-229dddd7a537","email":"ada@acme.example","phone":"\u002B442079460958","shoe_size":38.5}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-87b9-459cfa9f825c',1772442000000000,'system:test','record.upsert','contact:019cadc6-9a80-704b-87b6-0a6b43c87d6a',NULL,'{"name":"Bob Builder","owner":"019cadc6-9a80-704b-81b5-00f75abbfb77","email":"bob@acme.example"}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-87bf-d1844dd340e2',1772442000000000,'system:test','record.upsert','contact:019cadc6-9a80-704b-87bf-c8710f678da1',NULL,'{"name":"Cleo Patra","first_name":"Cleo","last_name":"Patra","email":"cleo@example.org"}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-87c8-bca9da3b3c89',1772442000000000,'system:test','record.upsert','contact:019cadc6-9a80-704b-87c8-b454e9e2b547',NULL,'{"name":"Dora Doubt","first_name":"Dora","last_name":"Doubt","owner":"019cadc6-9a80-704b-81b5-00f75abbfb77","email":"dora@example.org"}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-87c9-7fc23fd43bbf',1772442000000000,'system:test','record.upsert','contact:019cadc6-9a80-704b-87c9-7c64a177725a',NULL,'{"name":"Erik Mute"}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-87d1-41b487b797fa',1772442000000000,'system:test','record.upsert','contact:019cadc6-9a80-704b-87d1-3cc20784d96b',NULL,'{"name":"Gone Soon"}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-87d9-d9efbac00a44',1772442000000000,'system:test','record.upsert','lead:019cadc6-9a80-704b-87d9-ac9b60b53624',NULL,'{"name":"Lea Lead","company":"New Example","status":"open","email":"lea@new.example"}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-87de-fc9fb53f57c4',1772442000000000,'system:test','record.upsert','lead:019cadc6-9a80-704b-87de-f55933945b82',NULL,'{"name":"Lou Lead","status":"open","email":"lou@new.example"}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-87f1-203f19797aec',1772442000000000,'system:test','record.upsert','deal:019cadc6-9a80-704b-87e8-aabd85be4dbb',NULL,'{"name":"Engine","company":"019cadc6-9a80-704b-84fb-86b62c00db48","pipeline":"sales","stage":"prospecting","currency":"EUR","amount":1250.5}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-87fe-74ec8e40c0b1',1772442000000000,'system:test','record.upsert','deal:019cadc6-9a80-704b-87fe-65ab2601fa6a',NULL,'{"name":"Wheel","company":"019cadc6-9a80-704b-84fb-86b62c00db48","pipeline":"sales","stage":"prospecting","currency":"USD","amount":1}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-88bb-50bfc5b80933',1772442000000000,'system:test','record.delete','contact:019cadc6-9a80-704b-87d1-3cc20784d96b','{"deletedAt":null}','{"deletedAt":"2026-03-02T09:00:00+00:00"}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-8a3e-5270a2e743d1',1772442000000000,'system:test','lead.convert','company:019cadc6-9a80-704b-8a3e-4a8e0faceb87',NULL,'{"name":"New Example"}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-8a49-4a3e4a4271ba',1772442000000000,'system:test','lead.convert','contact:019cadc6-9a80-704b-8a48-f220d8527c22',NULL,'{"name":"Lea Lead","company":"019cadc6-9a80-704b-8a3e-4a8e0faceb87","email":"lea@new.example"}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-8a49-63d43973e6ef',1772442000000000,'system:test','lead.convert','lead:019cadc6-9a80-704b-87d9-ac9b60b53624','{"status":"open"}','{"status":"converted","contact":"019cadc6-9a80-704b-8a48-f220d8527c22"}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-8ae5-78a52147a7ed',1772442000000000,'system:test','deal.move','deal:019cadc6-9a80-704b-87fe-65ab2601fa6a','{"stage":"prospecting","closed_on":null,"loss_reason":null}','{"stage":"lost","closed_on":"2026-03-02","loss_reason":"No budget"}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-8b8f-bf8e05fa1e65',1772442000000000,'member:019cadc6-9a80-704b-8076-229dddd7a537','record.update','contact:019cadc6-9a80-704b-8775-27948ceb47f3','{"title":null}','{"title":"Countess"}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-8cc9-dc11afa8e0fe',1772442000000000,'member:019cadc6-9a80-704b-8076-229dddd7a537','activity.log','activity:019cadc6-9a80-704b-8c35-25f90223e718',NULL,'{"typeKey":"crm.call","subject":"Call","body":"Wants an offer","state":"logged","outcome":"connected","durationSeconds":1500,"attendees":[],"direction":"outbound","details":"{}","metadata":"{}","occurredAt":"2026-03-02T09:00:00\u002B00:00","recordedAt":"2026-03-02T09:00:00\u002B00:00","author":"member:019cadc6-9a80-704b-8076-229dddd7a537","revision":1}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-8d2a-0ee7bdaa204a',1772442000000000,'member:019cadc6-9a80-704b-8076-229dddd7a537','activity.log','activity:019cadc6-9a80-704b-8d29-9e4251bfb239',NULL,'{"typeKey":"crm.meeting","subject":"Meeting","state":"logged","durationSeconds":3600,"location":"Room 4","attendees":["Charles Babbage"],"details":"{}","metadata":"{}","occurredAt":"2026-03-02T09:00:00\u002B00:00","recordedAt":"2026-03-02T09:00:00\u002B00:00","author":"member:019cadc6-9a80-704b-8076-229dddd7a537","revision":1}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-8d44-72b701884dc4',1772442000000000,'member:019cadc6-9a80-704b-8076-229dddd7a537','activity.log','activity:019cadc6-9a80-704b-8d3f-0a04de51440a',NULL,'{"typeKey":"crm.email","subject":"Your question","body":"Do you deliver?","state":"logged","attendees":[],"direction":"inbound","details":"{\u0022from\u0022:\u0022ada@acme.example\u0022,\u0022to\u0022:[\u0022sales@example.com\u0022],\u0022cc\u0022:[]}","metadata":"{}","occurredAt":"2026-03-02T09:00:00\u002B00:00","recordedAt":"2026-03-02T09:00:00\u002B00:00","author":"member:019cadc6-9a80-704b-8076-229dddd7a537","revision":1}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-8d4b-82a9e16cadd1',1772442000000000,'member:019cadc6-9a80-704b-8076-229dddd7a537','activity.log','activity:019cadc6-9a80-704b-8d4b-5f5660040317',NULL,'{"typeKey":"crm.note","subject":"Note","body":"Prefers mornings","state":"logged","attendees":[],"details":"{}","metadata":"{}","occurredAt":"2026-03-02T09:00:00\u002B00:00","recordedAt":"2026-03-02T09:00:00\u002B00:00","author":"member:019cadc6-9a80-704b-8076-229dddd7a537","revision":1}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-8d80-71c8a5fdfffb',1772442000000000,'member:019cadc6-9a80-704b-8076-229dddd7a537','activity.log','activity:019cadc6-9a80-704b-8d76-4733c8da88ed',NULL,'{"typeKey":"crm.task","subject":"Call Ada","state":"open","attendees":[],"dueAt":"2026-03-02T11:00:00\u002B00:00","details":"{\u0022kind\u0022:\u0022call\u0022}","metadata":"{}","occurredAt":"2026-03-02T09:00:00\u002B00:00","recordedAt":"2026-03-02T09:00:00\u002B00:00","assignee":{"value":"019cadc6-9a80-704b-8076-229dddd7a537"},"author":"member:019cadc6-9a80-704b-8076-229dddd7a537","revision":1}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-8d9a-13a49f04e68e',1772442000000000,'member:019cadc6-9a80-704b-8076-229dddd7a537','activity.log','activity:019cadc6-9a80-704b-8d99-ecb5278cbb7f',NULL,'{"typeKey":"crm.task","subject":"Send the price list","state":"open","attendees":[],"details":"{\u0022kind\u0022:\u0022toDo\u0022}","metadata":"{}","occurredAt":"2026-03-02T09:00:00\u002B00:00","recordedAt":"2026-03-02T09:00:00\u002B00:00","assignee":{"value":"019cadc6-9a80-704b-81b5-00f75abbfb77"},"author":"member:019cadc6-9a80-704b-8076-229dddd7a537","revision":1}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-8dc6-a278e7c93498',1772442000000000,'member:019cadc6-9a80-704b-8076-229dddd7a537','activity.log','activity:019cadc6-9a80-704b-8dc6-89543bca71e1',NULL,'{"typeKey":"crm.task","subject":"Not needed","state":"open","attendees":[],"details":"{\u0022kind\u0022:\u0022toDo\u0022}","metadata":"{}","occurredAt":"2026-03-02T09:00:00\u002B00:00","recordedAt":"2026-03-02T09:00:00\u002B00:00","assignee":{"value":"019cadc6-9a80-704b-8076-229dddd7a537"},"author":"member:019cadc6-9a80-704b-8076-229dddd7a537","revision":1}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-8e9b-e9753560fe1b',1772442000000000,'member:019cadc6-9a80-704b-8076-229dddd7a537','task.complete','activity:019cadc6-9a80-704b-8e9b-66d50cb7e4f4',NULL,'{"typeKey":"crm.call","subject":"Call Ada","body":"Was out","state":"logged","outcome":"gatekeeper","durationSeconds":600,"attendees":[],"direction":"outbound","details":"{}","metadata":"{}","occurredAt":"2026-03-02T09:00:00\u002B00:00","recordedAt":"2026-03-02T09:00:00\u002B00:00","author":"member:019cadc6-9a80-704b-8076-229dddd7a537","revision":1}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-8eac-659e9f9a7947',1772442000000000,'member:019cadc6-9a80-704b-8076-229dddd7a537','task.complete','activity:019cadc6-9a80-704b-8d76-4733c8da88ed','{"state":"open","revision":1}','{"state":"completed","completedAt":"2026-03-02T09:00:00\u002B00:00","fulfilledBy":{"value":"019cadc6-9a80-704b-8e9b-66d50cb7e4f4"},"revision":2}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-8ec8-c82604d223c1',1772442000000000,'member:019cadc6-9a80-704b-8076-229dddd7a537','task.cancel','activity:019cadc6-9a80-704b-8dc6-89543bca71e1','{"state":"open","revision":1}','{"state":"cancelled","revision":2}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-9009-8615c30284ff',1772442000000000,'system:test','sequence.publish','sequence:welcome',NULL,'{"number":1,"definition":"{\u0022key\u0022:\u0022welcome\u0022,\u0022name\u0022:\u0022Welcome\u0022,\u0022recordTypes\u0022:[\u0022contact\u0022,\u0022lead\u0022],\u0022reenroll\u0022:\u0022once\u0022,\u0022exclusive\u0022:\u0022onlyAgainstExclusive\u0022,\u0022steps\u0022:[{\u0022key\u0022:\u0022hello\u0022,\u0022type\u0022:\u0022crm.email.auto\u0022,\u0022delay\u0022:\u00220\u0022,\u0022at\u0022:\u002209:00:00\u0022,\u0022wait\u0022:true,\u0022settings\u0022:{\u0022subject\u0022:\u0022Welcome, {{ contact.first_name | default: \\u0022there\\u0022 }}\u0022,\u0022body\u0022:\u0022Hello {{ contact.first_name | default: \\u0022there\\u0022 }},\\n\\nthank you for your interest. I will call you in the next days.\\n\\n{{ sender.name }}\\n\u0022}},{\u0022key\u0022:\u0022call\u0022,\u0022type\u0022:\u0022crm.call\u0022,\u0022delay\u0022:\u00222 business days\u0022,\u0022at\u0022:\u002210:00:00\u0022,\u0022wait\u0022:true,\u0022settings\u0022:{\u0022subject\u0022:\u0022Call {{ contact.name }}\u0022,\u0022note\u0022:\u0022Ask what they use today.\u0022}},{\u0022key\u0022:\u0022offer\u0022,\u0022type\u0022:\u0022crm.email.manual\u0022,\u0022delay\u0022:\u00221 day\u0022,\u0022wait\u0022:true,\u0022settings\u0022:{\u0022subject\u0022:\u0022What we talked about\u0022,\u0022body\u0022:\u0022Hello {{ contact.first_name | default: \\u0022there\\u0022 }},\\n\\nas promised, here is what we talked about.\\n\\n{{ sender.name }}\\n\u0022}},{\u0022key\u0022:\u0022check\u0022,\u0022type\u0022:\u0022crm.task\u0022,\u0022delay\u0022:\u00223 business days\u0022,\u0022wait\u0022:true,\u0022settings\u0022:{\u0022subject\u0022:\u0022See whether {{ contact.name }} has questions\u0022,\u0022dueAfter\u0022:\u00221.00:00:00\u0022}}]}"}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-9042-bea01c7a5671',1772442000000000,'system:test','sequence.publish','sequence:simple',NULL,'{"number":1,"definition":"{\u0022key\u0022:\u0022simple\u0022,\u0022name\u0022:\u0022Simple\u0022,\u0022recordTypes\u0022:[\u0022contact\u0022,\u0022lead\u0022],\u0022reenroll\u0022:\u0022once\u0022,\u0022exclusive\u0022:\u0022yes\u0022,\u0022steps\u0022:[{\u0022key\u0022:\u0022hello\u0022,\u0022type\u0022:\u0022crm.email.auto\u0022,\u0022delay\u0022:\u00220\u0022,\u0022wait\u0022:true,\u0022settings\u0022:{\u0022subject\u0022:\u0022Hello {{ contact.first_name }}\u0022,\u0022body\u0022:\u0022Dear {{ contact.first_name }}, shall we talk?\u0022}},{\u0022key\u0022:\u0022draft\u0022,\u0022type\u0022:\u0022crm.email.manual\u0022,\u0022delay\u0022:\u00221 day\u0022,\u0022wait\u0022:true,\u0022settings\u0022:{\u0022subject\u0022:\u0022Still there?\u0022,\u0022body\u0022:\u0022Just asking.\u0022}},{\u0022key\u0022:\u0022end\u0022,\u0022type\u0022:\u0022crm.task\u0022,\u0022delay\u0022:\u00222 business days\u0022,\u0022wait\u0022:true,\u0022settings\u0022:{\u0022subject\u0022:\u0022Look after {{ contact.name }}\u0022}}]}"}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-9064-113e0c76fdbf',1772442000000000,'system:test','sequence.save','sequence:drafted',NULL,'{"name":"Simple","draft":"{\u0022key\u0022:\u0022drafted\u0022,\u0022name\u0022:\u0022Simple\u0022,\u0022recordTypes\u0022:[\u0022contact\u0022,\u0022lead\u0022],\u0022reenroll\u0022:\u0022once\u0022,\u0022exclusive\u0022:\u0022yes\u0022,\u0022steps\u0022:[{\u0022key\u0022:\u0022hello\u0022,\u0022type\u0022:\u0022crm.email.auto\u0022,\u0022delay\u0022:\u00220\u0022,\u0022wait\u0022:true,\u0022settings\u0022:{\u0022subject\u0022:\u0022Hello {{ contact.first_name }}\u0022,\u0022body\u0022:\u0022Dear {{ contact.first_name }}, shall we talk?\u0022}},{\u0022key\u0022:\u0022draft\u0022,\u0022type\u0022:\u0022crm.email.manual\u0022,\u0022delay\u0022:\u00221 day\u0022,\u0022wait\u0022:true,\u0022settings\u0022:{\u0022subject\u0022:\u0022Still there?\u0022,\u0022body\u0022:\u0022Just asking.\u0022}},{\u0022key\u0022:\u0022end\u0022,\u0022type\u0022:\u0022crm.task\u0022,\u0022delay\u0022:\u00222 business days\u0022,\u0022wait\u0022:true,\u0022settings\u0022:{\u0022subject\u0022:\u0022Look after {{ contact.name }}\u0022}}]}"}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-9197-ac37554936b1',1772442000000000,'member:019cadc6-9a80-704b-8076-229dddd7a537','enrollment.enroll','sequence:simple',NULL,'{"batch":"019cadc6-9a80-704b-910b-f34833366823","enrolled":4,"startStep":null,"startAt":null,"overrideReason":null}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-9290-baae246e0cc8',1772442000000000,'member:019cadc6-9a80-704b-8076-229dddd7a537','enrollment.enroll','sequence:welcome',NULL,'{"batch":"019cadc6-9a80-704b-9222-29ad655e7e0e","enrolled":1,"startStep":null,"startAt":null,"overrideReason":null}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-9370-afb9eb5248fe',1772442000000000,'system:test','sequence.revise_text','sequence:simple',NULL,'{"step":"draft","texts":{"subject":"Are you still there?"}}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cadc6-9a80-704b-9649-09229dd2210e',1772442000000000,'system:runner','enrollment.block','enrollment:019cadc6-9a80-704b-918a-9df27af61d4d','{"state":"active","stepKey":"hello"}','{"state":"blocked","reason":"\u0027contact.first_name\u0027 has no value for this record; fill it in, or give a fallback: {{ contact.first_name | default: \u0022\u2026\u0022 }}."}','["enrollment:019cadc6-9a80-704b-918a-9df27af61d4d"]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cb436-8d80-704b-9e5b-7074031d34be',1772550000000000,'member:019cadc6-9a80-704b-8076-229dddd7a537','draft.approve','activity:019cb2ec-f680-704b-9c99-0dd746ba3062','{"state":"open","revision":1}','{"state":"completed","completedAt":"2026-03-03T15:00:00\u002B00:00","revision":2}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cb436-8d80-704b-9e8b-8dff50556666',1772550000000000,'member:019cadc6-9a80-704b-8076-229dddd7a537','draft.reject','activity:019cb2ec-f680-704b-9c9e-40384c21d03f','{"state":"open","revision":1}','{"state":"cancelled","revision":2}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cb436-8d80-704b-a12b-ad7a0932c607',1772550000000000,'system:test','enrollment.finish','enrollment:019cadc6-9a80-704b-918c-bc2800d1f859','{"state":"active","stepKey":"end","reason":null}','{"state":"finished","stepKey":null,"finish":"manual","why":null}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cb436-8d80-704b-a1da-79af7150d3f1',1772550000000000,'system:test','address.suppress','suppression:215ed56a01ceec569254d61537b6abddcf2d17c4f9e341c594fd718f57299224',NULL,'{"reason":"optedOut","channel":"email","finished":1}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cb436-8d80-704b-a245-f77eeceff086',1772550000000000,'member:019cadc6-9a80-704b-8076-229dddd7a537','message.send','message:019cb436-8d80-704b-a245-e086e66e932a',NULL,'{"state":"queued","record":"019cadc6-9a80-704b-8775-27948ceb47f3","despite":null,"why":null}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cb436-8d80-704b-a260-1da754ffeeeb',1772550000000000,'member:019cadc6-9a80-704b-8076-229dddd7a537','message.send','message:019cb436-8d80-704b-a260-1ae87f27c66d',NULL,'{"state":"queued","record":"019cadc6-9a80-704b-87bf-c8710f678da1","despite":null,"why":null}','[]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cb4db-5900-704b-a383-fcae00033c63',1772560800000000,'system:sender','message.record','message:019cb436-8d80-704b-a260-1ae87f27c66d','{"state":"sending"}','{"state":"failed","reason":"No answer from the server; given up by the mailbox\u0027s policy.","attempts":2}','["message:019cb436-8d80-704b-a260-1ae87f27c66d"]',0);
INSERT INTO crm_audit_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','019cb4db-5900-704b-a3a0-8a0db5454392',1772560800000000,'member:019cadc6-9a80-704b-8076-229dddd7a537','message.send','message:019cb4db-5900-704b-a3a0-85bbce0a380c',NULL,'{"state":"queued","record":"019cadc6-9a80-704b-8775-27948ceb47f3","despite":null,"why":null}','[]',0);
CREATE TABLE crm_idempotency_entry (
    tenant text not null,
    key text not null,
    request_hash text not null,
    result text not null,
    at integer not null,
    constraint crm_idempotency_entry_pkey primary key (tenant, key)
) strict;
INSERT INTO crm_idempotency_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','team.add:system:test:team-1','b202b4ea8721edf014ed6190978c5b5441c59fe779a08a893114c3ddf1362df6','{"team":{"value":"019cadc6-9a80-704b-8158-b5497a22aeb0"},"revision":1}',1772442000000000);
INSERT INTO crm_idempotency_entry VALUES('81de88cd-8e77-8c20-9609-e1b7edeca48a','activity.log:member:019cadc6-9a80-704b-8076-229dddd7a537:call-1','7e947ca0458d3acdb611013b2da74fedc2382d7d59be21fee3cc404f25e370b6','{"tenant":{"value":"81de88cd-8e77-8c20-9609-e1b7edeca48a"},"id":{"value":"019cadc6-9a80-704b-8c35-25f90223e718"},"typeKey":"crm.call","subject":"Call","body":"Wants an offer","state":"logged","outcome":"connected","durationSeconds":1500,"location":null,"attendees":[],"direction":"outbound","dueAt":null,"recordingUrl":null,"details":"{}","metadata":"{}","occurredAt":"2026-03-02T09:00:00+00:00","recordedAt":"2026-03-02T09:00:00+00:00","completedAt":null,"fulfilledBy":null,"assignee":null,"author":"member:019cadc6-9a80-704b-8076-229dddd7a537","enrollment":null,"execution":null,"deletedAt":null,"revision":1}',1772442000000000);
CREATE TABLE crm_batch (
    id text not null,
    tenant text not null,
    kind text not null,
    name text not null,
    at integer not null,
    actor text not null,
    counts text not null,
    constraint crm_batch_pkey primary key (id, tenant)
) strict;
INSERT INTO crm_batch VALUES('019cadc6-9a80-704b-910b-f34833366823','81de88cd-8e77-8c20-9609-e1b7edeca48a','enroll','Simple',1772442000000000,'member:019cadc6-9a80-704b-8076-229dddd7a537','{"enrolled":4,"refused":1}');
INSERT INTO crm_batch VALUES('019cadc6-9a80-704b-9222-29ad655e7e0e','81de88cd-8e77-8c20-9609-e1b7edeca48a','enroll','Welcome',1772442000000000,'member:019cadc6-9a80-704b-8076-229dddd7a537','{"enrolled":1,"refused":0}');
CREATE UNIQUE INDEX crm_member_email on crm_member (tenant, email) where email is not null;
CREATE INDEX crm_member_all on crm_member (tenant, name, id);
CREATE UNIQUE INDEX crm_team_name on crm_team (tenant, name);
CREATE INDEX crm_record_by_name on crm_record (tenant, type, name_key, id) where deleted_at is null;
CREATE INDEX crm_record_by_owner on crm_record (tenant, type, owner) where deleted_at is null;
CREATE INDEX crm_record_newest on crm_record (tenant, type, created_at desc, id desc) where deleted_at is null;
CREATE INDEX crm_record_last_changed on crm_record (tenant, type, updated_at desc, id desc) where deleted_at is null;
CREATE INDEX crm_record_by_company on crm_record (company, tenant) where company is not null;
CREATE INDEX crm_record_by_contact on crm_record (contact, tenant) where contact is not null;
CREATE INDEX crm_record_by_parent on crm_record (parent, tenant) where parent is not null;
CREATE INDEX crm_record_by_domain on crm_record (domain, tenant) where domain is not null and deleted_at is null;
CREATE INDEX crm_contact_point_by_value on crm_contact_point (normalized, kind, tenant, record);
CREATE INDEX crm_custom_value_by_record on crm_custom_value (record, tenant);
CREATE INDEX crm_external_reference_by_record on crm_external_reference (record, tenant);
CREATE INDEX crm_stage_change_by_deal on crm_stage_change (deal, at, id);
CREATE INDEX crm_activity_open on crm_activity (tenant, due_at, id) where state = 'Open' and deleted_at is null;
CREATE INDEX crm_activity_open_of_assignee on crm_activity (tenant, assignee, due_at, id) where state = 'Open' and deleted_at is null;
CREATE INDEX crm_activity_open_of_enrollment on crm_activity (enrollment, tenant) where state = 'Open' and enrollment is not null;
CREATE INDEX crm_timeline_entry_page on crm_timeline_entry (tenant, record, occurred_at desc, id desc);
CREATE INDEX crm_timeline_entry_folded on crm_timeline_entry (tenant, record, folded_into) where folded_into is not null;
CREATE UNIQUE INDEX crm_sequence_key on crm_sequence (tenant, key);
CREATE UNIQUE INDEX crm_sequence_version_number on crm_sequence_version (sequence, number, tenant);
CREATE INDEX crm_enrollment_due on crm_enrollment (tenant, due_at, id) where state in ('Active', 'Pending', 'Paused') and not is_held;
CREATE INDEX crm_enrollment_by_record on crm_enrollment (record, tenant);
CREATE INDEX crm_enrollment_by_recipient on crm_enrollment (recipient, tenant) where recipient is not null and recipient <> record;
CREATE INDEX crm_enrollment_by_address on crm_enrollment (address_hash, tenant) where address_hash is not null;
CREATE INDEX crm_enrollment_by_sequence on crm_enrollment (tenant, sequence, id);
CREATE INDEX crm_enrollment_by_batch on crm_enrollment (batch, tenant) where batch is not null;
CREATE TRIGGER crm_sequence_held after update on crm_sequence for each row when (old.state = 'Paused') <> (new.state = 'Paused')
begin
    update crm_enrollment set is_held = (new.state = 'Paused') where sequence = new.id and tenant = new.tenant and state <> 'Finished';
end;
CREATE UNIQUE INDEX crm_step_execution_once on crm_step_execution (enrollment, step_key, pass, tenant);
CREATE UNIQUE INDEX crm_message_once_per_execution on crm_message (execution, tenant) where execution is not null;
CREATE UNIQUE INDEX crm_message_wire_id on crm_message (wire_id, tenant);
CREATE INDEX crm_message_queued on crm_message (tenant, mailbox, next_attempt_at) where state = 'Queued';
CREATE INDEX crm_message_sending on crm_message (lease_until) where state = 'Sending';
CREATE INDEX crm_message_by_enrollment on crm_message (enrollment, tenant) where enrollment is not null;
CREATE INDEX crm_message_by_record on crm_message (record, tenant);
CREATE INDEX crm_message_newest on crm_message (tenant, id desc);
CREATE UNIQUE INDEX crm_mailbox_address on crm_mailbox (tenant, channel, address);
CREATE INDEX crm_outbox_event_untold on crm_outbox_event (id) where relayed_at is null;
CREATE INDEX crm_audit_entry_by_subject on crm_audit_entry (tenant, subject, id) where subject is not null;
COMMIT;
