import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { totpCode } from '#platform/auth/totp.ts';
import type { Client } from '#platform/testing/client.ts';
import type { FakeClock } from '#platform/testing/fake-clock.ts';
import type { TestApp } from '../../../../../testing/test-app.ts';
import { authenticator } from '../../../schema-credentials.ts';
import { noticesTo } from '../../../testing/mails.ts';
import { firstStep, ownAccount } from '../../../testing/own-account.ts';
import { hiddenField, makePerson, type Person, secretShown } from '../../../testing/sign-in.ts';

describe('several authenticators', () => {
  let app: TestApp;
  let clock: FakeClock;
  let elin: Person;
  let client: Client;

  beforeEach(async () => {
    ({ app, clock, elin, client } = await ownAccount());
  });
  const add = async (name: string, query = '') => {
    const shown = await client.get(`/account/security/authenticators/new${query}`);
    const secret = secretShown(shown);
    const fields = { code: totpCode(secret, clock.now()), name, sealed: hiddenField(shown, 'sealed') };
    return { secret, answer: await client.post(`/account/security/authenticators/new${query}`, fields) };
  };
  const known = () =>
    app.db.select().from(authenticator).where(eq(authenticator.accountId, elin.accountId)).orderBy(authenticator.createdAt);
  const opens = async (code: string) => (await (await firstStep(app, elin)).post('/sign-in/code', { code })).status === 303;

  it('each open the second step, and no code does so twice', async () => {
    const { secret, answer } = await add('Spare phone');
    expect(answer.headers.location).toBe('/account/security');
    expect((await client.get('/account/security')).text).toContain('Spare phone');
    clock.advance({ seconds: 30 });
    const [ofSpare, ofFirst] = [totpCode(secret, clock.now()), elin.code(clock)];
    expect([await opens(ofSpare), await opens(ofSpare), await opens(ofFirst), await opens(ofFirst)]).toEqual([true, false, true, false]);
  });

  it('can be renamed, replaced and removed, but never the last one', async () => {
    const [first] = await known();
    const url = `/account/security/authenticators/${first?.id}`;
    const last = await client.post(`${url}/remove`);
    expect([last.status, last.text.includes('your only authenticator app')]).toEqual([422, true]);
    expect((await client.get('/account/security')).document.querySelector(`a[href="${url}/remove"]`)).toBeNull();
    await client.post(`${url}/rename`, { name: 'Old phone' });
    expect((await known())[0]?.name).toBe('Old phone');
    const long = await client.post(`${url}/rename`, { name: 'x'.repeat(61) });
    expect([long.status, long.document.querySelector('input[name=name]')?.getAttribute('value')]).toEqual([422, 'x'.repeat(61)]);

    const { secret } = await add('New phone', `?replaces=${first?.id}`);
    expect((await known()).map(({ name }) => name)).toEqual(['New phone']);
    clock.advance({ seconds: 30 });
    expect([await opens(elin.code(clock)), await opens(totpCode(secret, clock.now()))]).toEqual([false, true]);

    await add('Tablet');
    const [newest] = await known();
    await client.post(`/account/security/authenticators/${newest?.id}/remove`);
    expect((await known()).map(({ name }) => name)).toEqual(['Tablet']);
    expect(await noticesTo(app.db, elin.email)).toEqual([
      ...['authenticatorAdded', 'authenticatorRemoved', 'authenticatorAdded', 'authenticatorRemoved'],
    ]);
  });

  it('of others are unknown', async () => {
    const dana = await makePerson(app);
    const [theirs] = await app.db.select().from(authenticator).where(eq(authenticator.accountId, dana.accountId));
    for (const act of ['rename', 'remove']) {
      const url = `/account/security/authenticators/${theirs?.id}/${act}`;
      expect([(await client.get(url)).status, (await client.post(url, { name: 'mine' })).status]).toEqual([404, 404]);
    }
    expect((await client.get(`/account/security/authenticators/new?replaces=${theirs?.id}`)).status).toBe(404);
    expect((await add('Mine', `?replaces=${theirs?.id}`)).answer.status).toBe(404);
    expect(await app.db.$count(authenticator)).toBe(2);
  });
});
