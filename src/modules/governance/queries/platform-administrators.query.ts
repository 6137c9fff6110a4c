import { eq } from 'drizzle-orm';
import type { Reader } from '#platform/db/database.ts';
import type { MailRecipient } from '#platform/mail/mail.ts';
import { account, platformAdministrator } from '../schema.ts';

/** Whoever keeps the platform running, as far as their accounts are active. */
export const platformAdministrators = (reader: Reader): Promise<MailRecipient[]> =>
  reader
    .select({ email: account.email, language: account.language, accountId: account.id })
    .from(platformAdministrator)
    .innerJoin(account, eq(account.id, platformAdministrator.accountId))
    .where(eq(account.active, true));
