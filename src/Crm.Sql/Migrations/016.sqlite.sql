-- Crm 016 for SQLite. Lists know when somebody last dealt with a record; names are found by each of their words; a board shows deals by stage; a batch can be undone.

-- One row for each record: when its last activity happened, or when it was created where there was none. Beside the record, not in it: every mail that is sent writes it.
create table crm_last_touch (
    record text not null,
    tenant text not null,
    record_type text not null,
    touched_at integer not null,
    is_touched integer not null,
    constraint crm_last_touch_pkey primary key (record, tenant)
) strict;
create index crm_last_touch_by_time on crm_last_touch (tenant, record_type, touched_at, record);

-- Whoever writes records, in whatever way.
create trigger crm_record_touched after insert on crm_record
begin
    insert or ignore into crm_last_touch (record, tenant, record_type, touched_at, is_touched) values (new.id, new.tenant, new.type, new.created_at, 0);
end;

create trigger crm_record_forgotten after delete on crm_record
begin
    delete from crm_last_touch where record = old.id and tenant = old.tenant;
end;

insert into crm_last_touch (record, tenant, record_type, touched_at, is_touched)
select r.id, r.tenant, r.type, coalesce(e.last, r.created_at), e.last is not null
from crm_record r left join (
    select record, tenant, max(occurred_at) as last from crm_timeline_entry where kind = 'Activity' and state = 'Logged' and not is_removed group by record, tenant
) e on e.record = r.id and e.tenant = r.tenant;

-- The words of a name after its first one, which crm_record_by_name finds.
create table crm_name_word (
    record text not null,
    word text not null,
    tenant text not null,
    record_type text not null,
    constraint crm_name_word_pkey primary key (record, word, tenant)
) strict;
create index crm_name_word_by_word on crm_name_word (tenant, record_type, word, record);

with recursive spaced(id, tenant, type, name) as (
    select id, tenant, type, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
        name_key, '.', ' '), ',', ' '), ';', ' '), ':', ' '), '/', ' '), '&', ' '), '+', ' '), '''', ' '), '"', ' '), '(', ' '), ')', ' '), '@', ' '), '_', ' '), '|', ' '), '-', ' '), char(9), ' ') || ' '
    from crm_record
),
parts(id, tenant, type, word, rest, place) as (
    select id, tenant, type, '', ltrim(name), 0 from spaced
    union all
    select id, tenant, type, substr(rest, 1, instr(rest, ' ') - 1), ltrim(substr(rest, instr(rest, ' ') + 1)), place + 1 from parts where rest <> '' and place < 11
)
insert into crm_name_word (record, word, tenant, record_type)
select distinct id, word, tenant, type from parts where place between 2 and 11 and word <> '' and length(word) <= 100;

create index crm_record_by_stage on crm_record (tenant, pipeline, stage, stage_since desc, id desc, owner, currency, amount_minor)
    where type = 'Deal' and deleted_at is null;
create index crm_record_by_amount on crm_record (tenant, amount_minor desc, id desc) where type = 'Deal' and deleted_at is null and amount_minor is not null;
create index crm_record_by_close on crm_record (tenant, expected_close, id) where type = 'Deal' and deleted_at is null and expected_close is not null;

-- What a batch found where it changed something, and when it was taken back.
alter table crm_batch add column undo text;
alter table crm_batch add column undone_at integer;
