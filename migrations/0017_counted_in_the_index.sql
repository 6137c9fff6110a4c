-- What a person's sectors, regulations and operators are compared with lies in the indexes that lead the lists: counting to a thousand
-- in them reads no incident, however many the person does not see in between. A row of an index has room for 160 sectors of one incident.

drop index incident_by_due;
drop index incident_ongoing_by_due;
drop index incident_to_review;
drop index incident_due_everywhere;
create index incident_by_due on incident (regulator_id, due_key, id) include (sector_ids);
create index incident_ongoing_by_due on incident (regulator_id, due_key, id) include (sector_ids) where status = 'ongoing';
create index incident_to_review on incident (regulator_id, due_key, id) include (sector_ids) where report_states && array['underReview', 'late'];
create index incident_due_everywhere on incident (due_key, id) include (regulation_id, sector_ids, operator_id);
create index incident_ongoing_due_everywhere on incident (due_key, id) include (regulation_id, sector_ids, operator_id) where status = 'ongoing';
