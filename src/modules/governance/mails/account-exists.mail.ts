import { z } from 'zod';
import { declineMail, defineMail } from '#platform/mail/mail.ts';
import { governancePaths } from '../paths.ts';
import { findOwner } from '../queries/account-owner.query.ts';

/** Somebody registered with an address that has an account: only its owner is told (governance.md 5.2). */
export const accountExists = defineMail({
  name: 'governance.account-exists',
  payload: z.strictObject({ accountId: z.uuid() }),
  async load(ctx, { accountId }) {
    const owner = await findOwner(ctx.db, accountId);
    return owner?.active ? { name: owner.firstName } : declineMail('The account is not active');
  },
  samples: ({ person }) => [{ name: person.firstName }],
  render: ({ name }, { t, url }) => ({
    subject: t('governance.exists.subject'),
    blocks: [
      { kind: 'paragraph', text: t('governance.exists.text', { name }) },
      { kind: 'action', label: t('governance.exists.signIn'), url: url(governancePaths.signIn.link()) },
      { kind: 'action', label: t('governance.exists.reset'), url: url(governancePaths.resetPassword.link()) },
      { kind: 'paragraph', text: t('governance.exists.notYou') },
    ],
    reason: t('governance.exists.reason'),
  }),
});
