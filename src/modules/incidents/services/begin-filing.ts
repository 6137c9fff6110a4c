import { beginNotifier, notifierSessionHours, openNotifierSession } from '#modules/governance/index.ts';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { newId } from '#platform/db/ids.ts';
import { networkOf } from '#platform/limits/network.ts';
import { type Filer, filerName } from '../domain/filing.ts';
import { notifierFiling } from '../schema/notifier-filing.ts';
import { requireMayBegin } from './filing-limits.ts';

export interface BeginInput {
  filer: Filer;
  termsVersion: string;
  /** Key of the law whose start page the person comes from. */
  regulation: string;
  zone: string;
  address: string;
  /** Whether the browser did its work, which decides about the limits. */
  worked: boolean;
}

/**
 * The first page: a notifier, its draft and its session. Open to everybody. Throws RefusedError when too many were begun from the network.
 * Answers the token of the session.
 */
export async function beginFiling(ctx: Ctx, { filer, termsVersion, regulation, zone, address, worked }: BeginInput): Promise<string> {
  return ctx.db.transaction(async (tx) => {
    await requireMayBegin(tx, ctx, worked, networkOf(address));
    const name = filerName(filer);
    const notifierId = await beginNotifier(tx, ctx, { ...filer, name, language: ctx.language }, termsVersion);
    const id = newId();
    const now = ctx.wallClock.now();
    await tx.insert(notifierFiling).values({
      id,
      notifierId,
      state: 'draft',
      content: { filer, regulation, sectors: [], facts: {}, zone, answers: [], saved: ['who'] },
      worked,
      createdAt: now,
      savedAt: now,
      expiresAt: now.add({ hours: notifierSessionHours }),
    });
    const filing = { action: 'incidents.beginFiling', subjectKind: 'notifierFiling', subjectId: id };
    await writeAudit(tx, { ...ctx, actor: { kind: 'notifier', notifierId, name } }, filing);
    return openNotifierSession(tx, ctx, notifierId);
  });
}
