-- The incident file of the reporting side, the incident both sides see, and what was submitted.

create extension if not exists pg_trgm;

create table incident_file (
  id uuid primary key,
  title text not null,
  operator_id uuid references operator (id),
  reporting_regulator_id uuid references regulator (id),
  notifier_id uuid references notifier (id),
  organisation_name text not null,
  organisation_verified boolean not null default false,
  own_reference text,
  complaint_reference text,
  zone text not null,
  state text not null check (state in ('draft', 'open')),
  selection jsonb,
  created_by uuid,
  created_at timestamptz(3) not null,
  version int not null default 1,
  check (num_nonnulls(operator_id, reporting_regulator_id, notifier_id) = 1),
  check ((state = 'draft') = (selection is not null))
);
create index incident_file_operator on incident_file (operator_id, id desc);
create index incident_file_regulator on incident_file (reporting_regulator_id, id desc) where reporting_regulator_id is not null;

create table incident (
  id uuid primary key,
  file_id uuid not null references incident_file (id),
  procedure_id uuid not null references procedure (id),
  regulator_id uuid not null references regulator (id),
  regulation_id uuid not null references regulation (id),
  procedure_version_id uuid not null references procedure_version (id),
  reference text not null,
  title text not null,
  notified_at timestamptz(3) not null,
  zone text not null,
  status text not null default 'ongoing' check (status in ('ongoing', 'closed')),
  outcome text check (outcome in ('handled', 'notReportable', 'duplicate', 'reclassified', 'withdrawn')),
  closed_at timestamptz(3),
  closed_by uuid,
  significant boolean,
  significant_source text check (significant_source in ('computed', 'override')),
  significant_by uuid,
  significant_at timestamptz(3),
  cross_border boolean not null default false,
  contacts jsonb not null,
  operator_id uuid references operator (id),
  operator_name text not null,
  search_text text not null,
  next_due_at timestamptz(3),
  last_update_at timestamptz(3) not null,
  legal_hold boolean not null default false,
  version int not null default 1,
  check ((status = 'closed') = (outcome is not null)),
  check ((status = 'closed') = (closed_at is not null))
);
create unique index incident_once_per_procedure on incident (file_id, procedure_id) where outcome is distinct from 'withdrawn';
create unique index incident_reference on incident (regulator_id, upper(reference));
create index incident_newest on incident (regulator_id, last_update_at desc, id desc);
create index incident_operator on incident (operator_id, last_update_at desc, id desc);
create index incident_due on incident (regulator_id, next_due_at, id) where status = 'ongoing';
create index incident_due_any on incident (next_due_at) where status = 'ongoing';
create index incident_by_operator_name on incident (regulator_id, operator_name collate "und-x-icu", id);
create index incident_regulation on incident (regulation_id, last_update_at desc, id desc);
create index incident_search on incident using gin (search_text gin_trgm_ops);
create index incident_file_id on incident (file_id);

create table incident_sector (
  incident_id uuid not null references incident (id),
  sector_id uuid not null references sector (id),
  primary key (incident_id, sector_id)
);
create index incident_sector_sector on incident_sector (sector_id, incident_id);

create table file_contact (
  file_id uuid not null references incident_file (id),
  role text not null check (role in ('primary', 'technical', 'second', 'dpo')),
  incident_id uuid references incident (id),
  last_name text not null,
  first_name text not null,
  job_title text,
  email text not null,
  phone text not null,
  unique nulls not distinct (file_id, role, incident_id)
);

create table file_fact_proposal (
  file_id uuid not null references incident_file (id),
  fact text not null check (fact in ('occurred', 'detected', 'aware', 'classified', 'resolved', 'measureAvailable')),
  at timestamptz(3) not null,
  zone text not null,
  primary key (file_id, fact)
);

create table report (
  id uuid primary key,
  incident_id uuid not null references incident (id),
  stage_key text not null,
  ordinal int not null default 1,
  kind text not null check (kind in ('required', 'onRequest', 'whileOngoing')),
  requested_at timestamptz(3),
  requested_by uuid,
  note text,
  due_at timestamptz(3),
  due_explained jsonb,
  due_source text not null default 'rule' check (due_source in ('rule', 'regulator')),
  revision_due_at timestamptz(3),
  waived_reason text,
  unique (incident_id, stage_key, ordinal)
);

