/** Somebody who is signed in and looks after their own account: where tests of those pages begin. */
import { eq } from 'drizzle-orm';
import type { Client } from '#platform/testing/client.ts';
import { FakeClock } from '#platform/testing/fake-clock.ts';
import { type TestApp, testApp } from '../../../testing/test-app.ts';
import { account } from '../schema.ts';
import { makePerson, type Person, password, signIn } from './sign-in.ts';

export interface OwnAccount {
  app: TestApp;
  /** The real time; it stands still until a test moves it. */
  clock: FakeClock;
  elin: Person;
  /** Where she is signed in. */
  client: Client;
}

export async function ownAccount(): Promise<OwnAccount> {
  const clock = new FakeClock('2026-03-05T09:00:10Z');
  const app = await testApp({ wallClock: clock });
  const elin = await makePerson(app, { email: 'elin@norvane.example' });
  const client = app.anonymous();
  await signIn(client, elin, clock);
  return { app, clock, elin, client };
}

export const rowOf = async ({ db }: TestApp, accountId: string) => (await db.select().from(account).where(eq(account.id, accountId)))[0];

/** Whether that browser is signed in. */
export const isIn = async (browser: Client): Promise<boolean> => (await browser.get('/')).status === 200;

/** A browser in which the password was given, and not the code yet. */
export async function firstStep(app: TestApp, { email }: Person, next = '/'): Promise<Client> {
  const browser = app.anonymous();
  await browser.post('/sign-in', { email, password, next });
  return browser;
}
