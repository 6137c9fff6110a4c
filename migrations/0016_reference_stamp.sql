-- Another one with every change of the reference data that each list shows, so that a process may keep the data and knows when it is old.

create table reference_stamp (only_row boolean primary key default true check (only_row), stamp uuid not null);
insert into reference_stamp (stamp) values (gen_random_uuid());

create function reference_data_changed() returns trigger language plpgsql as $$
begin
  insert into reference_stamp (stamp) values (gen_random_uuid()) on conflict (only_row) do update set stamp = excluded.stamp;
  return null;
end $$;
create trigger sector_changes_reference after insert or update or delete on sector for each statement execute function reference_data_changed();
create trigger regulation_changes_reference after insert or update or delete on regulation for each statement execute function reference_data_changed();
create trigger regulator_changes_reference after insert or update or delete on regulator for each statement execute function reference_data_changed();
