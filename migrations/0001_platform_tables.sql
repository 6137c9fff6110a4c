-- Tables every module leans on: settings, the trail of changes, jobs and their schedules, mails, documents.

create table setting (
  key text primary key,
  value jsonb not null,
  changed_at timestamptz(3) not null
);

-- decisions.md D13: ids, actions and digests only; names and values are in audit_detail, which retention may delete.
create table audit_event (
  id uuid primary key,
  seq bigint generated always as identity unique,
  at timestamptz(3) not null,
  actor_kind text not null check (actor_kind in ('anonymous', 'notifier', 'account', 'token', 'system')),
  actor_id uuid,
  organisation_id uuid,
  request_id text not null,
  action text not null,
  subject_kind text not null,
  subject_id uuid,
  detail_sha256 text not null
);
create index audit_event_subject on audit_event (subject_kind, subject_id, at desc);
create index audit_event_at on audit_event (at desc, id desc);

create table audit_detail (
  event_id uuid primary key references audit_event (id),
  detail jsonb not null
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% rows are never changed or deleted', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
create trigger audit_event_is_append_only before update or delete on audit_event for each row execute function refuse_change();

create table job (
  id uuid primary key,
  name text not null,
  version int not null,
  queue text not null,
  payload jsonb not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  run_at timestamptz(3) not null,
  attempts int not null default 0,
  max_attempts int not null,
  heartbeat_at timestamptz(3),
  lease_ms int not null,
  dedupe_key text,
  owner_account_id uuid,
  progress int not null default 0 check (progress between 0 and 100),
  phrase text,
  last_error text,
  created_at timestamptz(3) not null,
  finished_at timestamptz(3)
);
create unique index job_dedupe on job (name, dedupe_key) where state in ('queued', 'running');
create index job_due on job (run_at) where state = 'queued';
create index job_running on job (heartbeat_at) where state = 'running';
create index job_finished on job (finished_at) where state in ('succeeded', 'cancelled');
create index job_failed on job (finished_at desc) where state = 'failed';

-- A scheduled run belongs to whoever inserts its slot first.
create table schedule_slot (
  name text not null,
  due_at timestamptz(3) not null,
  claimed_at timestamptz(3) not null,
  primary key (name, due_at)
);

create table mail_delivery (
  id uuid primary key,
  event_key text not null,
  recipient text not null,
  template text not null,
  language text not null,
  payload jsonb not null,
  state text not null default 'queued' check (state in ('queued', 'sent', 'declined', 'failed')),
  attempts int not null default 0,
  subject text,
  body_text text,
  body_html text,
  last_error text,
  created_at timestamptz(3) not null,
  sent_at timestamptz(3),
  unique (event_key, recipient)
);
create index mail_delivery_newest on mail_delivery (created_at desc, id desc);

-- Generated files, kept so that the same question is not answered twice. The audience is part of the key:
-- what one reader may see is never handed to another.
create table document (
  id uuid primary key,
  subject_kind text not null,
  subject_id uuid not null,
  kind text not null,
  language text not null,
  audience text not null,
  content_sha256 text not null,
  bytes bytea not null,
  created_at timestamptz(3) not null,
  unique (subject_kind, subject_id, kind, language, audience, content_sha256)
);
create index document_created on document (created_at);
