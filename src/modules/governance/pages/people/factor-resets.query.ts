import { and, asc, desc, eq, type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Translated } from '#platform/i18n/language.ts';
import { scope } from '#platform/permissions/permissions.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { factorResetPermissions } from '../../permissions.ts';
import { account, regulator } from '../../schema.ts';
import { factorReset } from '../../schema-credentials.ts';

export interface FactorResetEntry {
  id: string;
  person: string;
  email: string;
  regulator: Translated;
  resetAt: Temporal.Instant;
  heldUntil: Temporal.Instant;
  confirmedAt: Temporal.Instant | null;
  confirmedBy: string | null;
}

const confirmer = sql<string | null>`(select c.first_name || ' ' || c.last_name from account c where c.id = ${factorReset.confirmedBy})`;
const entries = (ctx: Ctx, action: 'list' | 'confirm', where?: SQL) =>
  ctx.db
    .select({
      id: factorReset.id,
      person: sql<string>`${account.firstName} || ' ' || ${account.lastName}`,
      email: account.email,
      regulator: regulator.name,
      resetAt: factorReset.resetAt,
      heldUntil: factorReset.heldUntil,
      confirmedAt: factorReset.confirmedAt,
      confirmedBy: confirmer,
    })
    .from(factorReset)
    .innerJoin(account, eq(account.id, factorReset.accountId))
    .innerJoin(regulator, eq(regulator.id, factorReset.regulatorId))
    .where(and(scope(ctx, factorResetPermissions, action, factorReset), where));

/** What regulators did to the second factors of the operator's people, newest first. */
export const factorResetLog = (ctx: Ctx): Promise<FactorResetEntry[]> =>
  entries(ctx, 'list').orderBy(desc(factorReset.resetAt), asc(factorReset.id)).limit(100);

/** One that the reader may confirm, or could have; undefined for every other. */
export async function factorResetToConfirm(ctx: Ctx, resetId: string): Promise<FactorResetEntry | undefined> {
  const [row] = await entries(ctx, 'confirm', eq(factorReset.id, resetId));
  return row;
}
