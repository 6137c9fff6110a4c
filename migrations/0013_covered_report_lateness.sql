-- A report that another one answers keeps whether its own deadline was met, and is frozen like the rest of the submission.

alter table submission_covers add column deadline_at timestamptz(3);
alter table submission_covers add column deadline_explained jsonb;
alter table submission_covers add column late boolean not null default false;
create trigger submission_covers_is_evidence before update or delete on submission_covers for each row execute function refuse_change();
