import { z } from 'zod';
import { declineMail, defineMail } from '#platform/mail/mail.ts';
import { sampleToken } from '#platform/mail/sample-world.ts';
import { governancePaths } from '../paths.ts';
import { findEmailChange } from '../queries/email-change.query.ts';
import { isEmailTaken } from '../queries/is-email-taken.query.ts';
import { ownAccount } from '../queries/own-account.query.ts';
import { issueLink } from '../services/account-links.ts';

/** Asks one of the two mailboxes whether the address of an account may change. */
export const confirmEmail = defineMail({
  name: 'governance.confirm-email',
  payload: z.strictObject({
    accountId: z.uuid(),
    box: z.enum(['old', 'new']),
    /** An instant: which of several wishes. */
    requestedAt: z.string(),
  }),
  async load(ctx, { accountId, box, requestedAt }) {
    const change = await findEmailChange(ctx, accountId);
    if (change?.requestedAt.toString() !== requestedAt) return declineMail('The change of address is no longer asked for');
    if (box === 'new' && (await isEmailTaken(ctx.db, change.newEmail, accountId))) return declineMail('Somebody else has the address');
    const { firstName, email } = await ownAccount(ctx, accountId);
    const token = await ctx.db.transaction((tx) =>
      issueLink(tx, ctx, { accountId, purpose: box === 'old' ? 'emailOld' : 'emailNew', detail: { newEmail: change.newEmail } }),
    );
    return { name: firstName, from: email, to: change.newEmail, box, token };
  },
  samples: ({ person, administrator }) =>
    (['old', 'new'] as const).map((box) => ({
      name: person.firstName,
      from: person.email,
      to: administrator.email,
      box,
      token: sampleToken,
    })),
  render: ({ name, from, to, box, token }, { t, url }) => ({
    subject: t('governance.changeEmail.mail.subject'),
    blocks: [
      { kind: 'paragraph', text: t('governance.changeEmail.mail.text', { name, from, to }) },
      {
        kind: 'action',
        label: t('governance.changeEmail.mail.action'),
        url: url(governancePaths.confirmEmail.link({ query: { token, box } })),
      },
      { kind: 'paragraph', text: t('governance.changeEmail.mail.expiry') },
      { kind: 'paragraph', text: t('governance.changeEmail.mail.notYou') },
    ],
    reason: t('governance.notice.reason'),
  }),
});
