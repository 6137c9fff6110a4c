-- The most urgent first, as a column of its own: indexes over a column serve counts without reading the rows, over an expression they do not.

alter table incident add column due_key timestamptz(3) not null generated always as (coalesce(next_due_at, timestamptz 'infinity')) stored;

create or replace view supervised_incident as
  select id, procedure_id, regulator_id, regulation_id, procedure_version_id, reference, title, notified_at, zone, status, outcome, closed_at, closed_by,
    significant, significant_source, significant_by, significant_at, cross_border, contacts, operator_id, operator_name, search_text, next_due_at,
    last_update_at, legal_hold, version, sector_ids, report_states, due_key
  from incident;

drop index incident_by_due;
drop index incident_ongoing_by_due;
drop index incident_due_everywhere;
drop index incident_to_review;
create index incident_by_due on incident (regulator_id, due_key, id);
create index incident_ongoing_by_due on incident (regulator_id, due_key, id) where status = 'ongoing';
create index incident_due_everywhere on incident (due_key, id);
create index incident_to_review on incident (regulator_id, due_key, id) where report_states && array['underReview', 'late'];
