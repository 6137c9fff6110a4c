-- A notification that was begun expires by when it was last saved, as the draft of a report does. Null: not saved since it was begun.

alter table incident_file add column saved_at timestamptz(3);
create index incident_file_draft_expiry on incident_file ((coalesce(saved_at, created_at))) where state = 'draft';
create index draft_expiry on draft (expires_at);
