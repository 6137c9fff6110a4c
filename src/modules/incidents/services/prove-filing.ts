import { eq } from 'drizzle-orm';
import { notifierOfLink, openNotifierSession, type ProofAnswer, proveByCode, proveByLink } from '#modules/governance/index.ts';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { requireRole } from '#platform/permissions/permissions.ts';
import { filingContentSchema } from '../domain/filing.ts';
import { filingPermissions } from '../permissions.ts';
import { notifierFiling } from '../schema/notifier-filing.ts';
import { openFiling } from './open-filing.ts';
import { lockOwnFiling } from './save-filing-step.ts';
import { sendProof } from './send-filing.ts';

/** A code typed on the receipt page. With the right one the filing becomes an incident. */
export async function proveFiling(ctx: Ctx, code: string): Promise<ProofAnswer> {
  requireRole(ctx, filingPermissions, 'prove');
  return ctx.db.transaction(async (tx) => {
    const row = await lockOwnFiling(tx, ctx);
    if (row.state === 'draft') return 'expired';
    const answer = await proveByCode(tx, ctx, row.notifierId, code);
    await writeAudit(tx, ctx, { action: 'incidents.proveFiling', subjectKind: 'notifierFiling', subjectId: row.id, detail: { answer } });
    if (answer === 'proven') await openFiling(tx, ctx, row);
    return answer;
  });
}

/** The form behind the link in the mail. Answers the token of a session, for the browser in which the mail was read; undefined: not valid. */
export async function confirmFiling(ctx: Ctx, token: string): Promise<string | undefined> {
  return ctx.db.transaction(async (tx) => {
    const found = await notifierOfLink(tx, ctx, token);
    if (!found) return undefined;
    const notifier: Ctx = { ...ctx, actor: { kind: 'notifier', notifierId: found.id, name: found.name } };
    const [row] = await tx.select().from(notifierFiling).where(eq(notifierFiling.notifierId, found.id)).for('update');
    // The filing first, as everywhere; then whether the link still holds.
    if (!row || row.state === 'draft' || !(await proveByLink(tx, ctx, token))) return undefined;
    await writeAudit(tx, notifier, {
      action: 'incidents.proveFiling',
      subjectKind: 'notifierFiling',
      subjectId: row.id,
      detail: { answer: 'link' },
    });
    await openFiling(tx, notifier, { ...row, content: filingContentSchema.parse(row.content) });
    return openNotifierSession(tx, ctx, found.id);
  });
}

/** Another mail with another code. Answers whether one more could be sent. */
export async function askNewProof(ctx: Ctx): Promise<boolean> {
  requireRole(ctx, filingPermissions, 'prove');
  return ctx.db.transaction(async (tx) => {
    const row = await lockOwnFiling(tx, ctx);
    if (row.state !== 'sent') return false;
    await writeAudit(tx, ctx, { action: 'incidents.askProof', subjectKind: 'notifierFiling', subjectId: row.id });
    return sendProof(tx, ctx, row);
  });
}
