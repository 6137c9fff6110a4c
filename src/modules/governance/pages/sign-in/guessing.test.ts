import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { digestOf } from '#platform/auth/tokens.ts';
import { createPause } from '#platform/limits/pause.ts';
import type { Client } from '#platform/testing/client.ts';
import { FakeClock } from '#platform/testing/fake-clock.ts';
import { statementsOf } from '../../../../testing/statements-of.ts';
import { type TestApp, testApp } from '../../../../testing/test-app.ts';
import { account } from '../../schema.ts';
import { signInLock } from '../../schema-credentials.ts';
import { delayAfter } from '../../services/sign-in-limits.ts';
import { mailsTo } from '../../testing/mails.ts';
import { makePerson, type Person, password, signIn } from '../../testing/sign-in.ts';

const device = '__Host-vigie-device';
let clock: FakeClock;
let app: TestApp;
let elin: Person;
beforeEach(async () => {
  clock = new FakeClock('2026-03-05T09:00:10Z');
  app = await testApp({ wallClock: clock, trustedProxies: 'loopback' });
  elin = await makePerson(app, { email: 'elin@norvane.example' });
});

const from = (address: string) => ({ 'x-forwarded-for': address });
const attacker = '198.51.100.7';
const home = '203.0.113.9';
const attempt = (text: string, address: string, client: Client = app.anonymous(), email = elin.email) =>
  client.post('/sign-in', { email, password: text }, from(address));
const guess = async (times: number, address: string, email = elin.email) => {
  for (let n = 0; n < times; n += 1) await attempt(`wrong ${n}`, address, app.anonymous(), email);
};
const lets = async (address: string, client?: Client) => (await attempt(password, address, client)).status === 303;
/** A browser that she has signed in from. */
const knownBrowser = async (): Promise<Client> => {
  const client = app.anonymous();
  await signIn(client, elin, clock);
  client.cookies.delete('__Host-vigie-session');
  return client;
};

