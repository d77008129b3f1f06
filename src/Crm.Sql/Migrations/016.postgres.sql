-- Crm 016 for PostgreSQL. Lists know when somebody last dealt with a record; names are found by each of their words, addresses and domains by their beginning; a board shows deals by stage; a batch can be undone.

-- One row for each record: when its last activity happened, or when it was created where there was none. Beside the record, not in it: every mail that is sent writes it.
create table crm_last_touch (
    record uuid not null,
    tenant uuid not null,
    record_type text not null,
    touched_at timestamptz not null,
    is_touched boolean not null,
    constraint crm_last_touch_pkey primary key (record, tenant)
) with (fillfactor = 85);
create index crm_last_touch_by_time on crm_last_touch (tenant, record_type, touched_at, record);
select crm_protect('crm_last_touch');

-- Whoever writes records, in whatever way.
create function crm_touch_records() returns trigger language plpgsql as $$
begin
    insert into crm_last_touch (record, tenant, record_type, touched_at, is_touched)
    select id, tenant, type, created_at, false from added on conflict do nothing;
    return null;
end
$$;

revoke execute on function crm_touch_records() from public;

create trigger crm_record_touched after insert on crm_record referencing new table as added for each statement execute function crm_touch_records();

create function crm_forget_touches() returns trigger language plpgsql as $$
begin
    delete from crm_last_touch t using gone g where t.record = g.id and t.tenant = g.tenant;
    return null;
end
$$;

revoke execute on function crm_forget_touches() from public;

create trigger crm_record_forgotten after delete on crm_record referencing old table as gone for each statement execute function crm_forget_touches();

-- The words of a name after its first one, which crm_record_by_name finds.
create table crm_name_word (
    record uuid not null,
    word text collate "C" not null,
    tenant uuid not null,
    record_type text not null,
    constraint crm_name_word_pkey primary key (record, word, tenant)
);
create index crm_name_word_by_word on crm_name_word (tenant, record_type, word, record);
select crm_protect('crm_name_word');

-- As the role that sees all tenants: row-level security is forced, for the owner of the tables too.
set role crm_system;
insert into crm_last_touch (record, tenant, record_type, touched_at, is_touched)
select r.id, r.tenant, r.type, coalesce(e.last, r.created_at), e.last is not null
from crm_record r left join (
    select record, tenant, max(occurred_at) as last from crm_timeline_entry where kind = 'Activity' and state = 'Logged' and not is_removed group by record, tenant
) e on e.record = r.id and e.tenant = r.tenant;
insert into crm_name_word (record, word, tenant, record_type)
select distinct r.id, w.word, r.tenant, r.type
from crm_record r cross join lateral regexp_split_to_table(r.name_key, '[\s.,;:/&+''"()@_|-]+') with ordinality w(word, place)
where w.place between 2 and 11 and w.word <> '' and length(w.word) <= 100;
reset role;

-- What people type is the beginning of an address or a domain: bytes sort as they are written.
alter table crm_contact_point alter column normalized type text collate "C";
alter table crm_record alter column domain type text collate "C";

create index crm_record_by_stage on crm_record (tenant, pipeline, stage, stage_since desc, id desc) include (owner, currency, amount_minor)
    where type = 'Deal' and deleted_at is null;
create index crm_record_by_amount on crm_record (tenant, amount_minor desc, id desc) where type = 'Deal' and deleted_at is null and amount_minor is not null;
create index crm_record_by_close on crm_record (tenant, expected_close, id) where type = 'Deal' and deleted_at is null and expected_close is not null;

-- What a batch found where it changed something, and when it was taken back.
alter table crm_batch add column undo jsonb;
alter table crm_batch add column undone_at timestamptz;
