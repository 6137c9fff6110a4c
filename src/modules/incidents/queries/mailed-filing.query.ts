import { eq } from 'drizzle-orm';
import { govNotifier, govRegulation, govRegulator, notifierOfLink } from '#modules/governance/index.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Reader } from '#platform/db/database.ts';
import { notifierFiling } from '../schema/notifier-filing.ts';

/** What mails about a filing say. It is read when they are sent: it may have been proven, or dismissed and purged, meanwhile. */
export async function mailedFiling(reader: Reader, filingId: string) {
  const [row] = await reader
    .select({
      state: notifierFiling.state,
      notifierId: notifierFiling.notifierId,
      reference: notifierFiling.reference,
      sentAt: notifierFiling.sentAt,
      sha256: notifierFiling.contentSha256,
      dismissedAt: notifierFiling.dismissedAt,
      name: govNotifier.name,
      organisation: govNotifier.organisationTyped,
      phone: govNotifier.phone,
      regulator: govRegulator.name,
      zone: govRegulator.zone,
      law: govRegulation.short,
    })
    .from(notifierFiling)
    .innerJoin(govNotifier, eq(govNotifier.id, notifierFiling.notifierId))
    .innerJoin(govRegulator, eq(govRegulator.id, notifierFiling.regulatorId))
    .innerJoin(govRegulation, eq(govRegulation.id, notifierFiling.regulationId))
    .where(eq(notifierFiling.id, filingId));
  if (!row?.sentAt || !row.reference || !row.sha256) return undefined;
  return { ...row, sentAt: row.sentAt, reference: row.reference, sha256: row.sha256 };
}

/** undefined: the link is unknown, replaced or too old. */
export async function filingBehindLink(ctx: Ctx, token: string) {
  const notifier = await notifierOfLink(ctx.db, ctx, token);
  if (!notifier) return undefined;
  const [row] = await ctx.db.select({ id: notifierFiling.id }).from(notifierFiling).where(eq(notifierFiling.notifierId, notifier.id));
  return row && mailedFiling(ctx.db, row.id);
}
