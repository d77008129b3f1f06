-- Crm 017 for SQLite. What members keep for their own work: views, templates, settings; and what they did, by time.

create table crm_saved_view (
    id text not null,
    tenant text not null,
    member text not null,
    record_type text not null,
    name text not null,
    definition text not null,
    revision integer not null,
    constraint crm_saved_view_pkey primary key (id, tenant)
) strict;
create unique index crm_saved_view_name on crm_saved_view (tenant, member, record_type, name);

create table crm_mail_template (
    id text not null,
    tenant text not null,
    owner text,
    name text not null,
    subject text not null,
    text text not null,
    is_shared integer not null,
    updated_at integer not null,
    revision integer not null,
    constraint crm_mail_template_pkey primary key (id, tenant)
) strict;
create index crm_mail_template_all on crm_mail_template (tenant, name, id);

create table crm_member_settings (
    member text not null,
    tenant text not null,
    signature text,
    language text,
    mailbox text,
    revision integer not null,
    constraint crm_member_settings_pkey primary key (member, tenant)
) strict;

-- Without what the host itself did, such as automatic mail: that is most of it.
create index crm_activity_of_members on crm_activity (tenant, occurred_at, id, author, type_key)
    where state = 'Logged' and deleted_at is null and author >= 'member:' and author < 'member;';
