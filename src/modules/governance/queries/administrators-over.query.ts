import { sql } from 'drizzle-orm';
import { type Reader, rowsOf } from '#platform/db/database.ts';
import type { Language } from '#platform/i18n/language.ts';
import type { MailRecipient } from '#platform/mail/mail.ts';

/**
 * Who decides about an account: the other active administrators of its organisations, and the platform's where there are none. Only
 * approved memberships count.
 */
export async function administratorsOver(reader: Reader, accountId: string): Promise<MailRecipient[]> {
  const rows = await rowsOf<{ account_id: string; email: string; language: Language; platform: boolean }>(
    reader,
    sql`
      with own as (
        select other.account_id from operator_membership mine join operator_membership other on other.operator_id = mine.operator_id
          where mine.account_id = ${accountId} and mine.approved_at is not null and other.administrator and other.approved_at is not null
        union select other.account_id from regulator_membership mine join regulator_membership other on other.regulator_id = mine.regulator_id
          where mine.account_id = ${accountId} and other.administrator
        union select other.account_id from observer_membership mine join observer_membership other on other.observer_id = mine.observer_id
          where mine.account_id = ${accountId} and other.administrator)
      select a.id as account_id, a.email, a.language, p.account_id is not null and o.account_id is null as platform
      from account a left join own o on o.account_id = a.id left join platform_administrator p on p.account_id = a.id
      where a.active and a.id <> ${accountId} and (o.account_id is not null or p.account_id is not null)
      order by a.id`,
  );
  const nearer = rows.filter(({ platform }) => !platform);
  return (nearer.length > 0 ? nearer : rows).map(({ account_id, email, language }) => ({ accountId: account_id, email, language }));
}

/** The active administrators of an operator, but for that account. */
export async function administratorsOfOperator(reader: Reader, operatorId: string, exceptId: string): Promise<MailRecipient[]> {
  const rows = await rowsOf<{ account_id: string; email: string; language: Language }>(
    reader,
    sql`
      select a.id as account_id, a.email, a.language from operator_membership m join account a on a.id = m.account_id
      where m.operator_id = ${operatorId} and m.administrator and m.approved_at is not null and a.active and a.id <> ${exceptId}
      order by a.id`,
  );
  return rows.map(({ account_id, email, language }) => ({ accountId: account_id, email, language }));
}