describe('guessing a password', () => {
  // governance.md check 17, as decisions.md D15 restates it
  it('locks the account for that network after five: the sixth is refused even with the right one, in the same words', async () => {
    const wrong = await attempt('wrong', attacker);
    await guess(4, attacker);
    const sixth = await attempt(password, attacker);
    expect([sixth.status, sixth.text]).toEqual([wrong.status, wrong.text]);
    expect([await lets('198.51.100.200'), await lets(home)]).toEqual([false, true]);
    clock.advance({ minutes: 14, seconds: 59 });
    expect(await lets(attacker)).toBe(false);
    clock.advance({ seconds: 1 });
    expect(await lets(attacker)).toBe(true);
  });

  it('tells the owner of a lock by mail, once for each', async () => {
    await guess(9, attacker);
    const mails = await mailsTo(app, elin.email);
    expect(mails.map(({ subject }) => subject)).toEqual(['Your account was locked for one network']);
    expect(mails[0]?.text).toContain(attacker);
  });

  it('locks twice as long each time, up to a day', async () => {
    const minutes: number[] = [];
    for (let round = 0; round < 9; round += 1) {
      await guess(5, attacker);
      const [lock] = await app.db
        .select()
        .from(signInLock)
        .where(eq(signInLock.person, digestOf(elin.email)));
      const length = lock?.lockedUntil.since(clock.now()).total('minutes') ?? 0;
      minutes.push(length);
      clock.advance({ minutes: length });
    }
    expect(minutes).toEqual([15, 30, 60, 120, 240, 480, 960, 1440, 1440]);
    clock.advance({ hours: 25 });
    await guess(5, attacker);
    const [lock] = await app.db
      .select()
      .from(signInLock)
      .where(eq(signInLock.person, digestOf(elin.email)));
    expect(lock?.lockedUntil.since(clock.now()).total('minutes')).toBe(15);
  });

  it('counts and locks on after a restart', async () => {
    const restarted = () => testApp({ wallClock: clock, trustedProxies: 'loopback', keepsData: true });
    await guess(3, attacker);
    app = await restarted();
    await guess(2, attacker);
    app = await restarted();
    expect([await lets(attacker), await lets(home)]).toEqual([false, true]);
  });

  // operations.md check 25, as decisions.md D15 restates it
  it('is counted by all servers together: the sixth is refused at either, and the owner gets in from another network', async () => {
    const servers = [app, await testApp({ wallClock: clock, trustedProxies: 'loopback', keepsData: true })];
    for (let n = 0; n < 5; n += 1) await attempt(`wrong ${n}`, attacker, servers[n % 2]?.anonymous());
    for (const server of servers) {
      expect(await lets(attacker, server.anonymous())).toBe(false);
      expect(await lets(home, server.anonymous())).toBe(true);
    }
  });

  it('is forgotten after the right password from there', async () => {
    await guess(4, home);
    expect(await lets(home)).toBe(true);
    await guess(4, home);
    expect(await lets(home)).toBe(true);
  });

  it('looks at no more than five passwords, also when many come at once', async () => {
    const tries = [...Array.from({ length: 11 }, (_, n) => `wrong ${n}`), password];
    const answers = await Promise.all(tries.map((text) => attempt(text, attacker)));
    expect(answers.map(({ status }) => status)).toEqual(tries.map(() => 422));
  });

  it('locks once for five at once', async () => {
    await Promise.all(Array.from({ length: 5 }, (_, n) => attempt(`wrong ${n}`, attacker)));
    expect(await mailsTo(app, elin.email)).toHaveLength(1);
    clock.advance({ minutes: 15 });
    expect(await lets(attacker)).toBe(true);
  });

  it('does not lengthen a lock by trying while it lasts', async () => {
    await guess(5, attacker);
    for (let minute = 1; minute < 15; minute += 1) {
      clock.advance({ minutes: 1 });
      await guess(2, attacker);
    }
    clock.advance({ minutes: 1 });
    expect(await lets(attacker)).toBe(true);
  });

  it('lets several right ones in at once', async () => {
    const answers = await Promise.all(Array.from({ length: 4 }, () => attempt(password, home)));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303]);
  });

  // decisions.md D15
  it('from many networks only slows down, and lets the owner in', async () => {
    for (let network = 0; network < 12; network += 1) await guess(2, `10.0.${network}.1`);
    expect(app.pauses.length).toBeGreaterThan(0);
    expect(Math.max(...app.pauses)).toBe(8_000);
    expect(await lets(home)).toBe(true);
    const known = await knownBrowser();
    app.pauses.length = 0;
    expect(await lets(home, known)).toBe(true);
    expect(app.pauses).toEqual([]);
  });

  // governance.md 5.4
  it('of many accounts from one network slows that network down, and no other', async () => {
    for (let n = 0; n < 20; n += 1) await guess(1, attacker, `person-${n}@norvane.example`);
    expect(app.pauses).toEqual([]);
    await guess(2, attacker, 'somebody@norvane.example');
    expect(app.pauses).toEqual([250, 500]);
    await guess(1, home, 'somebody-else@norvane.example');
    expect(app.pauses).toHaveLength(2);
  });

  it.each([
    [{ account: 9, network: 19 }, 0],
    [{ account: 10, network: 0 }, 250],
    [{ account: 12, network: 0 }, 1_000],
    [{ account: 3, network: 21 }, 500],
    [{ account: 500, network: 500 }, 8_000],
  ])('%j delays by %d ms', (failures, delay) => expect(delayAfter({ slowAccountAfter: 10, slowNetworkAfter: 20 }, failures)).toBe(delay));

  it('keeps a bounded number waiting, and refuses the next one at once', async () => {
    const pause = createPause({ most: 2 });
    const waiting = [pause(20), pause(20)];
    await expect(pause(20)).rejects.toThrow('error.busy');
    await Promise.all(waiting);
    await pause(1);
  });
});

