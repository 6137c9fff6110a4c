import { eq, sql } from 'drizzle-orm';
import { describeNotifier } from '#modules/governance/index.ts';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError, NotFoundError, RefusedError } from '#platform/context/errors.ts';
import type { Tx } from '#platform/db/database.ts';
import { requireRole, scope } from '#platform/permissions/permissions.ts';
import { type FilingContent, type FilingStep, filerName, filingBytes, filingContentSchema } from '../domain/filing.ts';
import { filingPermissions } from '../permissions.ts';
import type { FilingRow } from '../queries/filing.query.ts';
import { notifierFiling } from '../schema/notifier-filing.ts';

interface SaveFiling {
  version: number;
  step: FilingStep;
  answers: Partial<FilingContent>;
}

/**
 * Stores one page of the notifier's draft. Throws ConflictError when another window has saved since, or it was sent, and RefusedError
 * when the draft would be larger than a stranger's may be.
 */
export async function saveFilingStep(ctx: Ctx, { version, step, answers }: SaveFiling): Promise<void> {
  requireRole(ctx, filingPermissions, 'fill');
  await ctx.db.transaction(async (tx) => {
    const row = await lockOwnFiling(tx, ctx);
    if (row.state !== 'draft' || row.version !== version) throw new ConflictError('notify.changed');
    const content: FilingContent = { ...row.content, ...answers, saved: [...new Set([...row.content.saved, step])] };
    if (Buffer.byteLength(JSON.stringify(content)) > filingBytes) throw new RefusedError('outside.tooLarge');
    await tx
      .update(notifierFiling)
      .set({ content, version: sql`${notifierFiling.version} + 1`, savedAt: ctx.wallClock.now() })
      .where(eq(notifierFiling.id, row.id));
    const { filer } = content;
    if (step === 'who') await describeNotifier(tx, row.notifierId, { ...filer, name: filerName(filer), language: ctx.language });
    await writeAudit(tx, ctx, { action: 'incidents.saveFilingStep', subjectKind: 'notifierFiling', subjectId: row.id, detail: { step } });
  });
}

/** The notifier's own filing, locked. */
export async function lockOwnFiling(tx: Tx, ctx: Ctx): Promise<FilingRow> {
  const [row] = await tx
    .select()
    .from(notifierFiling)
    .where(scope(ctx, filingPermissions, 'fill', notifierFiling))
    .for('update');
  if (!row) throw new NotFoundError();
  return { ...row, content: filingContentSchema.parse(row.content) };
}
