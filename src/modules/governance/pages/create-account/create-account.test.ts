import { eq, sql } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { auditEvent, job } from '#platform/db/schema.ts';
import type { Client, Reply } from '#platform/testing/client.ts';
import { FakeClock } from '#platform/testing/fake-clock.ts';
import { formsOn } from '../../../../testing/hostile/forms-on-pages.ts';
import { statementsOf } from '../../../../testing/statements-of.ts';
import { type TestApp, testApp } from '../../../../testing/test-app.ts';
import { account } from '../../schema.ts';
import { entryRequest, termsAcceptance } from '../../schema-credentials.ts';
import { mailsTo, newestLinkTo } from '../../testing/mails.ts';
import { makePerson, sessionsOf, signIn } from '../../testing/sign-in.ts';
import { termsInForce } from '../../testing/terms.ts';

const clock = new FakeClock();
let app: TestApp;
beforeEach(async () => {
  app = await testApp({ wallClock: clock });
});

const trap = 'field-0123456789ab';
const dana = { firstName: 'Dana', lastName: 'Okafor', email: 'Dana@Okafor.example', terms: 'yes', form: trap };
const register = (fields: Partial<Record<keyof typeof dana | typeof trap, string>> = {}, client: Client = app.anonymous()) =>
  client.post('/account/create', { ...dana, ...fields });
const accounts = () => app.db.$count(account);

