import { beforeAll, describe, expect, it } from 'vitest';
import { attempt } from '#platform/db/schema.ts';
import { type TestApp, testApp } from '../../../../testing/test-app.ts';
import { makePerson, password } from '../../testing/sign-in.ts';

/** Many more than may wait, from as many networks: no limit of guessing stops them. */
const visitors = 300;

describe('a flood of sign-ins', () => {
  let app: TestApp;
  let answers: { status: number; retryAfter: unknown }[];
  let first: 'the page' | 'the flood';

  beforeAll(async () => {
    app = await testApp({ trustedProxies: 'loopback' });
    const client = app.anonymous();
    await client.get('/sign-in');
    const flood = Array.from({ length: visitors }, async (_, n) => {
      const address = { 'x-forwarded-for': `10.${n % 250}.${Math.floor(n / 250)}.1` };
      const { status, headers } = await client.post('/sign-in', { email: `p${n}@x.example`, password: 'wrong' }, address);
      return { status, retryAfter: headers['retry-after'] };
    });
    const flooded = Promise.all(flood);
    await Promise.race(flood);
    const page = app.anonymous().get('/sign-in');
    first = await Promise.race([page.then(() => 'the page' as const), flooded.then(() => 'the flood' as const)]);
    expect((await page).status).toBe(200);
    answers = await flooded;
  }, 120_000);

  it('is answered as far as the machine can check, and otherwise with 503 and a time to come back', () => {
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([422, 503]));
    expect(answers.filter(({ status }) => status === 503).every(({ retryAfter }) => Number(retryAfter) > 0)).toBe(true);
    expect(answers.filter(({ status }) => status === 422).length).toBeGreaterThan(60);
  });

  it('keeps nobody else from a page', () => {
    expect(first, 'what was answered first').toBe('the page');
  });

  it('counts only what was looked at, and lets people in afterwards', async () => {
    const looked = answers.filter(({ status }) => status === 422).length;
    // Of each: for the account from one place, for the account, and for the network.
    expect(await app.db.$count(attempt)).toBe(3 * looked);
    const { email } = await makePerson(app);
    expect((await app.anonymous().post('/sign-in', { email, password })).status).toBe(303);
  });
});
