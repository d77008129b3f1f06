-- Crm 012 for SQLite. Executed steps are found by age; of a plugin's subscribers it is remembered which events wait for them while the plugin is missing.

create index crm_step_execution_by_age on crm_step_execution (first_decided_at, id);
alter table crm_plugin_part add column event_types text not null default '[]';
