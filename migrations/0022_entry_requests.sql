-- What somebody asks for from outside: an account, a new password. The answer must not tell whether the address is known, so the page only writes this row,
-- and a job does what follows from it (governance.md 5.2, 5.5).
create table entry_request (
  id uuid primary key,
  kind text not null check (kind in ('register', 'reset', 'locked')),
  -- Of the address of the page that says "check your mail".
  token_sha256 text not null unique,
  email text not null,
  first_name text not null default '',
  last_name text not null default '',
  language text not null,
  -- Accepted with a registration.
  terms_version text not null default '',
  -- Network address of whoever asked.
  address text not null,
  created_at timestamptz(3) not null
);
create index entry_request_created on entry_request (created_at);

-- Locks are kept by a digest of the address that was typed, as attempts are, whether anybody has it or not: nothing of what is asked of the database tells.
drop table sign_in_lock;
create table sign_in_lock (
  person text not null,
  -- A network, or a device that the account has signed in from.
  place text not null,
  locked_until timestamptz(3) not null,
  -- How often in a row: each doubles the time.
  level int not null,
  primary key (person, place)
);
