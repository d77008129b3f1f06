-- Crm 015 for PostgreSQL. An attendee is no text any more: name, address, and whether they came. Whoever was written down took part. Entries of changes say what was changed.
-- As the role that sees all tenants: row-level security is forced, for the owner of the tables too.

set role crm_system;
update crm_activity a set attendees = (
    select jsonb_agg(
        case
            when v.text like '%_ <_%@_%>' and v.text !~ '<.*[ ,;<]' then jsonb_build_object(
                'name', trim(substr(v.text, 1, strpos(v.text, '<') - 1)),
                'address', substr(v.text, strpos(v.text, '<') + 1, length(v.text) - strpos(v.text, '<') - 1),
                'state', 'attended')
            when v.text like '_%@_%' and v.text not like '@%' and v.text !~ '[\s<>,;]' then jsonb_build_object('address', v.text, 'state', 'attended')
            else jsonb_build_object('name', v.text, 'state', 'attended')
        end
        order by v.place
    )
    from jsonb_array_elements_text(a.attendees) with ordinality v(text, place)
)
where a.attendees <> '[]';
reset role;

-- What a change of fields changed, with before and after.
alter table crm_timeline_entry add column changes jsonb not null default '[]';
