/** The values at rest that the secret box closed, wherever modules keep them, and how they come under the newest key. */
import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { writeAudit } from '../audit/write-audit.ts';
import type { SecretBox } from '../auth/secret-box.ts';
import type { Ctx } from '../context/ctx.ts';
import { type Reader, rowsOf, type Tx } from '../db/database.ts';

/** A column of sealed values, which may be null, in a table with a uuid for its key. */
export interface SealedColumn {
  /** For the administrator and the trail: `account.totp_secret`. */
  name: string;
  table: PgTable;
  id: PgColumn;
  value: PgColumn;
}

export interface KeyUse {
  column: string;
  keyId: string;
  count: number;
}

/** The key's id stands before the first dot of a sealed value. */
const keyIdOf = (value: PgColumn): SQL => sql`split_part(${value}, '.', 1)`;

/** How many values are under which key, column by column. */
export async function countByKey(reader: Reader, columns: readonly SealedColumn[]): Promise<KeyUse[]> {
  const uses: KeyUse[] = [];
  for (const { name, table, value } of columns) {
    const rows = await rowsOf<{ keyId: string; count: number }>(
      reader,
      sql`select ${keyIdOf(value)} as "keyId", count(*)::int as count from ${table} where ${value} is not null group by 1 order by 1`,
    );
    uses.push(...rows.map((row) => ({ column: name, ...row })));
  }
  return uses;
}

export interface Batch {
  /** Where the next batch begins; undefined when this was the last one. */
  last: string | undefined;
  resealed: number;
  /** Ids of keys that the ring does not have, or whose values were altered; once for each value. */
  unreadable: string[];
}

interface Sealed {
  id: string;
  value: string;
}

/**
 * Brings the next values that are not under the newest key under it, with a line in the trail, in one transaction. The rows are locked
 * meanwhile: whoever sets a new secret does so before, and it is not found here any more, or afterwards.
 */
export async function resealBatch(ctx: Ctx, box: SecretBox, column: SealedColumn, after: string, size: number): Promise<Batch> {
  const { table, id, value, name } = column;
  return ctx.db.transaction(async (tx) => {
    const rows = await rowsOf<Sealed>(
      tx,
      sql`select ${id} as id, ${value} as value from ${table}
        where ${value} is not null and ${keyIdOf(value)} <> ${box.keyIds[0]} and ${id} > ${after}::uuid
        order by ${id} limit ${size} for update`,
    );
    const fresh: Sealed[] = [];
    const unreadable: string[] = [];
    for (const row of rows) {
      const resealed = tryReseal(box, row.value);
      if (resealed === undefined) unreadable.push(row.value.split('.')[0] ?? '');
      else fresh.push({ id: row.id, value: resealed });
    }
    if (fresh.length > 0) {
      await replace(tx, column, fresh);
      await writeAudit(tx, ctx, {
        action: 'keys.reseal',
        subjectKind: 'keys',
        detail: { column: name, to: box.keyIds[0], count: fresh.length },
      });
    }
    return { last: rows.length === size ? rows.at(-1)?.id : undefined, resealed: fresh.length, unreadable };
  });
}

function tryReseal(box: SecretBox, sealed: string): string | undefined {
  try {
    return box.seal(box.open(sealed));
  } catch {
    // One value that nobody can read must not keep the others under an old key.
    return undefined;
  }
}

async function replace(tx: Tx, { table, id, value }: SealedColumn, fresh: readonly Sealed[]): Promise<void> {
  const values = sql.join(
    fresh.map((row) => sql`(${row.id}::uuid, ${row.value}::text)`),
    sql`, `,
  );
  await tx.execute(
    sql`update ${table} set ${sql.identifier(value.name)} = fresh.value from (values ${values}) as fresh (id, value) where ${id} = fresh.id`,
  );
}
