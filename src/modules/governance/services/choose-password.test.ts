import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '#platform/testing/fake-clock.ts';
import { type TestApp, testApp } from '../../../testing/test-app.ts';
import { account } from '../schema.ts';
import { passwordHistory } from '../schema-credentials.ts';
import { makePerson, type Person, password, sessionsOf, signIn } from '../testing/sign-in.ts';
import { acceptPassword, setPassword } from './choose-password.ts';

describe('choosing a password', () => {
  const clock = new FakeClock();
  let app: TestApp;
  let elin: Person;
  beforeEach(async () => {
    app = await testApp({ wallClock: clock });
    elin = await makePerson(app, { email: 'elin@norvane.example' });
  });

  const change = async (text: string) => {
    const ctx = app.systemCtx();
    const accepted = await acceptPassword(ctx, elin.accountId, text);
    clock.advance({ minutes: 1 });
    await app.db.transaction((tx) => setPassword(tx, ctx, accepted));
  };
  const stored = async () => ({
    current: await app.db.select({ hash: account.passwordHash }).from(account).where(eq(account.id, elin.accountId)),
    former: await app.db.select().from(passwordHistory).where(eq(passwordHistory.accountId, elin.accountId)),
  });
  const nth = (n: number) => `a quiet harbour number ${n}`;

  // governance.md check 18
  it('refuses the current one and the last 24, and takes the 25th again; a refusal touches nothing that is stored', async () => {
    for (let n = 1; n <= 25; n += 1) await change(nth(n));
    const before = await stored();
    expect(before.former).toHaveLength(24);
    for (const refused of [nth(25), nth(24), nth(1)])
      await expect(change(refused), refused).rejects.toThrow('governance.password.broken.reused');
    expect(await stored()).toEqual(before);
    await change(password);
    await expect(change(nth(25))).rejects.toThrow('broken.reused');
    await change(nth(1));
  }, 120_000);

  // governance.md check 18
  it.each([
    ['elevenchars', 'length'],
    ['elin@norvane2026', 'personal'],
    ['123456789012', 'digits'],
    ['Password1234!', 'common'],
    [password, 'reused'],
  ])('refuses "%s"', async (text, rule) => {
    await expect(change(text)).rejects.toThrow(`governance.password.broken.${rule}`);
  });

  it('ends every session, except the one it was asked for in', async () => {
    const [one, two] = [app.anonymous(), app.anonymous()];
    await signIn(one, elin, clock);
    clock.advance({ seconds: 30 });
    await signIn(two, elin, clock);
    const [kept] = await sessionsOf(app.db, elin.accountId);
    const ctx = app.systemCtx();
    const accepted = await acceptPassword(ctx, elin.accountId, nth(1));
    await app.db.transaction((tx) => setPassword(tx, ctx, accepted, { keepSession: kept?.id ?? '' }));
    expect((await sessionsOf(app.db, elin.accountId)).map(({ id }) => id)).toEqual([kept?.id]);
    await change(nth(2));
    expect(await sessionsOf(app.db, elin.accountId)).toEqual([]);
  });

  it('lets one of two changes at once win', async () => {
    const ctx = app.systemCtx();
    const [first, second] = [await acceptPassword(ctx, elin.accountId, nth(1)), await acceptPassword(ctx, elin.accountId, nth(2))];
    await app.db.transaction((tx) => setPassword(tx, ctx, first));
    await expect(app.db.transaction((tx) => setPassword(tx, ctx, second))).rejects.toThrow('error.conflict');
  });
});
