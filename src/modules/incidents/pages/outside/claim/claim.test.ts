import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { account, notifier } from '#modules/governance/schema.ts';
import { authenticator } from '#modules/governance/schema-credentials.ts';
import { issueLink } from '#modules/governance/services/account-links.ts';
import { makeIncidentUser, makeOperatorAccount } from '#modules/governance/testing/factories.ts';
import { newestLinkTo } from '#modules/governance/testing/mails.ts';
import type { AccountActor } from '#platform/context/actor.ts';
import { newId } from '#platform/db/ids.ts';
import { auditEvent, mailDelivery } from '#platform/db/schema.ts';
import { type Client, type TestApp, testApp } from '../../../../../testing/test-app.ts';
import { incident } from '../../../schema/incident.ts';
import { type Country, makeCountry } from '../../../testing/factories.ts';
import { fileFromOutside, filer, proofFor } from '../testing/walk.ts';

const email = String(filer.email);
const password = 'harbour lights at dusk';

// ADR 0016, decisions.md D4 and D8
describe('from somebody without an account to an account', () => {
  let app: TestApp;
  let country: Country;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
  });

  const linkedTo = async () => (await app.db.select({ accountId: notifier.accountId }).from(notifier)).map(({ accountId }) => accountId);
  const links = () => app.db.$count(auditEvent, eq(auditEvent.action, 'governance.linkNotifier'));

  async function proven() {
    const { client, row } = await fileFromOutside(app);
    await client.post('/without-account/code', { code: (await proofFor(app, email)).code });
    return { client, reference: row.reference ?? '-', digest: row.contentSha256 ?? '-' };
  }

  /** Answers the account, once its mailbox is proven. */
  async function register(client: Client, address: string): Promise<AccountActor> {
    await client.post('/account/create', {
      firstName: 'Marit',
      lastName: 'Solberg',
      email: address,
      terms: 'yes',
      form: 'field-0123456789ab',
    });
    await client.post(await newestLinkTo(app, address), { password });
    const [row] = await app.db.select().from(account).where(eq(account.email, address));
    return { kind: 'account', role: 'incidentUser', accountId: row?.id ?? '', sessionId: '', name: 'Marit Solberg', email: address };
  }

  async function useResetLink({ accountId }: AccountActor): Promise<void> {
    const token = await app.db.transaction((tx) => issueLink(tx, app.systemCtx(), { accountId, purpose: 'reset' }));
    const answer = await app.anonymous().post(`/account/password/choose/reset/${token}`, { password: 'another light at dusk' });
    expect(answer.headers.location).toBe('/sign-in');
  }

  it('leads from the receipt to an account, and the filing is in it once the same mailbox has proven both', async () => {
    const { client, reference } = await proven();
    const receipt = await client.get('/without-account/receipt');
    expect(receipt.document.querySelector('main a[href="/account/create"]')).not.toBeNull();
    const form = await client.get('/account/create');
    expect(form.document.querySelector('input[name=email]')?.getAttribute('value')).toBe(email);
    const marit = await register(client, email);
    expect(await linkedTo()).toEqual([marit.accountId]);
    expect(await links()).toBe(1);
    const signedIn = await app.as(marit);
    // The second factor first, no exception.
    expect(String((await signedIn.get('/files')).headers.location)).toContain('/sign-in/enrol');
    await app.db
      .insert(authenticator)
      .values({ id: newId(), accountId: marit.accountId, name: 'Phone', secret: 'sealed', createdAt: app.clock.now() });
    expect((await signedIn.get('/files')).text).toContain(reference);
    expect((await client.get('/without-account/receipt')).text).toContain('This notification is in an account');
  });

  it('is not led there before the address is proven, and finds no address in a browser that filed nothing', async () => {
    const { client } = await fileFromOutside(app);
    expect((await client.get('/without-account/receipt')).document.querySelector('main a[href="/account/create"]')).toBeNull();
    const form = await app.anonymous().get('/account/create');
    expect(form.document.querySelector('input[name=email]')?.getAttribute('value') ?? '').toBe('');
  });

  it('brings nothing along that somebody else filed under a typed address, or that another address has proven', async () => {
    // Unproven, with the address of somebody who then registers.
    const { client } = await fileFromOutside(app);
    const marit = await register(app.anonymous(), email);
    await client.post('/without-account/code', { code: (await proofFor(app, email)).code });
    // Proven after the account: its own proof is older, and says nothing of who holds the mailbox now.
    expect(await linkedTo()).toEqual([null]);
    const another = await register(app.anonymous(), 'another@harbour.example');
    await useResetLink(another);
    expect(await linkedTo()).toEqual([null]);
    expect(await links()).toBe(0);
    // A new password by a link into the mailbox proves it anew.
    await useResetLink(marit);
    expect(await linkedTo()).toEqual([marit.accountId]);
  });

  it('brings nothing to an account that acts for an organisation', async () => {
    await proven();
    await useResetLink(await makeOperatorAccount(app.db, country.operator, { email }));
    expect(await linkedTo()).toEqual([null]);
  });

  it('shows the receipt alike, whether an account with that address exists or not', async () => {
    const shown = async () => {
      const { client, reference, digest } = await proven();
      const { document } = await client.get('/without-account/receipt');
      for (const secret of document.querySelectorAll('input[type=hidden]')) secret.remove();
      return document.querySelector('main')?.innerHTML.replaceAll(reference, '').replaceAll(digest, '');
    };
    const before = await shown();
    await makeIncidentUser(app.db, { email });
    expect(await shown()).toBe(before);
  });

  it('can be claimed by an account that is signed in in the same browser, by its button alone, once', async () => {
    const { client: stranger, reference } = await proven();
    const noor = await makeIncidentUser(app.db, { name: 'Noor Haddad' });
    const client = await app.as(noor);
    expect((await client.get('/claim-filing')).text).toContain('Nothing to add in this browser');
    expect((await client.post('/claim-filing')).status).toBe(409);
    client.cookies.set('__Host-vigie-notifier', stranger.cookies.get('__Host-vigie-notifier') ?? '');
    expect((await client.get('/files')).document.querySelector('main a[href="/claim-filing"]')).not.toBeNull();
    const page = await client.get('/claim-filing');
    expect(page.text).toContain(reference);
    expect(page.text).not.toContain('pumps');
    expect(await linkedTo()).toEqual([null]);
    expect((await client.post('/claim-filing')).headers.location).toBe('/files');
    expect(await linkedTo()).toEqual([noor.accountId]);
    expect(await links()).toBe(1);
    expect((await client.get('/files')).text).toContain(reference);
    // Somebody else who comes to the same browser finds nothing to take.
    const later = await app.as(await makeIncidentUser(app.db));
    later.cookies.set('__Host-vigie-notifier', stranger.cookies.get('__Host-vigie-notifier') ?? '');
    expect((await later.post('/claim-filing')).status).toBe(409);
    expect(await linkedTo()).toEqual([noor.accountId]);
  });

  it('cannot be claimed before the proof, nor by whoever acts for an organisation', async () => {
    const { client: stranger } = await fileFromOutside(app);
    const cookie = stranger.cookies.get('__Host-vigie-notifier') ?? '';
    for (const [actor, status] of [
      [await makeIncidentUser(app.db), 409],
      [country.elin, 404],
      [country.tomas, 404],
    ] as const) {
      const client = await app.as(actor);
      client.cookies.set('__Host-vigie-notifier', cookie);
      expect((await client.post('/claim-filing')).status).toBe(status);
    }
    expect(await linkedTo()).toEqual([null]);
  });

  it('tells the account what comes of it, and still the address that was proven', async () => {
    const { client: stranger } = await proven();
    const noor = await makeIncidentUser(app.db);
    const client = await app.as(noor);
    client.cookies.set('__Host-vigie-notifier', stranger.cookies.get('__Host-vigie-notifier') ?? '');
    await client.post('/claim-filing');
    const [record] = await app.db.select().from(incident);
    const tomas = await app.as(country.tomas);
    await tomas.post(`/incidents/${record?.id}/close`, { outcome: 'handled', reason: 'Done.' });
    await app.runJobs();
    const told = await app.db.select().from(mailDelivery).where(eq(mailDelivery.template, 'incidents.closed-reporting'));
    expect(told.map(({ recipient }) => recipient)).toEqual(expect.arrayContaining([noor.email, email]));
  });
});
