import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { translate } from '#platform/i18n/language.ts';
import { declineMail, defineMail } from '#platform/mail/mail.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { account, regulator } from '../schema.ts';

/** To every administrator of an operator: a regulator took the second factor of one of its people away (decisions.md D8). */
export const factorResetReport = defineMail({
  name: 'governance.factor-reset',
  payload: z.strictObject({
    accountId: z.uuid(),
    regulatorId: z.uuid(),
    /** An instant. */
    at: z.string(),
  }),
  async load(ctx, { accountId, regulatorId, at }) {
    const [person] = await ctx.db
      .select({ firstName: account.firstName, lastName: account.lastName, email: account.email })
      .from(account)
      .where(eq(account.id, accountId));
    const [by] = await ctx.db.select({ name: regulator.name }).from(regulator).where(eq(regulator.id, regulatorId));
    if (!person || !by) return declineMail('The account or the regulator is gone');
    return { name: `${person.firstName} ${person.lastName}`, email: person.email, regulator: by.name, at: Temporal.Instant.from(at) };
  },
  render({ name, email, regulator: by, at }, { t, format, language }) {
    const regulatorName = translate(by, language);
    return {
      subject: t('governance.factorReset.mail.subject', { name }),
      blocks: [
        { kind: 'paragraph', text: t('governance.factorReset.mail.text', { name, regulator: regulatorName }) },
        {
          kind: 'facts',
          items: [
            { label: t('governance.signIn.email'), value: email },
            { label: t('governance.notice.when'), value: format.dateTime(at) },
          ],
        },
        { kind: 'paragraph', text: t('governance.factorReset.mail.check') },
      ],
      reason: t('governance.deletion.mail.reason'),
    };
  },
});
