-- Crm 009 for PostgreSQL. What the installation knows about itself: what plugins brought, and how far the database has come. Of no tenant: tenants may read it.

create table crm_plugin_part (
    kind text not null,
    key text not null,
    plugin text not null,
    primary key (kind, key)
);

create table crm_installation (
    only_one integer primary key check (only_one = 1),
    id uuid not null,
    marked_at timestamptz not null,
    recovered_at timestamptz
);

do $$
declare
    installed text;
begin
    foreach installed in array array['crm_plugin_part', 'crm_installation'] loop
        execute format('alter table %I enable row level security', installed);
        execute format('alter table %I force row level security', installed);
        execute format('create policy crm_tenants_read on %I for select to crm_app using (true)', installed);
        execute format('create policy crm_system_only on %I for all to crm_system using (true) with check (true)', installed);
        execute format('grant select on %I to crm_app', installed);
        execute format('grant select, insert, update, delete on %I to crm_system', installed);
    end loop;
end
$$;
