/** Somebody without an account (decisions.md D4). Whatever address is typed, no account is looked up: nothing here can open or reveal one. */
import { eq } from 'drizzle-orm';
import { digestOf, newToken } from '#platform/auth/tokens.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Tx } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import type { Language } from '#platform/i18n/language.ts';
import { notifier, notifierSession } from '../schema.ts';

/** How long a session lasts, and a draft with it. */
export const notifierSessionHours = 24;

export interface NotifierPerson {
  name: string;
  email: string;
  phone: string;
  organisation: string;
  country: string;
  /** The one that was read: mails are written in it. */
  language: Language;
}

const columnsOf = ({ name, email, phone, organisation, country, language }: NotifierPerson) => ({
  ...{ name, email, phone, country, language },
  organisationTyped: organisation,
});

/** @param termsVersion the terms that were accepted on the first page */
export async function beginNotifier(tx: Tx, ctx: Ctx, person: NotifierPerson, termsVersion: string): Promise<string> {
  const id = newId();
  const now = ctx.wallClock.now();
  await tx.insert(notifier).values({ id, ...columnsOf(person), termsVersion, termsAcceptedAt: now, createdAt: now });
  return id;
}

/** Before anything is sent: who it is may still be corrected. */
export async function describeNotifier(tx: Tx, notifierId: string, person: NotifierPerson): Promise<void> {
  await tx.update(notifier).set(columnsOf(person)).where(eq(notifier.id, notifierId));
}

/** Answers the token for the cookie. */
export async function openNotifierSession(tx: Tx, ctx: Ctx, notifierId: string): Promise<string> {
  const token = newToken();
  const now = ctx.wallClock.now();
  await tx.insert(notifierSession).values({
    id: newId(),
    notifierId,
    tokenSha256: digestOf(token),
    createdAt: now,
    expiresAt: now.add({ hours: notifierSessionHours }),
  });
  return token;
}

/** A draft that was given up, or a dismissed filing that is purged: nothing of the person stays. Sessions go with it. */
export async function forgetNotifier(tx: Tx, notifierId: string): Promise<void> {
  await tx.delete(notifier).where(eq(notifier.id, notifierId));
}
