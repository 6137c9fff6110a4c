-- Organisations, people, reference data. Other modules read the gov_ views at the end, never these tables.

create table regulation (
  id uuid primary key,
  key text not null unique,
  short text not null,
  citation text not null,
  name jsonb not null,
  applies_from date,
  applies_to date,
  active boolean not null default true
);

create table regulator (
  id uuid primary key,
  slug text not null unique,
  short text not null,
  name jsonb not null,
  email text not null,
  phone text,
  website text,
  country text not null,
  zone text not null,
  tlp text not null default 'AMBER' check (tlp in ('CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED')),
  archived_at timestamptz(3),
  version int not null default 1
);

create table regulation_regulator (
  regulation_id uuid not null references regulation (id),
  regulator_id uuid not null references regulator (id),
  primary key (regulation_id, regulator_id)
);
create index regulation_regulator_regulator on regulation_regulator (regulator_id);

create table observer (
  id uuid primary key,
  slug text not null unique,
  short text not null,
  name jsonb not null,
  email text not null,
  phone text,
  archived_at timestamptz(3),
  version int not null default 1
);

-- Two levels: a parent has no parent (kept by the trigger below).
create table sector (
  id uuid primary key,
  slug text not null unique,
  parent_id uuid references sector (id),
  acronym text not null,
  codes jsonb not null default '{}',
  name jsonb not null,
  archived_at timestamptz(3),
  check (parent_id is distinct from id)
);
create index sector_parent on sector (parent_id);
create function sector_has_two_levels() returns trigger language plpgsql as $$
begin
  if new.parent_id is not null and (
    exists (select 1 from sector where id = new.parent_id and parent_id is not null)
    or exists (select 1 from sector where parent_id = new.id)
  ) then
    raise exception 'a sector has at most two levels' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger sector_levels before insert or update of parent_id on sector for each row execute function sector_has_two_levels();

create table operator (
  id uuid primary key,
  acronym text not null,
  name text not null,
  email text not null,
  phone text,
  country text not null,
  created_at timestamptz(3) not null,
  archived_at timestamptz(3),
  version int not null default 1
);

create table operator_category (
  id uuid primary key,
  code text not null unique,
  kind text not null check (kind in ('type', 'size', 'designation', 'other')),
  label jsonb not null
);
create table operator_category_link (
  operator_id uuid not null references operator (id),
  category_id uuid not null references operator_category (id),
  primary key (operator_id, category_id)
);
create table operator_sector (
  operator_id uuid not null references operator (id),
  sector_id uuid not null references sector (id),
  primary key (operator_id, sector_id)
);
-- decisions.md D8: who supervises whom, kept by both sides.
create table operator_supervision (
  operator_id uuid not null references operator (id),
  regulator_id uuid not null references regulator (id),
  primary key (operator_id, regulator_id)
);

create table holiday (
  calendar text not null,
  date date not null,
  name jsonb not null,
  source text not null,
  primary key (calendar, date)
);

create table observer_rule (
  id uuid primary key,
  observer_id uuid not null references observer (id),
  regulation_id uuid not null references regulation (id),
  share_contacts boolean not null default false,
  unique (observer_id, regulation_id)
);
create table observer_rule_sector (
  rule_id uuid not null references observer_rule (id),
  sector_id uuid not null references sector (id),
  primary key (rule_id, sector_id)
);
create table observer_rule_condition (
  id uuid primary key,
  rule_id uuid not null references observer_rule (id)
);
create index observer_rule_condition_rule on observer_rule_condition (rule_id);
create table observer_rule_condition_category (
  condition_id uuid not null references observer_rule_condition (id),
  category_id uuid not null references operator_category (id),
  mode text not null check (mode in ('include', 'exclude')),
  primary key (condition_id, category_id)
);

