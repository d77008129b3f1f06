-- Crm 014 for PostgreSQL. People sign in: accounts and the web host's keys, which are of no tenant and which no tenant reaches; which account a member has, sessions and one-time links, which are the tenant's.

create table crm_account (
    id uuid not null,
    address text not null,
    password_hash text,
    failed_attempts integer not null,
    locked_until timestamptz,
    created_at timestamptz not null,
    revision integer not null,
    constraint crm_account_pkey primary key (id)
);
create unique index crm_account_address on crm_account (address);

create table crm_data_key (
    name text not null,
    xml text not null,
    created_at timestamptz not null,
    constraint crm_data_key_pkey primary key (name)
);

create table crm_member_account (
    member uuid not null,
    tenant uuid not null,
    account uuid not null,
    address text not null,
    since timestamptz not null,
    constraint crm_member_account_pkey primary key (member, tenant)
);
create unique index crm_member_account_by_account on crm_member_account (account, tenant);

create table crm_session (
    id uuid not null,
    tenant uuid not null,
    member uuid not null,
    account uuid not null,
    device text,
    started_at timestamptz not null,
    seen_at timestamptz not null,
    expires_at timestamptz not null,
    constraint crm_session_pkey primary key (id, tenant)
);
create index crm_session_by_member on crm_session (tenant, member);
create index crm_session_by_account on crm_session (account);
create index crm_session_by_end on crm_session (expires_at);

create table crm_one_time_link (
    token_hash text not null,
    tenant uuid not null,
    member uuid not null,
    purpose text not null,
    issued_by text not null,
    issued_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    revision integer not null,
    constraint crm_one_time_link_pkey primary key (token_hash, tenant)
);
create index crm_one_time_link_by_member on crm_one_time_link (tenant, member);

select crm_protect(protected::regclass) from unnest(array['crm_member_account', 'crm_session', 'crm_one_time_link']) protected;

do $$
declare
    installed text;
begin
    foreach installed in array array['crm_account', 'crm_data_key'] loop
        execute format('alter table %I enable row level security', installed);
        execute format('alter table %I force row level security', installed);
        execute format('create policy crm_no_tenant on %I for all to crm_app using (false) with check (false)', installed);
        execute format('create policy crm_system_only on %I for all to crm_system using (true) with check (true)', installed);
        execute format('grant select, insert, update, delete on %I to crm_system', installed);
    end loop;
end
$$;
