-- Accounts, issue by issue of governance.md 2.11 and 5: authenticators, backup codes, links in mails, limits, devices, terms.

alter table account
  -- Null: invited or registered, and no password chosen yet.
  alter column password_hash drop not null,
  -- Of releases before `authenticator`; servers of such a release still read them while an installation is updated.
  alter column totp_secret drop not null,
  add column email_verified_at timestamptz(3),
  add column time_zone text,
  add column notifications jsonb not null default '{}',
  -- What was accepted last; the history is in terms_acceptance. Cleared for everybody by a reset.
  add column terms_version text,
  add column terms_accepted_at timestamptz(3),
  add column deletion_requested_at timestamptz(3),
  add column idle_warned_at timestamptz(3);
update account set email_verified_at = created_at;

create table terms_acceptance (
  account_id uuid not null references account (id) on delete cascade,
  version text not null,
  accepted_at timestamptz(3) not null,
  primary key (account_id, version, accepted_at)
);

create table authenticator (
  id uuid primary key,
  account_id uuid not null references account (id) on delete cascade,
  name text not null,
  secret text not null,
  -- The newest time step a code was accepted for: a code works once.
  last_step bigint not null default 0,
  created_at timestamptz(3) not null,
  last_used_at timestamptz(3)
);
create index authenticator_account on authenticator (account_id);
insert into authenticator (id, account_id, name, secret, last_step, created_at)
  select gen_random_uuid(), id, '', totp_secret, totp_last_step, created_at from account where totp_secret is not null;

create table backup_code (
  account_id uuid not null references account (id) on delete cascade,
  code_hash text not null,
  created_at timestamptz(3) not null,
  used_at timestamptz(3),
  primary key (account_id, code_hash)
);

create table password_history (
  account_id uuid not null references account (id) on delete cascade,
  password_hash text not null,
  replaced_at timestamptz(3) not null,
  primary key (account_id, replaced_at)
);

-- One-time links in mails. A link is good for its purpose, once, until it expires; `detail` is what it will do.
create table account_link (
  id uuid primary key,
  account_id uuid not null references account (id) on delete cascade,
  purpose text not null check (purpose in ('activate', 'invite', 'reset', 'emailOld', 'emailNew')),
  token_sha256 text not null unique,
  detail jsonb not null default '{}',
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3)
);
create index account_link_account on account_link (account_id, purpose);
create index account_link_expiry on account_link (expires_at);

-- An e-mail address changes when both mailboxes have said yes.
create table email_change (
  account_id uuid primary key references account (id) on delete cascade,
  new_email text not null,
  requested_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  old_confirmed_at timestamptz(3),
  new_confirmed_at timestamptz(3)
);

-- What is counted within a window of time: wrong passwords, registrations, messages. No restart forgets it (decisions.md D15).
create table attempt (
  id bigint generated always as identity primary key,
  kind text not null,
  subject text not null,
  at timestamptz(3) not null
);
create index attempt_subject on attempt (kind, subject, at);
create index attempt_at on attempt (at);

-- Wrong passwords lock an account for one network, never for everybody (decisions.md D15).
create table sign_in_lock (
  account_id uuid not null references account (id) on delete cascade,
  network text not null,
  locked_until timestamptz(3) not null,
  -- How often in a row: each doubles the time.
  level int not null,
  primary key (account_id, network)
);

create table known_device (
  id uuid primary key,
  account_id uuid not null references account (id) on delete cascade,
  token_sha256 text not null unique,
  user_agent text not null default '',
  created_at timestamptz(3) not null,
  last_seen_at timestamptz(3) not null
);
create index known_device_account on known_device (account_id);

alter table session
  add column address text not null default '',
  -- When password and code were last given: sensitive pages ask for them again after five minutes.
  add column proven_at timestamptz(3);

alter table account
  add column previous_sign_in_address text not null default '',
  add column last_sign_in_address text not null default '';
