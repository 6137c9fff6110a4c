import { eq, sql } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Tx } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import type { JobHandler } from '#platform/jobs/job.ts';
import type { MailDefinition } from '#platform/mail/mail.ts';
import { sendMail } from '#platform/mail/send-mail.ts';
import { accountExists } from '../mails/account-exists.mail.ts';
import { activation } from '../mails/activation.mail.ts';
import { passwordReset } from '../mails/password-reset.mail.ts';
import { sendSecurityNotice } from '../mails/security-notice.mail.ts';
import { account } from '../schema.ts';
import { entryRequest, termsAcceptance } from '../schema-credentials.ts';

type Request = typeof entryRequest.$inferSelect;
type Owner = typeof account.$inferSelect;

const answerRequest: JobHandler<{ requestId: string }> = async (ctx, { requestId }, run) => {
  await run.finish(async (tx) => {
    const [request] = await tx.select().from(entryRequest).where(eq(entryRequest.id, requestId));
    if (!request) return;
    const [owner] = await tx.select().from(account).where(sql`lower(${account.email}) = ${request.email}`).for('update');
    await answers[request.kind](tx, ctx, request, owner);
  });
};
export default answerRequest;

const answers: Record<Request['kind'], (tx: Tx, ctx: Ctx, request: Request, owner: Owner | undefined) => Promise<void>> = {
  async register(tx, ctx, request, owner) {
    const known = owner ?? (await addAccount(tx, ctx, request));
    if (!known) return;
    await mailTo(tx, ctx, known, known.passwordHash === null ? activation : accountExists);
  },
  /** A forgotten password, or an account that was never activated. Inactive accounts get nothing (governance.md 5.5). */
  async reset(tx, ctx, _request, owner) {
    if (!owner?.active) return;
    await writeAudit(tx, ctx, { action: 'governance.passwordResetAsked', subjectKind: 'account', subjectId: owner.id });
    await mailTo(tx, ctx, owner, owner.passwordHash === null ? activation : passwordReset);
  },
  async locked(tx, ctx, { address }, owner) {
    if (!owner) return;
    await writeAudit(tx, ctx, { action: 'governance.signInLocked', subjectKind: 'account', subjectId: owner.id, detail: { address } });
    await sendSecurityNotice(tx, ctx, owner.id, 'locked', { address });
  },
};

/** An incident user without a password (governance.md 5.2, check 13). Undefined: the same address was registered a moment before. */
async function addAccount(tx: Tx, ctx: Ctx, request: Request): Promise<Owner | undefined> {
  const { email, firstName, lastName, language, termsVersion, createdAt } = request;
  const [added] = await tx
    .insert(account)
    .values({
      id: newId(),
      email,
      firstName,
      lastName,
      language,
      termsVersion,
      termsAcceptedAt: createdAt,
      createdAt: ctx.wallClock.now(),
    })
    .onConflictDoNothing()
    .returning();
  if (!added) return undefined;
  await tx.insert(termsAcceptance).values({ accountId: added.id, version: termsVersion, acceptedAt: createdAt });
  await writeAudit(tx, ctx, {
    action: 'governance.accountRegistered',
    subjectKind: 'account',
    subjectId: added.id,
    detail: { email, firstName, lastName, termsVersion },
  });
  return added;
}

async function mailTo(tx: Tx, ctx: Ctx, { id, email, language }: Owner, mail: MailDefinition<{ accountId: string }>): Promise<void> {
  await sendMail(tx, ctx, mail, {
    eventKey: `${mail.name}:${newId()}`,
    payload: { accountId: id },
    recipients: [{ email, language, accountId: id }],
  });
}
