-- Crm 014 for SQLite. People sign in: accounts and the web host's keys, which are of no tenant; which account a member has, sessions and one-time links, which are the tenant's.

create table crm_account (
    id text not null,
    address text not null,
    password_hash text,
    failed_attempts integer not null,
    locked_until integer,
    created_at integer not null,
    revision integer not null,
    constraint crm_account_pkey primary key (id)
) strict;
create unique index crm_account_address on crm_account (address);

create table crm_data_key (
    name text not null,
    xml text not null,
    created_at integer not null,
    constraint crm_data_key_pkey primary key (name)
) strict;

create table crm_member_account (
    member text not null,
    tenant text not null,
    account text not null,
    address text not null,
    since integer not null,
    constraint crm_member_account_pkey primary key (member, tenant)
) strict;
create unique index crm_member_account_by_account on crm_member_account (account, tenant);

create table crm_session (
    id text not null,
    tenant text not null,
    member text not null,
    account text not null,
    device text,
    started_at integer not null,
    seen_at integer not null,
    expires_at integer not null,
    constraint crm_session_pkey primary key (id, tenant)
) strict;
create index crm_session_by_member on crm_session (tenant, member);
create index crm_session_by_account on crm_session (account);
create index crm_session_by_end on crm_session (expires_at);

create table crm_one_time_link (
    token_hash text not null,
    tenant text not null,
    member text not null,
    purpose text not null,
    issued_by text not null,
    issued_at integer not null,
    expires_at integer not null,
    used_at integer,
    revision integer not null,
    constraint crm_one_time_link_pkey primary key (token_hash, tenant)
) strict;
create index crm_one_time_link_by_member on crm_one_time_link (tenant, member);
