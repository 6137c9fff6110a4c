import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Ctx } from '#platform/context/ctx.ts';
import { NotFoundError } from '#platform/context/errors.ts';
import type { Reader, Tx } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import { account, notifier } from '../schema.ts';

/** Made from an account: its address is the account's, and needs no proof of its own. */
const ofAccount = (accountId: string) => and(eq(notifier.accountId, accountId), isNull(notifier.provenAt));

/** The notifier that an account is for an organisation, as it typed its name: the same one each time. */
export async function notifierOfAccount(tx: Tx, ctx: Ctx, accountId: string, organisation: string): Promise<string> {
  const [owner] = await tx.select().from(account).where(eq(account.id, accountId)).for('update');
  if (!owner) throw new NotFoundError();
  const [known] = await tx
    .select({ id: notifier.id })
    .from(notifier)
    .where(and(ofAccount(accountId), eq(notifier.organisationTyped, organisation)));
  if (known) return known.id;
  const id = newId();
  const { email, firstName, lastName, phone, language } = owner;
  await tx.insert(notifier).values({
    ...{ id, accountId, email, phone, language },
    name: `${firstName} ${lastName}`,
    organisationTyped: organisation,
    createdAt: ctx.wallClock.now(),
  });
  return id;
}

/** The organisation for which the account filed last. */
export async function lastOrganisationTyped(reader: Reader, accountId: string): Promise<string | undefined> {
  const [row] = await reader
    .select({ organisation: notifier.organisationTyped })
    .from(notifier)
    .where(eq(notifier.accountId, accountId))
    .orderBy(desc(notifier.id))
    .limit(1);
  return row?.organisation;
}
