-- The trail of changes is chained and sealed (decisions.md D13, docs/decisions/0010-the-trail-is-chained-when-it-is-sealed.md).

-- One row for each sealing: it vouches, by a signature, for the places first_place to last_place of the chain.
create table audit_seal (
  number bigint primary key,
  first_place bigint not null unique,
  last_place bigint not null unique,
  -- the hash at last_place, which depends on everything before it
  head text not null,
  sealed_at timestamptz(3) not null,
  key_id text not null,
  signature text not null,
  check (first_place <= last_place)
);

-- The place of each sealed event. A table of its own, so that audit_event is only ever added to.
create table audit_chain (
  place bigint primary key,
  event_id uuid not null unique references audit_event (id),
  hash text not null
);

-- What waits for its seal. It commits with its event, so one that commits late, with a number lower than others', is not overlooked.
create table audit_unsealed (
  seq bigint primary key
);

-- By trigger, so that no way of writing an event goes past the seal; with the owner's right, so that the program needs none to add here.
create function audit_event_waits() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into audit_unsealed select seq from added;
  return null;
end $$;
create trigger audit_event_waits_for_its_seal after insert on audit_event
  referencing new table as added for each statement execute function audit_event_waits();
insert into audit_unsealed select seq from audit_event;

create trigger audit_chain_is_append_only before update or delete on audit_chain for each row execute function refuse_change();
create trigger audit_seal_is_append_only before update or delete on audit_seal for each row execute function refuse_change();
create trigger audit_event_is_not_emptied before truncate on audit_event for each statement execute function refuse_change();
create trigger audit_chain_is_not_emptied before truncate on audit_chain for each statement execute function refuse_change();
create trigger audit_seal_is_not_emptied before truncate on audit_seal for each statement execute function refuse_change();
-- Details may go, by retention; they never change.
create trigger audit_detail_never_changes before update on audit_detail for each row execute function refuse_change();

-- The one way in which the program, whose role may not delete here, lets details go. Nothing that is not sealed, nothing recent:
-- whoever takes the program over cannot wipe out what he did.
create function forget_audit_details(before timestamptz) returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare
  gone bigint;
begin
  if before is null or before > now() - interval '30 days' then
    raise exception 'details of the last 30 days are kept' using errcode = 'check_violation';
  end if;
  delete from audit_detail d using audit_event e, audit_chain c where e.id = d.event_id and c.event_id = e.id and e.at < before;
  get diagnostics gone = row_count;
  return gone;
end $$;
revoke execute on function forget_audit_details from public;

-- Digests of details are over their canonical JSON from now on: jsonb does not keep the order in which keys were written.
-- What is there was digested in that order; it is digested again before the first seal.
create function canonical_json(value jsonb) returns text language plpgsql immutable as $$
begin
  return case jsonb_typeof(value)
    when 'object' then '{' || coalesce((select string_agg(to_json(key)::text || ':' || canonical_json(member), ',' order by key collate "C")
      from jsonb_each(value) as members (key, member)), '') || '}'
    when 'array' then '[' || coalesce((select string_agg(canonical_json(member), ',' order by no)
      from jsonb_array_elements(value) with ordinality as members (member, no)), '') || ']'
    else value::text end;
end $$;
alter table audit_event disable trigger audit_event_is_append_only;
update audit_event e set detail_sha256 = encode(sha256(convert_to(canonical_json(d.detail), 'UTF8')), 'hex')
  from audit_detail d where d.event_id = e.id;
alter table audit_event enable trigger audit_event_is_append_only;
drop function canonical_json;
