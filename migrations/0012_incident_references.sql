-- The operator's own reference and its complaint number, as far as the regulator may read them (ADR 0003): copied from the file when an
-- incident is opened and with each submission. Incidents that exist get theirs with the next submission: nobody was told before.

alter table incident add column own_reference text, add column complaint_reference text;

create or replace view supervised_incident as
  select id, procedure_id, regulator_id, regulation_id, procedure_version_id, reference, title, notified_at, zone, status, outcome, closed_at, closed_by,
    significant, significant_source, significant_by, significant_at, cross_border, contacts, operator_id, operator_name, search_text, next_due_at,
    last_update_at, legal_hold, version, sector_ids, report_states, due_key, search_people, own_reference, complaint_reference
  from incident;
