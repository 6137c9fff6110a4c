import { and, desc, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import { govOperator } from '#modules/governance/index.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { NotFoundError } from '#platform/context/errors.ts';
import type { Reader } from '#platform/db/database.ts';
import { scope } from '#platform/permissions/permissions.ts';
import { adoptionPermissions } from '../permissions.ts';
import { fileAdoption } from '../schema/file-adoption.ts';

/** The operator that has exactly this name or acronym, whatever the letters' case. Nobody learns from it which ones are near. */
export async function operatorNamed(reader: Reader, typed: string): Promise<{ id: string; name: string } | undefined> {
  const name = typed.trim().replace(/\s+/g, ' ').toLowerCase();
  const found = await reader
    .select({ id: govOperator.id, name: govOperator.name })
    .from(govOperator)
    .where(and(isNull(govOperator.archivedAt), or(eq(sql`lower(${govOperator.name})`, name), eq(sql`lower(${govOperator.acronym})`, name))))
    .limit(2);
  return found.length === 1 ? found[0] : undefined;
}

/** What waits for the administrators of the operator: the date and the name as typed, and nothing of what was filed. */
export const offeredAdoptions = (ctx: Ctx) =>
  ctx.db
    .select({ id: fileAdoption.id, typedName: fileAdoption.typedName, filedAt: fileAdoption.filedAt })
    .from(fileAdoption)
    .where(and(eq(fileAdoption.state, 'offered'), scope(ctx, adoptionPermissions, 'decide', fileAdoption)))
    .orderBy(desc(fileAdoption.id))
    .limit(100);

/** The offer that waits or was accepted, of an incident that the caller may read. */
export async function openAdoption(reader: Reader, incidentId: string) {
  const [row] = await reader
    .select({
      state: fileAdoption.state,
      operator: govOperator.name,
      decidedAt: fileAdoption.decidedAt,
      decidedByName: fileAdoption.decidedByName,
    })
    .from(fileAdoption)
    .innerJoin(govOperator, eq(govOperator.id, fileAdoption.operatorId))
    .where(and(eq(fileAdoption.incidentId, incidentId), inArray(fileAdoption.state, ['offered', 'accepted'])));
  return row;
}

/** Throws NotFoundError for an offer to somebody else. One that was decided is still known. */
export async function requireOffered(ctx: Ctx, adoptionId: string): Promise<void> {
  const [row] = await ctx.db
    .select({ id: fileAdoption.id })
    .from(fileAdoption)
    .where(and(eq(fileAdoption.id, adoptionId), scope(ctx, adoptionPermissions, 'decide', fileAdoption)));
  if (!row) throw new NotFoundError();
}
