import { eq, sql } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError, RefusedError } from '#platform/context/errors.ts';
import { violatedConstraint } from '#platform/db/database.ts';
import { isEditedReference } from '../domain/reference.ts';
import { incident } from '../schema/incident.ts';
import { lockIncident } from './lock-report.ts';
import { refreshSearchText } from './refresh-search-text.ts';
import { writeAccess } from './write-access.ts';

export interface ReferenceInput {
  incidentId: string;
  reference: string;
  /** The reference the person was looking at. */
  seen: string;
}

/**
 * Gives an incident the regulator's own reference, old and new in the log (incidents.md 3.3, check 6). Throws ConflictError when it
 * was changed meanwhile, RefusedError when it is not a reference or another incident of the regulator has it.
 */
export async function changeReference(ctx: Ctx, input: ReferenceInput): Promise<void> {
  try {
    await ctx.db.transaction(async (tx) => {
      const record = await lockIncident(tx, ctx, input.incidentId, 'changeReference');
      const reference = input.reference.trim();
      if (record.reference !== input.seen) throw new ConflictError('supervision.act.reference.changed', { reference: record.reference });
      if (!isEditedReference(reference)) throw new RefusedError('supervision.act.reference.wrong', {}, 'reference');
      if (reference === record.reference) return;
      await tx
        .update(incident)
        .set({ reference, lastUpdateAt: ctx.clock.now(), version: sql`${incident.version} + 1` })
        .where(eq(incident.id, record.id));
      await refreshSearchText(tx, record.id);
      const detail = { from: record.reference, to: reference };
      await writeAccess(tx, ctx, { incidentId: record.id, action: 'referenceChanged', detail });
      await writeAudit(tx, ctx, { action: 'incidents.changeReference', subjectKind: 'incident', subjectId: record.id, detail });
    });
  } catch (error) {
    if (violatedConstraint(error) === 'incident_reference') throw new RefusedError('supervision.act.reference.taken', {}, 'reference');
    throw error;
  }
}
