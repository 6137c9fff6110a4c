import { type SQL, sql } from 'drizzle-orm';
import { type Reader, rowsOf } from '#platform/db/database.ts';
import type { Language } from '#platform/i18n/language.ts';
import { Temporal } from '#platform/time/temporal.ts';

export interface IdleAccount {
  id: string;
  email: string;
  language: Language;
  idleSince: Temporal.Instant;
}

/** How many are read at once. */
const pageSize = 500;

const since = sql`coalesce(a.last_sign_in_at, a.created_at)`;
/** Incident users only (governance.md 13.1): whoever belongs somewhere, or waits to, is kept. */
const isFree: SQL = sql`
  not exists (select 1 from operator_membership m where m.account_id = a.id)
  and not exists (select 1 from regulator_membership m where m.account_id = a.id)
  and not exists (select 1 from observer_membership m where m.account_id = a.id)
  and not exists (select 1 from platform_administrator p where p.account_id = a.id)
  and not exists (select 1 from notifier n where n.account_id = a.id)`;

interface Row {
  id: string;
  email: string;
  language: Language;
  idle_since: string;
}

/**
 * Longest unused first, page after page: those that turn out to be needed stand before the others every night, so the reader, and not
 * this query, says when it has done enough.
 */
async function* read(reader: Reader, condition: SQL): AsyncGenerator<IdleAccount> {
  let last: Row | undefined;
  do {
    const after = last && sql`and (${since}, a.id) > (${last.idle_since}::timestamptz, ${last.id}::uuid)`;
    const rows: Row[] = await rowsOf<Row>(
      reader,
      sql`select a.id, a.email, a.language, ${since}::text as idle_since from account a
        where ${isFree} and ${condition} ${after} order by ${since}, a.id limit ${pageSize}`,
    );
    for (const { idle_since, ...row } of rows) yield { ...row, idleSince: Temporal.Instant.from(idle_since) };
    last = rows.length === pageSize ? rows.at(-1) : undefined;
  } while (last);
}

/** Those to be warned: unused since then, and not told so yet. */
export const accountsToWarn = (reader: Reader, unusedSince: Temporal.Instant): AsyncGenerator<IdleAccount> =>
  read(reader, sql`a.idle_warned_at is null and ${since} <= ${unusedSince.toString()}::timestamptz`);

/** Registered or invited, and no password was ever chosen. */
const isUnused = sql`a.password_hash is null and a.last_sign_in_at is null`;

/** Those never activated since then, who were not told so yet. */
export const unusedToWarn = (reader: Reader, madeBefore: Temporal.Instant): AsyncGenerator<IdleAccount> =>
  read(reader, sql`${isUnused} and a.idle_warned_at is null and a.created_at <= ${madeBefore.toString()}::timestamptz`);

interface UnusedSince {
  madeBefore: Temporal.Instant;
  warnedBefore: Temporal.Instant;
  /** A link that is open for longer keeps the account. */
  noLinkAfter: Temporal.Instant;
}

/** Those never activated since then, told so, and without a link that is still open. */
export const unusedToDelete = (reader: Reader, { madeBefore, warnedBefore, noLinkAfter }: UnusedSince): AsyncGenerator<IdleAccount> =>
  read(
    reader,
    sql`${isUnused} and a.idle_warned_at <= ${warnedBefore.toString()}::timestamptz and a.created_at <= ${madeBefore.toString()}::timestamptz
      and not exists (select 1 from account_link l where l.account_id = a.id and l.used_at is null and l.expires_at > ${noLinkAfter.toString()}::timestamptz)`,
  );

/** Those to be deleted: unused since then, and warned so long ago that they could have signed in. */
export const accountsToDelete = (
  reader: Reader,
  unusedSince: Temporal.Instant,
  warnedBefore: Temporal.Instant,
): AsyncGenerator<IdleAccount> =>
  read(reader, sql`a.idle_warned_at <= ${warnedBefore.toString()}::timestamptz and ${since} <= ${unusedSince.toString()}::timestamptz`);
