-- The supervising side's own rows, and the traces both sides leave.

create table review (
  submission_id uuid primary key references submission (id),
  verdict text check (verdict in ('passed', 'revision')),
  comment_md text not null default '',
  reviewed_by uuid,
  reviewer_name text not null,
  reviewed_at timestamptz(3) not null,
  version int not null default 1
);
create table review_event (
  id uuid primary key,
  submission_id uuid not null references submission (id),
  verdict text check (verdict in ('passed', 'revision')),
  comment_md text not null,
  remarks jsonb not null,
  by uuid,
  by_name text not null,
  at timestamptz(3) not null
);
create index review_event_submission on review_event (submission_id, at);
create trigger review_event_is_append_only before update or delete on review_event for each row execute function refuse_change();
create table review_remark (
  submission_id uuid not null references submission (id),
  question_key text not null,
  text text not null,
  primary key (submission_id, question_key)
);
create table review_draft (
  submission_id uuid not null references submission (id),
  account_id uuid not null references account (id) on delete cascade,
  verdict text check (verdict in ('passed', 'revision')),
  comment_md text not null default '',
  remarks jsonb not null default '{}',
  revision_due_at timestamptz(3),
  saved_at timestamptz(3) not null,
  version int not null default 1,
  primary key (submission_id, account_id)
);
create table internal_note (
  id uuid primary key,
  incident_id uuid not null references incident (id),
  body_md text not null,
  by uuid,
  by_name text not null,
  at timestamptz(3) not null
);
create index internal_note_incident on internal_note (incident_id, at desc);
create table assignment (
  incident_id uuid primary key references incident (id),
  account_id uuid not null references account (id),
  due_at timestamptz(3)
);
create table authority_duty (
  incident_id uuid not null references incident (id),
  duty_key text not null,
  due_at timestamptz(3),
  done_at timestamptz(3),
  done_by uuid,
  primary key (incident_id, duty_key)
);

create table reminder (
  id uuid primary key,
  report_id uuid not null references report (id),
  -- a reminder rule's key, or 'overdue' for the notice
  rule_key text not null,
  anchor_at timestamptz(3) not null,
  due_at timestamptz(3) not null,
  state text not null default 'planned' check (state in ('planned', 'sent', 'cancelled', 'missed', 'failed')),
  sent_at timestamptz(3),
  unique (report_id, rule_key, anchor_at)
);
create index reminder_planned on reminder (due_at) where state = 'planned';

create table incident_access (
  id uuid primary key,
  incident_id uuid not null references incident (id),
  submission_id uuid references submission (id),
  at timestamptz(3) not null,
  side text not null check (side in ('reporting', 'supervising', 'observer', 'system')),
  organisation_id uuid,
  organisation_name text not null,
  account_id uuid,
  account_name text not null,
  role text not null,
  action text not null,
  detail jsonb not null default '{}'
);
create index incident_access_newest on incident_access (incident_id, at desc, id desc);

create table calendar_feed (
  account_id uuid primary key references account (id) on delete cascade,
  token_sha256 text not null unique,
  revoked_at timestamptz(3)
);
