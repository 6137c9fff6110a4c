/** People with a real password and a real authenticator, and how they get in. */
import { eq } from 'drizzle-orm';
import { hashPassword } from '#platform/auth/passwords.ts';
import type { SecretBox } from '#platform/auth/secret-box.ts';
import { newTotpSecret, totpCode } from '#platform/auth/totp.ts';
import type { OrganisationRef } from '#platform/context/actor.ts';
import type { Database } from '#platform/db/database.ts';
import type { Client, Reply } from '#platform/testing/client.ts';
import { type Clock, systemClock } from '#platform/time/clock.ts';
import { operatorMembership, session } from '../schema.ts';
import { makeIncidentUser } from './factories.ts';

export const password = 'correct horse battery staple';
let hash: Promise<string> | undefined;

export interface Person {
  accountId: string;
  email: string;
  /** What the authenticator shows now. */
  code(at: Clock, laterSeconds?: number): string;
}

interface Membership {
  operator: OrganisationRef;
  administrator?: boolean;
  approved?: boolean;
}

interface PersonOptions {
  email?: string;
  active?: boolean;
  memberships?: Membership[];
  /** Without it the person stands at the gate where one is set up. */
  hasFactor?: boolean;
  /** null: never accepted any. */
  termsVersion?: string | null;
}

export async function makePerson(
  app: { db: Database; runtime: { secrets: SecretBox } },
  { email, active = true, memberships = [], hasFactor = true, termsVersion }: PersonOptions = {},
): Promise<Person> {
  hash ??= hashPassword(password);
  const secret = newTotpSecret();
  const made = await makeIncidentUser(app.db, {
    ...(email && { email }),
    ...(termsVersion !== undefined && { termsVersion }),
    active,
    passwordHash: await hash,
    totpSecret: hasFactor ? app.runtime.secrets.seal(secret) : null,
  });
  for (const { operator, administrator = false, approved = true } of memberships) {
    const approvedAt = approved ? systemClock.now() : null;
    await app.db.insert(operatorMembership).values({ accountId: made.accountId, operatorId: operator.id, administrator, approvedAt });
  }
  return {
    accountId: made.accountId,
    email: made.email,
    code: (at, laterSeconds = 0) => totpCode(secret, at.now().add({ seconds: laterSeconds })),
  };
}

/** Both steps. Answers what the second one said. */
export async function signIn(client: Client, person: Person, clock: Clock, next = '/'): Promise<Reply> {
  await client.post('/sign-in', { email: person.email, password, next });
  return client.post('/sign-in/code', { code: person.code(clock), next });
}

export const sessionsOf = (db: Database, accountId: string) => db.select().from(session).where(eq(session.accountId, accountId));

/** What the page of setting up an authenticator shows for those who cannot scan. */
export const secretShown = ({ document }: Reply): string => (document.querySelector('.v-secret')?.textContent ?? '').replaceAll(' ', '');

/** What a form of the page brings back unseen. */
export const hiddenField = ({ document }: Reply, name: string): string =>
  document.querySelector(`main input[name=${name}]`)?.getAttribute('value') ?? '';

export const codesShown = ({ document }: Reply): string[] =>
  [...document.querySelectorAll('#backup-codes code')].map(({ textContent }) => textContent ?? '');
