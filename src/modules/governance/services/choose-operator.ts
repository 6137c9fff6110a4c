import { and, eq, isNotNull } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { NotFoundError } from '#platform/context/errors.ts';
import { operatorMembership, session } from '../schema.ts';

/** Sets the operator this session acts for. Throws NotFoundError without an approved membership (governance.md 5.10). */
export async function chooseOperator(ctx: Ctx, input: { sessionId: string; accountId: string; operatorId: string }): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const [membership] = await tx
      .select({ operatorId: operatorMembership.operatorId })
      .from(operatorMembership)
      .where(
        and(
          eq(operatorMembership.accountId, input.accountId),
          eq(operatorMembership.operatorId, input.operatorId),
          isNotNull(operatorMembership.approvedAt),
        ),
      );
    if (!membership) throw new NotFoundError();
    await tx.update(session).set({ operatorId: input.operatorId }).where(eq(session.id, input.sessionId));
    await writeAudit(tx, ctx, { action: 'governance.operatorChosen', subjectKind: 'operator', subjectId: input.operatorId });
  });
}
