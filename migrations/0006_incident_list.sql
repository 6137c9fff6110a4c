-- What the supervising side's list filters and sorts by, on the incident itself, so that a page never reads more rows than it shows.

-- The affected sectors, as in incident_sector, which stays the place to write to.
alter table incident add column sector_ids uuid[] not null default '{}';
-- What the reports are at (workflow.ts): written with every change of the incident by services/refresh-deadlines.ts.
alter table incident add column report_states text[] not null default '{}';

create function incident_sectors_follow() returns trigger language plpgsql as $$
begin
  update incident set sector_ids = coalesce(
    (select array_agg(s.sector_id order by s.sector_id) from incident_sector s where s.incident_id = incident.id), '{}')
  where id in (select incident_id from changed);
  return null;
end $$;
create trigger incident_sector_added after insert on incident_sector
  referencing new table as changed for each statement execute function incident_sectors_follow();
create trigger incident_sector_removed after delete on incident_sector
  referencing old table as changed for each statement execute function incident_sectors_follow();

create or replace view supervised_incident as
  select id, procedure_id, regulator_id, regulation_id, procedure_version_id, reference, title, notified_at, zone, status, outcome, closed_at, closed_by,
    significant, significant_source, significant_by, significant_at, cross_border, contacts, operator_id, operator_name, search_text, next_due_at,
    last_update_at, legal_hold, version, sector_ids, report_states
  from incident;

-- One index per order: with the regulator in front for regulators, without it for observers. What has no deadline comes last.
create index incident_by_due on incident (regulator_id, (coalesce(next_due_at, timestamptz 'infinity')), id);
create index incident_ongoing_by_due on incident (regulator_id, (coalesce(next_due_at, timestamptz 'infinity')), id) where status = 'ongoing';
create index incident_by_notification on incident (regulator_id, notified_at, id);
create index incident_by_reference on incident (regulator_id, reference collate "und-x-icu", id);
create index incident_due_everywhere on incident ((coalesce(next_due_at, timestamptz 'infinity')), id);
create index incident_update_everywhere on incident (last_update_at desc, id desc);
create index incident_notification_everywhere on incident (notified_at, id);
create index incident_operator_everywhere on incident (operator_name collate "und-x-icu", id);
create index incident_reference_everywhere on incident (reference collate "und-x-icu", id);
create index incident_to_review on incident (regulator_id, (coalesce(next_due_at, timestamptz 'infinity')), id)
  where report_states && array['underReview', 'late'];
create index incident_sectors on incident using gin (sector_ids);
create index incident_report_states on incident using gin (report_states);
drop index incident_due;