describe('registering', () => {
  // governance.md check 13
  it('makes an incident user with an unverified address and accepted terms, and sends one mail with a link', async () => {
    const client = app.anonymous();
    const answer = await register({}, client);
    expect(answer.status).toBe(303);
    const page = await client.get(String(answer.headers.location));
    expect(page.text).toContain('We have sent a message to dana@okafor.example');
    expect(String(answer.headers.location)).not.toContain('okafor');
    const mails = await mailsTo(app, 'dana@okafor.example');
    expect(mails.map(({ mail }) => mail)).toEqual(['governance.activation']);
    expect(mails[0]?.links).toEqual([expect.stringMatching(/^\/account\/password\/choose\/activate\/[\w-]{43}$/)]);
    const [made] = await app.db.select().from(account);
    expect(made).toMatchObject({ email: 'dana@okafor.example', passwordHash: null, emailVerifiedAt: null, termsVersion: termsInForce });
    expect(await app.db.select().from(termsAcceptance)).toMatchObject([{ accountId: made?.id, version: termsInForce }]);
    expect(await app.db.select({ action: auditEvent.action }).from(auditEvent)).toEqual([{ action: 'governance.accountRegistered' }]);
  });

  it('leads from the mail to the choice of a password and on to signing in', async () => {
    const client = app.anonymous();
    await register({}, client);
    const link = await newestLinkTo(app, 'dana@okafor.example');
    const form = await client.get(link);
    expect(form.text).toContain('has 12 to 128 characters');
    const chosen = await client.post(link, { password: 'harbour lights at dusk' });
    expect([chosen.status, chosen.headers.location]).toEqual([303, '/sign-in']);
    expect((await client.get('/sign-in')).text).toContain('Your password is set.');
    const signedIn = await client.post('/sign-in', { email: dana.email, password: 'harbour lights at dusk' });
    expect(signedIn.headers.location).toBe('/sign-in/code?next=%2F');
    // No second factor yet: the gate of enrolment is the next one.
    expect((await client.get('/')).headers.location).toContain('/sign-in/enrol');
    expect(await app.db.select({ at: account.emailVerifiedAt }).from(account)).toEqual([{ at: clock.now() }]);
  });

  // governance.md check 14
  it('creates nothing when the hidden field is filled in, or taken out', async () => {
    for (const fields of [{ [trap]: 'Acme' }, { form: '' }, { form: 'email' }]) {
      const answer = await register(fields);
      expect(answer.status).toBe(422);
      expect(answer.document.querySelector('input[name=firstName]')?.getAttribute('value')).toBe('Dana');
    }
    await app.runJobs();
    expect([await accounts(), await app.db.$count(job)]).toEqual([0, 0]);
  });

  it('names the hidden field anew on every page, and keeps it from people', async () => {
    const pages = [await app.anonymous().get('/account/create'), await app.anonymous().get('/account/create')];
    const names = pages.map(({ document }) => document.querySelector('[aria-hidden=true] input[type=text]')?.getAttribute('name'));
    expect(new Set(names).size).toBe(2);
    const [form] = formsOn(pages[0] as never).filter(({ action }) => action === '/account/create');
    const shown = Object.fromEntries((form?.fields ?? []).map(({ name, values }) => [name, values[0] ?? '']));
    expect((await app.anonymous().post('/account/create', { ...shown, ...dana, form: shown.form ?? '' })).status).toBe(303);
  });

  // governance.md check 14
  it('answers for an address that has an account with the same page and the same statements, and tells its owner alone', async () => {
    const elin = await makePerson(app, { email: 'elin@norvane.example' });
    const seen: unknown[] = [];
    for (const email of [elin.email, 'new@norvane.example']) {
      const client = app.anonymous();
      let page: Reply | undefined;
      const statements = await statementsOf(async () => {
        const answer = await register({ email }, client);
        page = await client.get(String(answer.headers.location));
      });
      expect(statements.length).toBeGreaterThan(5);
      seen.push([page?.status, page?.text.replaceAll(email, ''), statements]);
    }
    expect(seen[0]).toEqual(seen[1]);
    expect(await accounts()).toBe(1);
    expect((await mailsTo(app, elin.email)).map(({ mail, links }) => [mail, links])).toEqual([
      ['governance.account-exists', ['/sign-in', '/account/password/reset']],
    ]);
    expect(await accounts()).toBe(2);
  });

  it('says what is wrong with each field, keeps what was typed and creates nothing', async () => {
    const answer = await register({ firstName: ' ', lastName: 'x'.repeat(151), email: 'no address', terms: '' });
    expect(answer.status).toBe(422);
    for (const text of ['Enter your first name', 'Shorten the last name', 'Enter an e-mail address such as', 'Tick the box to accept'])
      expect(answer.text).toContain(text);
    expect(answer.document.querySelector('input[name=email]')?.getAttribute('value')).toBe('no address');
    expect(await app.db.$count(job)).toBe(0);
  });

  // decisions.md D16
  it('takes three an hour for an address, and twenty from a network, and says when to come back', async () => {
    for (let n = 0; n < 3; n += 1) expect((await register()).status).toBe(303);
    const fourth = await register();
    expect([fourth.status, fourth.headers['retry-after']]).toEqual([429, '3600']);
    expect(fourth.document.querySelector('input[name=firstName]')?.getAttribute('value')).toBe('Dana');
    // Those of the address were within the limit of the network too, and so was the one that was refused.
    for (let n = 4; n < 20; n += 1) expect((await register({ email: `p${n}@x.example` })).status, String(n)).toBe(303);
    expect((await register({ email: 'p20@x.example' })).status).toBe(429);
    clock.advance({ minutes: 60 });
    expect((await register()).status).toBe(303);
  });

  it('sends the mail again after a minute; the link before it is good for nothing then', async () => {
    const client = app.anonymous();
    const here = String((await register({}, client)).headers.location);
    const first = await newestLinkTo(app, 'dana@okafor.example');
    await client.post(here);
    expect((await client.get(here)).text).toContain('Wait a minute before');
    clock.advance({ minutes: 1 });
    await client.post(here);
    expect((await client.get(here)).text).toContain('on its way again');
    const second = await newestLinkTo(app, 'dana@okafor.example');
    expect(second).not.toBe(first);
    expect([(await client.get(first)).status, (await client.get(second)).status]).toEqual([410, 200]);
    expect(await accounts()).toBe(1);
  });

  it('makes one account of two registrations at once', async () => {
    await Promise.all([register(), register(), register()]);
    await app.runJobs();
    expect(await accounts()).toBe(1);
    const kinds = (await mailsTo(app, 'dana@okafor.example')).map(({ mail }) => mail);
    expect(new Set(kinds)).toEqual(new Set(['governance.activation']));
  });

  it('sends a visitor who is signed in home', async () => {
    const client = app.anonymous();
    await signIn(client, await makePerson(app), clock);
    expect((await client.get('/account/create')).headers.location).toBe('/');
    expect((await register({}, client)).headers.location).toBe('/');
    expect(await accounts()).toBe(1);
  });

  it('opens no session', async () => {
    await register({}, app.anonymous());
    await app.runJobs();
    const [made] = await app.db
      .select({ id: account.id })
      .from(account)
      .where(eq(sql`lower(${account.email})`, 'dana@okafor.example'));
    expect(await sessionsOf(app.db, made?.id ?? '')).toEqual([]);
  });
});

describe('an installation that lets nobody make an account for themselves', () => {
  it('shows no entrance, and knows no such page or verb', async () => {
    const closed = await testApp({ environment: { SELF_REGISTRATION: 'no' } });
    const visitor = closed.anonymous();
    const entrance = 'a[href="/account/create"]';
    for (const page of ['/sign-in', '/sitemap']) expect((await visitor.get(page)).document.querySelector(entrance), page).toBeNull();
    const fields = { firstName: 'Nova', lastName: 'Berg', email: 'nova@harbour.example', terms: 'yes' };
    expect([(await visitor.get('/account/create')).status, (await visitor.post('/account/create', fields)).status]).toEqual([404, 404]);
    expect(await closed.db.$count(entryRequest)).toBe(0);
    // Whoever has an account still gets a new password, and administrators still invite.
    expect((await visitor.get('/account/password/reset')).status).toBe(200);
    const open = (await testApp()).anonymous();
    for (const page of ['/sign-in', '/sitemap']) expect((await open.get(page)).document.querySelector(entrance), page).not.toBeNull();
  });
});
