-- Crm 017 for PostgreSQL. What members keep for their own work: views, templates, settings; and what they did, by time.

create table crm_saved_view (
    id uuid not null,
    tenant uuid not null,
    member uuid not null,
    record_type text not null,
    name text not null,
    definition text not null,
    revision integer not null,
    constraint crm_saved_view_pkey primary key (id, tenant)
);
create unique index crm_saved_view_name on crm_saved_view (tenant, member, record_type, name);
select crm_protect('crm_saved_view');

create table crm_mail_template (
    id uuid not null,
    tenant uuid not null,
    owner uuid,
    name text not null,
    subject text not null,
    text text not null,
    is_shared boolean not null,
    updated_at timestamptz not null,
    revision integer not null,
    constraint crm_mail_template_pkey primary key (id, tenant)
);
create index crm_mail_template_all on crm_mail_template (tenant, name, id);
select crm_protect('crm_mail_template');

create table crm_member_settings (
    member uuid not null,
    tenant uuid not null,
    signature text,
    language text,
    mailbox uuid,
    revision integer not null,
    constraint crm_member_settings_pkey primary key (member, tenant)
);
select crm_protect('crm_member_settings');

-- Without what the host itself did, such as automatic mail: that is most of it.
create index crm_activity_of_members on crm_activity (tenant, occurred_at, id, author, type_key)
    where state = 'Logged' and deleted_at is null and author >= 'member:' and author < 'member;';
