-- A regulator took the second factor of somebody of an operator away (decisions.md D8): one row per operator of that account. Until an
-- administrator of the operator has confirmed it, or `held_until` has come, the account does not see what is older than `sees_from`.

create table factor_reset (
  id uuid primary key,
  account_id uuid not null references account (id) on delete cascade,
  operator_id uuid not null references operator (id),
  regulator_id uuid not null references regulator (id),
  reset_at timestamptz(3) not null,
  -- The same moment on the clock that incidents are dated by.
  sees_from timestamptz(3) not null,
  held_until timestamptz(3) not null,
  confirmed_at timestamptz(3),
  confirmed_by uuid references account (id) on delete set null
);
create index factor_reset_account on factor_reset (account_id, operator_id);
create index factor_reset_operator on factor_reset (operator_id, reset_at);

create view gov_factor_hold as
  select account_id, operator_id, sees_from, held_until from factor_reset where confirmed_at is null;

-- Regulators know an account without organisation by what it has filed with them.
create index submission_submitter on submission (submitted_by);
