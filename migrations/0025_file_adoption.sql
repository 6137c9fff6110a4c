-- Adoption of what was filed from outside (decisions.md D4): offered, accepted by an administrator of the operator, undone by the regulator.
-- The notifier of the file is remembered here while the operator owns it.

create table file_adoption (
  id uuid primary key,
  incident_id uuid not null references incident (id),
  notifier_id uuid not null references notifier (id),
  operator_id uuid not null references operator (id),
  state text not null check (state in ('offered', 'accepted', 'declined', 'undone')),
  -- All that an administrator sees before accepting.
  typed_name text not null,
  filed_at timestamptz(3) not null,
  offered_at timestamptz(3) not null,
  offered_side text not null check (offered_side in ('reporting', 'supervising')),
  decided_at timestamptz(3),
  decided_by uuid,
  decided_by_name text,
  undone_at timestamptz(3),
  undone_by uuid,
  undone_by_name text,
  undone_reason text
);
create unique index file_adoption_open on file_adoption (incident_id) where state in ('offered', 'accepted');
create index file_adoption_operator on file_adoption (operator_id, id desc) where state = 'offered';
