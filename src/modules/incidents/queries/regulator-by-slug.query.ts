import { and, eq, isNull } from 'drizzle-orm';
import { govRegulator } from '#modules/governance/index.ts';
import type { Reader } from '#platform/db/database.ts';

export async function findRegulatorId(reader: Reader, slug: string): Promise<string | undefined> {
  const [row] = await reader
    .select({ id: govRegulator.id })
    .from(govRegulator)
    .where(and(eq(govRegulator.slug, slug), isNull(govRegulator.archivedAt)));
  return row?.id;
}
