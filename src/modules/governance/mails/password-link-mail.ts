import { z } from 'zod';
import type { MessageKey } from '#platform/i18n/catalogue.ts';
import { declineMail, defineMail } from '#platform/mail/mail.ts';
import { sampleToken } from '#platform/mail/sample-world.ts';
import { governancePaths } from '../paths.ts';
import { type AccountOwner, findOwner } from '../queries/account-owner.query.ts';
import { issueLink } from '../services/account-links.ts';

interface PasswordLinkMail {
  name: string;
  purpose: 'activate' | 'reset';
  /** Why there is nothing to send any more. */
  declines(owner: AccountOwner | undefined): string | undefined;
  words: { subject: MessageKey; text: MessageKey; action: MessageKey; after: readonly MessageKey[]; reason: MessageKey };
}

/** A mail whose link leads to the choice of a password. The link is made while the mail is written and ends the one before it. */
export const passwordLinkMail = ({ name, purpose, declines, words }: PasswordLinkMail) =>
  defineMail({
    name,
    payload: z.strictObject({ accountId: z.uuid() }),
    async load(ctx, { accountId }) {
      const owner = await findOwner(ctx.db, accountId);
      const reason = declines(owner);
      if (!owner || reason !== undefined) return declineMail(reason ?? 'The account is gone');
      const token = await ctx.db.transaction((tx) => issueLink(tx, ctx, { accountId, purpose }));
      return { firstName: owner.firstName, token };
    },
    samples: ({ person }) => [{ firstName: person.firstName, token: sampleToken }],
    render: ({ firstName, token }, { t, url }) => ({
      subject: t(words.subject),
      blocks: [
        { kind: 'paragraph', text: t(words.text, { name: firstName }) },
        { kind: 'action', label: t(words.action), url: url(governancePaths.choosePassword.link({ params: { purpose, token } })) },
        ...words.after.map((key) => ({ kind: 'paragraph' as const, text: t(key) })),
      ],
      reason: t(words.reason),
    }),
  });

/** Whoever has a password needs no link to a first one. */
export const declinesOnceActive = (owner: AccountOwner | undefined): string | undefined =>
  !owner?.active || owner.hasPassword ? 'The account is active already, or gone' : undefined;
