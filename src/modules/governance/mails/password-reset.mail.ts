import { z } from 'zod';
import { declineMail, defineMail } from '#platform/mail/mail.ts';
import { governancePaths } from '../paths.ts';
import { findOwner } from '../queries/account-owner.query.ts';
import { issueLink } from '../services/account-links.ts';

/** The way back to an account whose password is forgotten; never past its second factor (governance.md 5.5). */
export const passwordReset = defineMail({
  name: 'governance.password-reset',
  payload: z.strictObject({ accountId: z.uuid() }),
  async load(ctx, { accountId }) {
    const owner = await findOwner(ctx.db, accountId);
    if (!owner?.active) return declineMail('The account is not active');
    const token = await ctx.db.transaction((tx) => issueLink(tx, ctx, { accountId, purpose: 'reset' }));
    return { name: owner.firstName, token };
  },
  render: ({ name, token }, { t, url }) => ({
    subject: t('governance.reset.mail.subject'),
    blocks: [
      { kind: 'paragraph', text: t('governance.reset.mail.text', { name }) },
      {
        kind: 'action',
        label: t('governance.reset.mail.action'),
        url: url(governancePaths.choosePassword.link({ params: { purpose: 'reset', token } })),
      },
      { kind: 'paragraph', text: t('governance.reset.mail.expiry') },
      { kind: 'paragraph', text: t('governance.reset.mail.notYou') },
    ],
    reason: t('governance.reset.mail.reason'),
  }),
});
