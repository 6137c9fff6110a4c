-- People apart from the rest of what is searched: an observer whose rule does not share contacts must not find them by searching.

alter table incident add column search_people text not null default '';
alter table incident alter column search_text set default '';
update incident set
  search_people = lower(coalesce((
    select string_agg(concat_ws(' ', c.value ->> 'firstName', c.value ->> 'lastName'), ' ') from jsonb_each(contacts) c), '') collate "und-x-icu"),
  search_text = lower(concat_ws(' ', reference, title, operator_name) collate "und-x-icu");
create index incident_search_people on incident using gin (search_people gin_trgm_ops);

create or replace view supervised_incident as
  select id, procedure_id, regulator_id, regulation_id, procedure_version_id, reference, title, notified_at, zone, status, outcome, closed_at, closed_by,
    significant, significant_source, significant_by, significant_at, cross_border, contacts, operator_id, operator_name, search_text, next_due_at,
    last_update_at, legal_hold, version, sector_ids, report_states, due_key, search_people
  from incident;
