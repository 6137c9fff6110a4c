-- Report forms and procedures: edited as drafts, published as immutable versions.

create function published_is_frozen() returns trigger language plpgsql as $$
begin
  if old.state = 'published' and (tg_op = 'DELETE' or new.definition is distinct from old.definition or new.state <> 'published' or new.sha256 <> old.sha256) then
    raise exception 'a published version of % is never changed', tg_table_name using errcode = 'integrity_constraint_violation';
  end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $$;

-- decisions.md D9: one type and one append-only list of options per key.
create table question (
  key text primary key,
  owner_regulator_id uuid references regulator (id),
  type text not null,
  option_keys text[] not null default '{}',
  private boolean not null default false,
  check (owner_regulator_id is null or key like 'r:%')
);
create function question_keeps_meaning() returns trigger language plpgsql as $$
begin
  if new.type <> old.type or not (old.option_keys <@ new.option_keys) then
    raise exception 'question % keeps its type and its options', old.key using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger question_is_append_only before update on question for each row execute function question_keeps_meaning();

create table report_form (
  id uuid primary key,
  key text not null,
  owner_regulator_id uuid references regulator (id),
  source_pack text,
  unique nulls not distinct (owner_regulator_id, key)
);
create table report_form_version (
  id uuid primary key,
  form_id uuid not null references report_form (id),
  no int not null,
  state text not null check (state in ('draft', 'published')),
  definition jsonb not null,
  sha256 text not null,
  published_at timestamptz(3),
  published_by uuid,
  unique (form_id, no),
  check ((state = 'published') = (published_at is not null))
);
create unique index report_form_one_draft on report_form_version (form_id) where state = 'draft';
create trigger report_form_version_frozen before update or delete on report_form_version for each row execute function published_is_frozen();

create table procedure (
  id uuid primary key,
  regulator_id uuid not null references regulator (id),
  regulation_id uuid not null references regulation (id),
  key text not null,
  kind text not null check (kind in ('incident', 'vulnerability', 'threat', 'voluntary')),
  active boolean not null default true,
  disclose_other_notifications boolean not null default false,
  source_pack text,
  unique (regulator_id, key)
);
create index procedure_regulation on procedure (regulation_id);

create extension if not exists btree_gist;
create table procedure_version (
  id uuid primary key,
  procedure_id uuid not null references procedure (id),
  no int not null,
  state text not null check (state in ('draft', 'published')),
  valid_from timestamptz(3),
  valid_to timestamptz(3),
  definition jsonb not null,
  sha256 text not null,
  unique (procedure_id, no),
  check (valid_to is null or valid_to > valid_from),
  check (state = 'draft' or valid_from is not null),
  exclude using gist (procedure_id with =, tstzrange(valid_from, valid_to) with &&) where (state = 'published')
);
create unique index procedure_one_draft on procedure_version (procedure_id) where state = 'draft';
create trigger procedure_version_frozen before update or delete on procedure_version for each row execute function published_is_frozen();
