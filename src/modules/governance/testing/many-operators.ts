/** Operators in numbers, each with one administrator. Made by SQL: the n-th of them has the same ids in every run. */
import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '#platform/db/database.ts';
import { termsInForce } from './terms.ts';

export const manyOperatorId = (n: SQL): SQL => sql`('00000000-0005-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
export const manyOperatorAccountId = (n: SQL): SQL => sql`('00000000-0006-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
export const manyOperatorName = (n: SQL): SQL =>
  sql`((array['Norvane', 'Aldermoor', 'Brisk Water', 'Castell', 'Dunmere', 'Eastvale', 'Fjordline', 'Granby'])[(${n}) % 8 + 1] || ' ' ||
    (array['Grid', 'Rail', 'Clinics', 'Bank', 'Telecom', 'Ports', 'Gas', 'Cloud', 'Foods', 'Post'])[(${n}) % 10 + 1] || ' ' || (${n}))`;

/** One in a thousand is a `critical` entity, the rest are `essential` or `important`. */
export async function makeManyOperators(db: Database, count: number): Promise<void> {
  const numbers = sql`generate_series(0, ${count - 1}::int) n`;
  const n = sql`n`;
  await db.execute(sql`
    insert into operator (id, acronym, name, email, country, created_at)
    select ${manyOperatorId(n)}, 'OP' || n, ${manyOperatorName(n)}, 'info-' || n || '@operator.example', 'LU', timestamptz '2024-01-01 00:00:00+00' from ${numbers}`);
  await db.execute(sql`
    insert into operator_category (id, code, kind, label)
    select gen_random_uuid(), code, 'designation', jsonb_build_object('en', initcap(code)) from unnest(array['critical', 'essential', 'important']) code
    on conflict (code) do nothing`);
  await db.execute(sql`
    insert into operator_category_link (operator_id, category_id)
    select ${manyOperatorId(n)}, c.id from ${numbers}
    join operator_category c on c.code = case when n % 1000 = 7 then 'critical' when n % 3 = 0 then 'essential' else 'important' end`);
  await db.execute(sql`
    insert into operator_sector (operator_id, sector_id)
    select ${manyOperatorId(n)}, s.id from ${numbers}
    join (select id, row_number() over (order by slug) as place, count(*) over () as places from sector where parent_id is not null) s
      on s.place - 1 = n % s.places`);
  await db.execute(sql`
    insert into account (id, email, first_name, last_name, phone, language, password_hash, terms_version, terms_accepted_at, created_at)
    select ${manyOperatorAccountId(n)}, 'person-' || n || '@operator.example', 'Ada', 'Person ' || n, '+352 12 34 56',
      (array['en', 'fr', 'de', 'nl'])[n % 4 + 1], 'none', ${termsInForce}, now(), timestamptz '2024-01-01 00:00:00+00' from ${numbers}`);
  await db.execute(sql`
    insert into authenticator (id, account_id, name, secret, created_at)
    select gen_random_uuid(), ${manyOperatorAccountId(n)}, '', 'none', timestamptz '2024-01-01 00:00:00+00' from ${numbers}`);
  await db.execute(sql`
    insert into operator_membership (account_id, operator_id, administrator, approved_at)
    select ${manyOperatorAccountId(n)}, ${manyOperatorId(n)}, true, timestamptz '2024-01-01 00:00:00+00' from ${numbers}`);
  for (const table of ['operator', 'operator_category_link', 'operator_sector', 'account', 'authenticator', 'operator_membership'])
    await db.execute(sql.raw(`vacuum analyze ${table}`));
}
