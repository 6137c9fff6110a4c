-- What Home looks for first, for operators and for regulators: each page reads about as many rows as it shows.

create index incident_operator_by_due on incident (operator_id, (coalesce(next_due_at, timestamptz 'infinity')), id) where status = 'ongoing';
create index incident_file_drafts on incident_file (operator_id, id desc) where state = 'draft';
create index incident_ongoing_to_review on incident (regulator_id, last_update_at, id)
  where status = 'ongoing' and report_states && array['underReview', 'late'];
create index incident_ready_to_close on incident (regulator_id, last_update_at, id)
  where status = 'ongoing' and report_states <@ array['passed', 'sentLate'] and report_states <> '{}';
