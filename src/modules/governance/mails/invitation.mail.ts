import { z } from 'zod';
import { translate } from '#platform/i18n/language.ts';
import { declineMail, defineMail } from '#platform/mail/mail.ts';
import { sampleToken } from '#platform/mail/sample-world.ts';
import { governancePaths } from '../paths.ts';
import { readInvitation } from '../queries/invitation.query.ts';
import { issueLink, linkMinutes } from '../services/account-links.ts';

/** To somebody for whom an account was made: by whom, where, as what, and the link to the choice of a password (governance.md 14.2). */
export const invitation = defineMail({
  name: 'governance.invitation',
  payload: z.strictObject({ accountId: z.uuid(), inviterId: z.uuid().nullable() }),
  async load(ctx, { accountId, inviterId }) {
    const found = await readInvitation(ctx.db, accountId, inviterId);
    if (!found?.isOpen) return declineMail('The account is active already, or gone');
    const token = await ctx.db.transaction((tx) => issueLink(tx, ctx, { accountId, purpose: 'invite' }));
    return { ...found, token, expiresAt: ctx.wallClock.now().add({ minutes: linkMinutes.invite }) };
  },
  samples: ({ person, administrator, operator, now }) => [
    {
      firstName: person.firstName,
      isOpen: true,
      inviter: `${administrator.firstName} ${administrator.lastName}`,
      role: 'operatorUser' as const,
      organisation: operator,
      token: sampleToken,
      expiresAt: now.add({ minutes: linkMinutes.invite }),
    },
  ],
  render({ firstName, inviter, role, organisation, token, expiresAt }, { t, format, language, url }) {
    const where = typeof organisation === 'string' ? organisation : organisation && translate(organisation, language);
    return {
      subject: t('governance.invitation.subject'),
      blocks: [
        { kind: 'paragraph', text: t('governance.invitation.text', { name: firstName }) },
        {
          kind: 'facts',
          items: [
            ...(inviter ? [{ label: t('governance.invitation.inviter'), value: inviter }] : []),
            ...(where ? [{ label: t('governance.invitation.organisation'), value: where }] : []),
            { label: t('governance.invitation.role'), value: t(`governance.role.${role}`) },
            { label: t('governance.invitation.expiry'), value: format.dateTime(expiresAt) },
          ],
        },
        {
          kind: 'action',
          label: t('governance.invitation.action'),
          url: url(governancePaths.choosePassword.link({ params: { purpose: 'invite', token } })),
        },
      ],
      reason: t('governance.invitation.reason'),
    };
  },
});
