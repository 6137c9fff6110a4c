import { asc } from 'drizzle-orm';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Database, Reader } from '#platform/db/database.ts';
import { referenceStamp } from '../schema.ts';
import { govRegulation, govRegulator, govSector } from '../views.ts';

/** What changes a few times a year and is shown on every page: sectors, regulations, regulators, those of the past too. */
export interface ReferenceData {
  /** By slug. */
  sectors: readonly (typeof govSector.$inferSelect)[];
  /** By key. */
  regulations: readonly (typeof govRegulation.$inferSelect)[];
  regulators: readonly (typeof govRegulator.$inferSelect)[];
}

interface Kept {
  stamp: string;
  data: ReferenceData;
}

const kept = new WeakMap<Database, Kept>();

/**
 * Read anew when it changed, by whichever process: its stamp comes with the session, or is asked for.
 * @param reader the transaction, inside one
 */
export async function referenceData(ctx: Ctx, reader: Reader = ctx.db): Promise<ReferenceData> {
  const stamp = ctx.referenceStamp ?? (await readStamp(reader));
  const known = kept.get(ctx.db);
  if (stamp && known?.stamp === stamp) return known.data;
  const data = {
    sectors: await reader.select().from(govSector).orderBy(asc(govSector.slug)),
    regulations: await reader.select().from(govRegulation).orderBy(asc(govRegulation.key)),
    regulators: await reader.select().from(govRegulator).orderBy(asc(govRegulator.slug)),
  };
  if (stamp) kept.set(ctx.db, { stamp, data });
  return data;
}

/** Undefined when there is no reference data yet. */
async function readStamp(reader: Reader): Promise<string | undefined> {
  const [row] = await reader.select({ stamp: referenceStamp.stamp }).from(referenceStamp);
  return row?.stamp;
}
