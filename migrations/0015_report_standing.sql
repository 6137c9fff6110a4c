-- Where a report stands, on the report itself: every list and every Home asks it of each report it looks at, and had to look up versions, review and
-- covering reports for the answer. Triggers keep it, so that no writer can forget to; the versions and reviews stay the place to write to.

alter table report add column sent_no int;
alter table report add column sent_id uuid;
alter table report add column sent_at timestamptz(3);
alter table report add column first_sent_at timestamptz(3);
alter table report add column sent_late boolean;
alter table report add column sent_deadline_at timestamptz(3);
alter table report add column verdict text;
alter table report add column reviewed_at timestamptz(3);
alter table report add column is_covered boolean not null default false;

create function report_was_sent() returns trigger language plpgsql as $$
begin
  update report set sent_no = new.no, sent_id = new.id, sent_at = new.submitted_at, sent_late = new.late, sent_deadline_at = new.deadline_at,
    first_sent_at = case when new.no = 1 then new.submitted_at else first_sent_at end, verdict = null, reviewed_at = null
  where id = new.report_id and new.no > coalesce(sent_no, 0);
  return null;
end $$;
create trigger submission_moves_report after insert on submission for each row execute function report_was_sent();

create function report_was_reviewed() returns trigger language plpgsql as $$
begin
  update report set verdict = new.verdict, reviewed_at = new.reviewed_at
  where id = (select s.report_id from submission s where s.id = new.submission_id) and sent_id = new.submission_id;
  return null;
end $$;
create trigger review_moves_report after insert or update on review for each row execute function report_was_reviewed();

create function report_was_covered() returns trigger language plpgsql as $$
begin
  update report set is_covered = true where id = new.report_id and not is_covered;
  return null;
end $$;
create trigger submission_covers_report_now after insert on submission_covers for each row execute function report_was_covered();

update report set sent_no = s.no, sent_id = s.id, sent_at = s.submitted_at, sent_late = s.late, sent_deadline_at = s.deadline_at,
  first_sent_at = f.submitted_at, verdict = v.verdict, reviewed_at = v.reviewed_at
from (select distinct on (n.report_id) n.* from submission n order by n.report_id, n.no desc) s
join submission f on f.report_id = s.report_id and f.no = 1
left join review v on v.submission_id = s.id
where s.report_id = report.id;
update report set is_covered = true where id in (select c.report_id from submission_covers c);
