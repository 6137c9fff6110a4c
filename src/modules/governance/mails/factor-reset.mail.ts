import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { translate } from '#platform/i18n/language.ts';
import { declineMail, defineMail } from '#platform/mail/mail.ts';
import { sampleId } from '#platform/mail/sample-world.ts';
import { governancePaths } from '../paths.ts';
import { account, regulator } from '../schema.ts';
import { factorReset } from '../schema-credentials.ts';

/** To every administrator of an operator: a regulator took the second factor of one of its people away (decisions.md D8). */
export const factorResetReport = defineMail({
  name: 'governance.factor-reset',
  payload: z.strictObject({ resetId: z.uuid() }),
  async load(ctx, { resetId }) {
    const [found] = await ctx.db
      .select({
        firstName: account.firstName,
        lastName: account.lastName,
        email: account.email,
        regulator: regulator.name,
        at: factorReset.resetAt,
        until: factorReset.heldUntil,
      })
      .from(factorReset)
      .innerJoin(account, eq(account.id, factorReset.accountId))
      .innerJoin(regulator, eq(regulator.id, factorReset.regulatorId))
      .where(eq(factorReset.id, resetId));
    if (!found) return declineMail('The account is gone');
    const { firstName, lastName, ...rest } = found;
    return { resetId, name: `${firstName} ${lastName}`, ...rest };
  },
  samples: ({ person, regulator: by, now }) => [
    {
      resetId: sampleId,
      name: `${person.firstName} ${person.lastName}`,
      email: person.email,
      regulator: by.name,
      at: now,
      until: now.add({ hours: 24 }),
    },
  ],
  render({ resetId, name, email, regulator: by, at, until }, { t, format, language, url }) {
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
        { kind: 'paragraph', text: t('governance.factorReset.mail.withheld', { name, until: format.dateTime(until) }) },
        { kind: 'paragraph', text: t('governance.factorReset.mail.check') },
        {
          kind: 'action',
          label: t('governance.factorReset.mail.open'),
          url: url(governancePaths.factorReset.link({ params: { resetId } })),
        },
      ],
      reason: t('governance.deletion.mail.reason'),
    };
  },
});
