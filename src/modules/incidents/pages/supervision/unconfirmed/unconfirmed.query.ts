import { and, desc, eq, isNotNull, isNull, lt, type SQL, sql } from 'drizzle-orm';
import { govNotifier, govRegulation } from '#modules/governance/index.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { written } from '#platform/db/columns.ts';
import type { Name } from '#platform/i18n/language.ts';
import { mayEver, scope } from '#platform/permissions/permissions.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { filingPermissions } from '../../../permissions.ts';
import { notifierFiling } from '../../../schema/notifier-filing.ts';

export interface QueuedFiling {
  id: string;
  reference: string;
  title: string;
  sentAt: Temporal.Instant;
  dismissedAt: Temporal.Instant | null;
  name: string;
  organisation: string;
  phone: string;
  law: Name;
}

export const queuePage = 25;

/** The filings whose address nobody has proven, newest first (decisions.md D4). `after`: the last one of the page before. */
export async function listUnconfirmed(ctx: Ctx, { after, isDismissed }: { after: string | undefined; isDismissed: boolean }) {
  const rows = await ctx.db
    .select({
      id: notifierFiling.id,
      reference: notifierFiling.reference,
      title: notifierFiling.title,
      sentAt: notifierFiling.sentAt,
      dismissedAt: notifierFiling.dismissedAt,
      name: govNotifier.name,
      organisation: govNotifier.organisationTyped,
      phone: govNotifier.phone,
      law: govRegulation.short,
    })
    .from(notifierFiling)
    .innerJoin(govNotifier, eq(govNotifier.id, notifierFiling.notifierId))
    .innerJoin(govRegulation, eq(govRegulation.id, notifierFiling.regulationId))
    .where(
      and(
        eq(notifierFiling.state, 'sent'),
        scope(ctx, filingPermissions, 'read', notifierFiling),
        isDismissed ? isNotNull(notifierFiling.dismissedAt) : isNull(notifierFiling.dismissedAt),
        after ? lt(notifierFiling.id, after) : undefined,
      ),
    )
    .orderBy(desc(notifierFiling.id))
    .limit(queuePage + 1);
  const filings = rows.flatMap(({ reference, title, sentAt, phone, ...rest }): QueuedFiling[] =>
    reference && title && sentAt ? [{ ...rest, reference, title, sentAt, phone: phone ?? '' }] : [],
  );
  const shown = filings.slice(0, queuePage);
  return { filings: shown, after: filings.length > queuePage ? shown.at(-1)?.id : undefined };
}

/** For the statement of another page: how many wait, up to one more than `limit`. Undefined for those who have no such queue. */
export function unconfirmedCount(ctx: Ctx, limit: number): SQL | undefined {
  if (!mayEver(filingPermissions, ctx.actor, 'read')) return undefined;
  const waiting = and(
    eq(notifierFiling.state, 'sent'),
    isNull(notifierFiling.dismissedAt),
    scope(ctx, filingPermissions, 'read', notifierFiling),
  );
  return sql`(select count(*)::int from (select 1 from ${notifierFiling} where ${waiting} limit ${written(limit + 1)}) counted)`;
}
