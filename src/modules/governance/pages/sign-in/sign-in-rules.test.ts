import { beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '#platform/testing/fake-clock.ts';
import { testApp } from '../../../../testing/test-app.ts';
import { makePerson, password } from '../../testing/sign-in.ts';

// governance.md 5.4: all limits are settings.
describe('guessing under other rules', () => {
  const [attacker, home] = ['198.51.100.7', '203.0.113.9'];
  let clock: FakeClock;
  beforeEach(() => {
    clock = new FakeClock('2026-03-05T09:00:10Z');
  });
  const installation = async (environment: Record<string, string>) => {
    const app = await testApp({ wallClock: clock, trustedProxies: 'loopback', environment });
    const elin = await makePerson(app, { email: 'elin@norvane.example' });
    const attempt = (text: string, address: string, client = app.anonymous()) =>
      client.post('/sign-in', { email: elin.email, password: text }, { 'x-forwarded-for': address });
    const lets = async (address: string) => (await attempt(password, address)).status === 303;
    return { app, elin, attempt, lets };
  };

  it('is borne as long, locked as long and slowed down as soon as the installation says', async () => {
    const { app, attempt, lets } = await installation({
      SIGN_IN_WRONG_PASSWORDS: '2',
      SIGN_IN_WINDOW_MINUTES: '30',
      SIGN_IN_LOCK_MINUTES: '60',
      SIGN_IN_LONGEST_LOCK_HOURS: '1',
      SIGN_IN_SLOW_NETWORK_AFTER: '2',
    });
    for (const text of ['wrong', 'wrong too']) await attempt(text, attacker);
    expect(app.pauses).toEqual([]);
    expect(await lets(attacker)).toBe(false);
    expect(app.pauses).toEqual([250]);
    clock.advance({ minutes: 59, seconds: 59 });
    expect(await lets(attacker)).toBe(false);
    clock.advance({ seconds: 1 });
    for (const text of ['wrong', 'wrong too']) await attempt(text, attacker);
    // The second lock would be twice as long, but none is longer than an hour.
    clock.advance({ minutes: 60 });
    expect(await lets(attacker)).toBe(true);
  });

  it('of codes ends where the installation says', async () => {
    const { app, elin, attempt } = await installation({ SIGN_IN_WRONG_CODES: '3' });
    const client = app.anonymous();
    await attempt(password, home, client);
    const answers = [];
    for (const code of ['000000', '111111', '222222', elin.code(clock)]) answers.push((await client.post('/sign-in/code', { code })).text);
    expect(answers.map((text) => text.includes('Too many wrong codes'))).toEqual([false, false, false, true]);
  });
});
