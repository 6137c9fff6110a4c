import { z } from 'zod';
import { declineMail, defineMail } from '#platform/mail/mail.ts';
import { governancePaths } from '../paths.ts';
import { ownAccount } from '../queries/own-account.query.ts';

/** To those who decide: somebody asks for the deletion of their account. */
export const deletionRequest = defineMail({
  name: 'governance.deletion-request',
  payload: z.strictObject({ accountId: z.uuid() }),
  async load(ctx, { accountId }) {
    const { firstName, lastName, email, deletionRequestedAt: at } = await ownAccount(ctx, accountId);
    return at ? { name: `${firstName} ${lastName}`, email, at } : declineMail('The request was taken back');
  },
  samples: ({ person, now }) => [{ name: `${person.firstName} ${person.lastName}`, email: person.email, at: now }],
  render: ({ name, email, at }, { t, format, url }) => ({
    subject: t('governance.deletion.mail.subject', { name }),
    blocks: [
      { kind: 'paragraph', text: t('governance.deletion.mail.text', { name }) },
      {
        kind: 'facts',
        items: [
          { label: t('governance.signIn.email'), value: email },
          { label: t('governance.notice.when'), value: format.dateTime(at) },
        ],
      },
      { kind: 'action', label: t('governance.notice.open'), url: url(governancePaths.signIn.link()) },
    ],
    reason: t('governance.deletion.mail.reason'),
  }),
});
