import { z } from 'zod';
import { declineMail, defineMail } from '#platform/mail/mail.ts';
import { governancePaths } from '../paths.ts';
import { findOwner } from '../queries/account-owner.query.ts';
import { issueLink } from '../services/account-links.ts';

/** A day before an account that was never used is deleted: the last link to keep it (decisions.md D16). */
export const accountExpires = defineMail({
  name: 'governance.account-expires',
  payload: z.strictObject({ accountId: z.uuid() }),
  async load(ctx, { accountId }) {
    const owner = await findOwner(ctx.db, accountId);
    if (!owner?.active || owner.hasPassword) return declineMail('The account is active already, or gone');
    const token = await ctx.db.transaction((tx) => issueLink(tx, ctx, { accountId, purpose: 'activate' }));
    return { name: owner.firstName, token };
  },
  render: ({ name, token }, { t, url }) => ({
    subject: t('governance.expires.subject'),
    blocks: [
      { kind: 'paragraph', text: t('governance.expires.text', { name }) },
      {
        kind: 'action',
        label: t('governance.expires.action'),
        url: url(governancePaths.choosePassword.link({ params: { purpose: 'activate', token } })),
      },
      { kind: 'paragraph', text: t('governance.expires.otherwise') },
    ],
    reason: t('governance.expires.reason'),
  }),
});