create table submission (
  id uuid primary key,
  report_id uuid not null references report (id),
  no int not null,
  form_version_id uuid not null references report_form_version (id),
  submitted_at timestamptz(3) not null,
  submitted_by uuid,
  submitter_name text not null,
  organisation_name text not null,
  facts jsonb not null,
  contacts jsonb not null,
  sectors jsonb not null,
  impacts jsonb not null,
  deadline_at timestamptz(3),
  deadline_explained jsonb,
  late boolean not null,
  content_sha256 text not null,
  idempotency_key text not null,
  unique (report_id, no),
  unique (report_id, idempotency_key)
);
create index submission_by_report on submission (report_id, no desc);
create trigger submission_is_evidence before update or delete on submission for each row execute function refuse_change();

create table submission_answer (
  submission_id uuid not null references submission (id),
  question_key text not null,
  value jsonb not null,
  primary key (submission_id, question_key)
);
create index submission_answer_question on submission_answer (question_key);
create trigger submission_answer_is_evidence before update or delete on submission_answer for each row execute function refuse_change();

create table submission_covers (
  submission_id uuid not null references submission (id),
  report_id uuid not null references report (id),
  primary key (submission_id, report_id)
);
create index submission_covers_report on submission_covers (report_id);

create table incident_fact (
  id uuid primary key,
  incident_id uuid not null references incident (id),
  fact text not null check (fact in ('occurred', 'detected', 'aware', 'classified', 'resolved', 'measureAvailable')),
  -- null: the fact was taken back, so nothing counts from it any more
  at timestamptz(3),
  zone text not null,
  source text not null check (source in ('wizard', 'submission', 'correction', 'regulator')),
  submission_id uuid references submission (id),
  reason text,
  by uuid,
  by_name text not null,
  recorded_at timestamptz(3) not null,
  superseded_at timestamptz(3)
);
create unique index incident_fact_current on incident_fact (incident_id, fact) where superseded_at is null;
create index incident_fact_history on incident_fact (incident_id, recorded_at);

create table report_due_change (
  id uuid primary key,
  report_id uuid not null references report (id),
  old_due_at timestamptz(3),
  new_due_at timestamptz(3),
  cause text not null check (cause in ('opened', 'fact', 'submission', 'request', 'regulator', 'answer')),
  fact_id uuid references incident_fact (id),
  by uuid,
  at timestamptz(3) not null
);
create index report_due_change_report on report_due_change (report_id, at);

create table draft (
  id uuid primary key,
  report_id uuid not null unique references report (id),
  form_version_id uuid not null references report_form_version (id),
  base_submission_id uuid references submission (id),
  base_no int not null default 0,
  editor_id uuid,
  editor_until timestamptz(3),
  created_at timestamptz(3) not null,
  saved_at timestamptz(3) not null,
  saved_by_name text not null,
  expires_at timestamptz(3) not null,
  version int not null default 1
);
create table draft_answer (
  draft_id uuid not null references draft (id) on delete cascade,
  question_key text not null,
  value jsonb,
  origin_submission_id uuid references submission (id),
  version int not null default 1,
  updated_by uuid,
  updated_at timestamptz(3) not null,
  primary key (draft_id, question_key)
);
create table draft_part (
  draft_id uuid not null references draft (id) on delete cascade,
  part text not null check (part in ('facts', 'contacts', 'impacts', 'sectors')),
  value jsonb not null,
  version int not null default 1,
  updated_by uuid,
  updated_at timestamptz(3) not null,
  primary key (draft_id, part)
);

-- What the supervising side and observers read instead of the table: no way back to the file.
create view supervised_incident as
  select id, procedure_id, regulator_id, regulation_id, procedure_version_id, reference, title, notified_at, zone, status, outcome, closed_at, closed_by,
    significant, significant_source, significant_by, significant_at, cross_border, contacts, operator_id, operator_name, search_text, next_due_at,
    last_update_at, legal_hold, version
  from incident;