describe('a device that is known', () => {
  // decisions.md D15: the duty officer
  it('gets in while its network is locked, and so from anywhere', async () => {
    const office = await knownBrowser();
    await guess(6, home);
    clock.advance({ seconds: 30 });
    expect([await lets(home), await lets(home, office)]).toEqual([false, true]);
    expect(await lets(attacker, office)).toBe(true);
  });

  it('is locked by its own five mistakes, and then only itself', async () => {
    const office = await knownBrowser();
    for (let n = 0; n < 5; n += 1) await attempt('wrong', home, office);
    expect([await lets(home, office), await lets(home)]).toEqual([false, true]);
    clock.advance({ minutes: 15 });
    expect(await lets(home, office)).toBe(true);
  });

  it('has a new cookie after every sign-in; the one before, one of somebody else and a forged one are worth nothing', async () => {
    const office = await knownBrowser();
    const first = office.cookies.get(device) ?? '';
    clock.advance({ seconds: 30 });
    await signIn(office, elin, clock);
    expect(office.cookies.get(device)).not.toBe(first);
    const dana = app.anonymous();
    await signIn(dana, await makePerson(app), clock);
    await guess(5, home);
    for (const cookie of [first, dana.cookies.get(device) ?? '', 'forged', '..', '']) {
      const client = app.anonymous();
      client.cookies.set(device, cookie);
      expect(await lets(home, client), cookie).toBe(false);
    }
    office.cookies.delete('__Host-vigie-session');
    expect(await lets(home, office)).toBe(true);
  });

  it('may be shared by several people, and is forgotten a year after it was last used', async () => {
    const dana = await makePerson(app, { email: 'dana@norvane.example' });
    const shared = app.anonymous();
    await signIn(shared, elin, clock);
    await signIn(shared, dana, clock);
    await guess(5, home);
    shared.cookies.delete('__Host-vigie-session');
    expect(await lets(home, shared)).toBe(true);
    clock.advance({ hours: 24 * 365 });
    await guess(5, home);
    expect(await lets(home, shared)).toBe(false);
  });

  it('is told of by mail when it is new, but not at the very first sign-in', async () => {
    await knownBrowser();
    expect(await mailsTo(app, elin.email)).toEqual([]);
    clock.advance({ minutes: 1 });
    await knownBrowser();
    const subjects = (await mailsTo(app, elin.email)).map(({ subject }) => subject);
    expect(subjects).toEqual(['Sign-in from a new device']);
  });
});

describe('what a refusal tells', () => {
  // governance.md check 15
  it('is the same for an unknown, a wrong, an inactive, a locked and an invited account: bytes and statements, up to the lock and beyond', async () => {
    const gone = await makePerson(app, { email: 'gone@norvane.example', active: false });
    const invited = await makePerson(app, { email: 'invited@norvane.example' });
    await app.db.update(account).set({ passwordHash: null }).where(eq(account.id, invited.accountId));
    const seen: unknown[] = [];
    const cases = [
      [elin.email, 'wrong'],
      [gone.email, password],
      [invited.email, password],
      ['nobody@norvane.example', password],
    ] as const;
    for (const [at, [email, text]] of cases.entries()) {
      const answers: unknown[] = [];
      for (let n = 0; n < 7; n += 1) {
        const client = app.anonymous();
        await client.get('/sign-in');
        const statements = await statementsOf(async () => {
          const answer = await attempt(text, `192.0.${at}.1`, client, email);
          answers.push(answer.status, answer.text);
        });
        answers.push(statements);
      }
      seen.push(answers);
    }
    for (const other of seen.slice(1)) expect(other).toEqual(seen[0]);
  });

  it('says after signing in when and from where the sign-in before was, once', async () => {
    const client = app.anonymous();
    await signIn(client, elin, clock);
    expect((await client.get('/')).text).not.toContain('Your previous sign-in');
    clock.advance({ hours: 1 });
    await signIn(client, elin, clock);
    const page = await client.get('/');
    expect(page.text).toMatch(/Your previous sign-in: Thursday 5 March 2026, 10:00 CET, from the address 127\.0\.0\.1/);
    expect((await client.get('/')).text).not.toContain('Your previous sign-in');
  });
});
