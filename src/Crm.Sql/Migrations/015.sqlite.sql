-- Crm 015 for SQLite. An attendee is no text any more: name, address, and whether they came. Whoever was written down took part. Entries of changes say what was changed.

update crm_activity set attendees = (
    select json_group_array(json(
        case
            when v.value like '%_ <_%@_%>' and substr(v.value, instr(v.value, '<') + 1) not glob '*[ ,;<]*' then json_object(
                'name', trim(substr(v.value, 1, instr(v.value, '<') - 1)),
                'address', substr(v.value, instr(v.value, '<') + 1, length(v.value) - instr(v.value, '<') - 1),
                'state', 'attended')
            when v.value like '_%@_%' and v.value not like '@%' and v.value not glob '*[' || char(9, 10, 13) || ' <>,;]*' then json_object('address', v.value, 'state', 'attended')
            else json_object('name', v.value, 'state', 'attended')
        end
    ))
    from json_each(attendees) v
)
where attendees <> '[]';

-- What a change of fields changed, with before and after.
alter table crm_timeline_entry add column changes text not null default '[]';
