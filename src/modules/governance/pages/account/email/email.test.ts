import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { mailDelivery } from '#platform/db/schema.ts';
import type { Client, Reply } from '#platform/testing/client.ts';
import type { FakeClock } from '#platform/testing/fake-clock.ts';
import type { TestApp } from '../../../../../testing/test-app.ts';
import { noticesTo } from '../../../testing/mails.ts';
import { isIn, ownAccount, rowOf } from '../../../testing/own-account.ts';
import { makePerson, type Person, password } from '../../../testing/sign-in.ts';

describe('the e-mail address of an account', () => {
  let app: TestApp;
  let clock: FakeClock;
  let elin: Person;
  let client: Client;

  beforeEach(async () => {
    ({ app, clock, elin, client } = await ownAccount());
  });

  const mailsTo = (email: string) => app.db.select().from(mailDelivery).where(eq(mailDelivery.recipient, email)).orderBy(mailDelivery.id);
  const next = 'elin.marchetti@norvane.example';
  const linkIn = async (email: string) => {
    await app.runJobs();
    const bodies = (await mailsTo(email)).map(({ bodyText }) => bodyText ?? '');
    return bodies.flatMap((text) => text.match(/http:\/\/vigie\.test(\/account\/email\/confirm\?\S+)/)?.[1] ?? []).at(-1) ?? '';
  };
  const sayYes = async (link: string): Promise<Reply> => {
    const query = new URL(link, 'http://vigie.test').searchParams;
    const browser = app.anonymous();
    const answer = await browser.post('/account/email/confirm', { token: query.get('token') ?? '', box: query.get('box') ?? '' });
    return answer.status === 303 ? browser.get('/sign-in') : answer;
  };

  it('changes once both mailboxes said yes; opening a link does nothing; sessions end and both are told', async () => {
    expect((await client.post('/account/email', { email: ` ${next.toUpperCase()} ` })).status).toBe(303);
    const [old, fresh] = [await linkIn(elin.email), await linkIn(next)];
    for (const link of [old, fresh]) {
      const opened = await app.anonymous().get(link);
      expect([opened.status, opened.text.includes(next)]).toEqual([200, true]);
    }
    expect((await client.get('/account/email')).text).toContain('Not confirmed yet');
    expect((await sayYes(fresh)).text).toContain('as soon as the link in the other mailbox was used as well');
    expect((await rowOf(app, elin.accountId))?.email).toBe(elin.email);
    expect((await sayYes(fresh)).status).toBe(404);
    expect((await sayYes(old)).text).toContain('The e-mail address was changed');
    expect(await rowOf(app, elin.accountId)).toMatchObject({ email: next });
    expect(await isIn(client)).toBe(false);
    expect([await noticesTo(app.db, elin.email), await noticesTo(app.db, next)]).toEqual([
      ['emailChangeAsked', 'emailChanged'],
      ['emailChanged'],
    ]);
    const again = app.anonymous();
    expect((await again.post('/sign-in', { email: elin.email, password })).status).toBe(422);
    expect((await again.post('/sign-in', { email: next, password })).status).toBe(303);
  });

  it('does not change when taken back, asked anew, or after 24 hours', async () => {
    await client.post('/account/email', { email: next });
    const first = [await linkIn(elin.email), await linkIn(next)];
    await client.post('/account/email/cancel');
    for (const link of first) expect((await sayYes(link)).status).toBe(404);
    await client.post('/account/email', { email: 'wrong@norvane.example' });
    const second = await linkIn(elin.email);
    await client.post('/account/email', { email: next });
    expect((await sayYes(second)).status).toBe(404);
    const third = [await linkIn(elin.email), await linkIn(next)];
    clock.advance({ hours: 24 });
    for (const link of third) expect((await app.anonymous().get(link)).status).toBe(404);
    for (const link of third) expect((await sayYes(link)).status).toBe(404);
    expect((await rowOf(app, elin.accountId))?.email).toBe(elin.email);
  });

  it('of somebody else cannot be had, and the page does not say that somebody has it', async () => {
    const dana = await makePerson(app);
    const taken = await client.post('/account/email', { email: dana.email });
    const free = await client.post('/account/email', { email: next });
    expect([taken.status, taken.headers.location]).toEqual([free.status, free.headers.location]);
    await client.post('/account/email', { email: dana.email });
    expect(await linkIn(dana.email)).toBe('');
    expect((await sayYes(await linkIn(elin.email))).status).toBe(404);
  });

  it('must be one, and another than now', async () => {
    for (const email of ['', 'no address', elin.email, `${'x'.repeat(250)}@a.example`]) {
      expect((await client.post('/account/email', { email })).status, email).toBe(422);
    }
  });
});
