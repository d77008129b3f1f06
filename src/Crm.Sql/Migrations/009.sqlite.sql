-- Crm 009 for SQLite. What the installation knows about itself: what plugins brought, and how far the database has come. Of no tenant.

create table crm_plugin_part (
    kind text not null,
    key text not null,
    plugin text not null,
    primary key (kind, key)
) strict, without rowid;

create table crm_installation (
    only_one integer primary key check (only_one = 1),
    id text not null,
    marked_at integer not null,
    recovered_at integer
) strict, without rowid;
