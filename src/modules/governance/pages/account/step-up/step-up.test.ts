import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Client, Reply } from '#platform/testing/client.ts';
import { FakeClock } from '#platform/testing/fake-clock.ts';
import { type TestApp, testApp } from '../../../../../testing/test-app.ts';
import { account } from '../../../schema.ts';
import { emailChange } from '../../../schema-credentials.ts';
import { hiddenField, makePerson, type Person, password, signIn } from '../../../testing/sign-in.ts';

// The "nothing typed lost", where the proof of governance.md 5.7 has lapsed meanwhile.
describe('a form that was filled in for longer than the proof lasts', () => {
  let app: TestApp;
  let clock: FakeClock;
  let elin: Person;
  let client: Client;

  beforeEach(async () => {
    clock = new FakeClock('2026-03-05T09:00:10Z');
    app = await testApp({ wallClock: clock });
    elin = await makePerson(app, { email: 'elin@norvane.example' });
    client = app.anonymous();
    await signIn(client, elin, clock);
  });

  const held = ({ document }: Reply, action: string) =>
    Object.fromEntries(
      [...document.querySelectorAll(`main form[action="${action}"] input`)].map((input) => [
        input.getAttribute('name') ?? '',
        input.getAttribute('value') ?? '',
      ]),
    );
  const prove = async ({ document }: Reply) => {
    const link = document.querySelector('main a');
    expect([link?.getAttribute('target'), link?.textContent]).toEqual(['_blank', expect.stringContaining('Confirm that it is you')]);
    const asked = await client.get(link?.getAttribute('href') ?? '');
    return client.post('/step-up', { password, code: elin.code(clock), next: hiddenField(asked, 'next') });
  };

  it('stays in the page that asks for password and code, and goes through afterwards', async () => {
    const shown = await client.get('/account');
    const typed = {
      ...{ email: hiddenField(shown, 'email'), _version: hiddenField(shown, '_version') },
      ...{ firstName: 'Élin', lastName: 'Marchetti-Oberweis', phone: '+352 26 12 34', language: 'en', timeZone: '' },
    };
    clock.advance({ minutes: 6 });
    const stopped = await client.post('/account', typed);
    expect([stopped.status, stopped.text.includes('nothing of what you typed is lost')]).toEqual([401, true]);
    const kept = held(stopped, '/account');
    expect(kept).toMatchObject(typed);

    expect((await prove(stopped)).headers.location).toBe('/account');
    // The very fields of that page, with the token they were given.
    expect((await client.post('/account', kept)).headers.location).toBe('/account');
    const [row] = await app.db.select().from(account).where(eq(account.id, elin.accountId));
    expect(row).toMatchObject({ firstName: 'Élin', lastName: 'Marchetti-Oberweis', phone: '+352 26 12 34' });
  });

  it('is held again while nobody has proven anything, and changes nothing', async () => {
    clock.advance({ minutes: 6 });
    const stopped = await client.post('/account/email', { email: 'new@norvane.example' });
    const again = await client.post('/account/email', held(stopped, '/account/email'));
    expect([again.status, held(again, '/account/email').email]).toEqual([401, 'new@norvane.example']);
    expect(await app.db.$count(emailChange)).toBe(0);
  });

  it('with a password or a secret in it is never written into a page', async () => {
    clock.advance({ minutes: 6 });
    const secrets = [
      ['/account/password', { current: password, password: 'a much longer secret', repeated: 'a much longer secret' }],
      ['/account/security/authenticators/new', { sealed: 'a sealed secret', code: '123456', name: 'Phone' }],
    ] as const;
    for (const [url, fields] of secrets) {
      const answer = await client.post(url, fields);
      expect([answer.status, String(answer.headers.location).split('?')[0], answer.body], url).toEqual([303, '/step-up', '']);
    }
  });

  it('does not make other forms of the session stale by proving who one is', async () => {
    const before = client.cookies.get('__Host-vigie-csrf');
    clock.advance({ minutes: 6 });
    await client.post('/step-up', { password, code: elin.code(clock), next: '/' });
    expect(client.cookies.get('__Host-vigie-csrf')).toBe(before);
  });
});
