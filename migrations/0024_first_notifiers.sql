-- First notifiers (decisions.md D4): somebody without an account sends an early warning. A row and a session of its own, no account with holes.

alter table notifier
  add column country text not null default '',
  -- The language the person read; mails are written in it.
  add column language text not null default 'en',
  add column terms_version text,
  add column terms_accepted_at timestamptz(3),
  -- The link beside the code of `proof_hash`; both end together.
  add column proof_link_hash text unique,
  -- Wrong codes since the last one was made.
  add column proof_tries int not null default 0,
  -- How many codes were asked for.
  add column proofs_asked int not null default 0;
create index notifier_account on notifier (account_id) where account_id is not null;
create index notifier_email on notifier (email);

create table notifier_session (
  id uuid primary key,
  notifier_id uuid not null references notifier (id) on delete cascade,
  token_sha256 text not null unique,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null
);
create index notifier_session_notifier on notifier_session (notifier_id);
create index notifier_session_expiry on notifier_session (expires_at);

-- What modules may know of a notifier: never what proves it.
create view gov_notifier as
  select id, email, name, organisation_typed, phone, country, language, proven_at, account_id, created_at from notifier;

-- What a notifier writes and sends. Until its e-mail is proven nothing of it is an incident: no list, mail, document or observer knows it.
create table notifier_filing (
  id uuid primary key,
  notifier_id uuid not null unique references notifier (id) on delete cascade,
  state text not null check (state in ('draft', 'sent', 'opened')),
  version int not null default 1,
  content jsonb not null,
  -- Whether the browser of the first page did its work: limits are wider then.
  worked boolean not null default false,
  created_at timestamptz(3) not null,
  saved_at timestamptz(3) not null,
  -- Of a draft.
  expires_at timestamptz(3) not null,
  -- Frozen when it is sent.
  sent_at timestamptz(3),
  regulator_id uuid references regulator (id),
  regulation_id uuid references regulation (id),
  procedure_version_id uuid references procedure_version (id),
  form_version_id uuid references report_form_version (id),
  sector_ids uuid[] not null default '{}',
  reference text,
  title text,
  content_sha256 text,
  -- What became of it when the e-mail was proven.
  file_id uuid references incident_file (id),
  incident_id uuid references incident (id),
  dismissed_at timestamptz(3),
  dismissed_by uuid,
  dismissed_by_name text,
  dismissed_reason text,
  check ((state = 'draft') = (sent_at is null)),
  check ((state = 'opened') = (incident_id is not null)),
  check ((dismissed_at is null) = (dismissed_reason is null))
);
create unique index notifier_filing_reference on notifier_filing (regulator_id, upper(reference));
create index notifier_filing_queue on notifier_filing (regulator_id, sent_at desc, id desc) where state = 'sent';
create index notifier_filing_digest on notifier_filing (content_sha256) where state = 'sent';
create index notifier_filing_expiry on notifier_filing (expires_at) where state = 'draft';
create index notifier_filing_dismissed on notifier_filing (dismissed_at) where state = 'sent';

alter table incident
  -- Who filed it from outside, as long as no operator has taken it over.
  add column notifier_id uuid references notifier (id);
create index incident_notifier on incident (notifier_id) where notifier_id is not null;
create index incident_file_notifier on incident_file (notifier_id, id desc) where notifier_id is not null;

create or replace view supervised_incident as
  select id, procedure_id, regulator_id, regulation_id, procedure_version_id, reference, title, notified_at, zone, status, outcome, closed_at, closed_by,
    significant, significant_source, significant_by, significant_at, cross_border, contacts, operator_id, operator_name, search_text, next_due_at,
    last_update_at, legal_hold, version, sector_ids, report_states, due_key, search_people, own_reference, complaint_reference, notifier_id
  from incident;
