import { z } from 'zod';
import { declineMail, defineMail } from '#platform/mail/mail.ts';
import { governancePaths } from '../paths.ts';
import { findOwner } from '../queries/account-owner.query.ts';
import { issueLink } from '../services/account-links.ts';

/** The one mail of a registration: its link leads to the choice of a password (governance.md 5.2). */
export const activation = defineMail({
  name: 'governance.activation',
  payload: z.strictObject({ accountId: z.uuid() }),
  async load(ctx, { accountId }) {
    const owner = await findOwner(ctx.db, accountId);
    if (!owner?.active || owner.hasPassword) return declineMail('The account is active already, or gone');
    const token = await ctx.db.transaction((tx) => issueLink(tx, ctx, { accountId, purpose: 'activate' }));
    return { name: owner.firstName, token };
  },
  render: ({ name, token }, { t, url }) => ({
    subject: t('governance.activation.subject'),
    blocks: [
      { kind: 'paragraph', text: t('governance.activation.text', { name }) },
      {
        kind: 'action',
        label: t('governance.activation.action'),
        url: url(governancePaths.choosePassword.link({ params: { purpose: 'activate', token } })),
      },
      { kind: 'paragraph', text: t('governance.activation.expiry') },
    ],
    reason: t('governance.activation.reason'),
  }),
});