create table account (
  id uuid primary key,
  email text not null,
  first_name text not null,
  last_name text not null,
  job_title text,
  phone text,
  language text not null check (language in ('en', 'fr', 'de', 'nl')),
  password_hash text not null,
  totp_secret text not null,
  totp_last_step bigint not null default 0,
  active boolean not null default true,
  created_at timestamptz(3) not null,
  previous_sign_in_at timestamptz(3),
  last_sign_in_at timestamptz(3),
  version int not null default 1
);
create unique index account_email on account (lower(email));

create table platform_administrator (account_id uuid primary key references account (id));
create table operator_membership (
  account_id uuid not null references account (id),
  operator_id uuid not null references operator (id),
  administrator boolean not null default false,
  approved_at timestamptz(3),
  primary key (account_id, operator_id)
);
create index operator_membership_operator on operator_membership (operator_id);
create table regulator_membership (
  account_id uuid primary key references account (id),
  regulator_id uuid not null references regulator (id),
  administrator boolean not null default false,
  all_sectors boolean not null default false
);
create index regulator_membership_regulator on regulator_membership (regulator_id);
create table regulator_membership_sector (
  account_id uuid not null references regulator_membership (account_id),
  sector_id uuid not null references sector (id),
  primary key (account_id, sector_id)
);
create table observer_membership (
  account_id uuid primary key references account (id),
  observer_id uuid not null references observer (id),
  administrator boolean not null default false
);
create index observer_membership_observer on observer_membership (observer_id);

create table session (
  id uuid primary key,
  token_sha256 text not null unique,
  account_id uuid not null references account (id) on delete cascade,
  operator_id uuid references operator (id),
  stage text not null check (stage in ('password', 'complete')),
  created_at timestamptz(3) not null,
  last_seen_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  user_agent text not null default ''
);
create index session_account on session (account_id);
create index session_expiry on session (expires_at);

-- decisions.md D4. Somebody without an account; the pages come with the first-notifier work.
create table notifier (
  id uuid primary key,
  email text not null,
  name text not null,
  organisation_typed text not null,
  phone text,
  proof_hash text,
  proof_expires_at timestamptz(3),
  proven_at timestamptz(3),
  account_id uuid references account (id),
  created_at timestamptz(3) not null
);

create view gov_regulation as select id, key, short, citation, name, active from regulation;
create view gov_regulation_regulator as select regulation_id, regulator_id from regulation_regulator;
create view gov_regulator as select id, slug, short, name, email, phone, website, country, zone, tlp, archived_at from regulator;
create view gov_observer as select id, slug, short, name, email, phone from observer where archived_at is null;
create view gov_sector as select id, slug, parent_id, acronym, codes, name, archived_at from sector;
create view gov_operator as select id, acronym, name, email, phone, country, archived_at from operator;
create view gov_operator_sector as select operator_id, sector_id from operator_sector;
create view gov_operator_category as
  select l.operator_id, c.id as category_id, c.code from operator_category_link l join operator_category c on c.id = l.category_id;
create view gov_holiday as select calendar, date from holiday;
create view gov_account as select id, email, first_name, last_name, job_title, phone, language, active from account;
create view gov_operator_member as
  select m.account_id, m.operator_id, m.administrator, a.email, a.language, a.active
  from operator_membership m join account a on a.id = m.account_id where m.approved_at is not null;
create view gov_regulator_member as
  select m.account_id, m.regulator_id, m.administrator, m.all_sectors, a.email, a.language, a.active
  from regulator_membership m join account a on a.id = m.account_id;
create view gov_regulator_member_sector as select account_id, sector_id from regulator_membership_sector;
create view gov_observer_member as
  select m.account_id, m.observer_id, m.administrator, a.email, a.language, a.active
  from observer_membership m join account a on a.id = m.account_id;
create view gov_observer_rule as select id, observer_id, regulation_id, share_contacts from observer_rule;
create view gov_observer_rule_sector as select rule_id, sector_id from observer_rule_sector;
create view gov_observer_rule_condition as select id, rule_id from observer_rule_condition;
create view gov_observer_rule_condition_category as select condition_id, category_id, mode from observer_rule_condition_category;
