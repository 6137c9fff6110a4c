import { and, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { notifier } from '#modules/governance/schema.ts';
import { mailDelivery } from '#platform/db/schema.ts';
import { type Client, type TestApp, testApp } from '../../../../testing/test-app.ts';
import { incident, submission } from '../../schema/incident.ts';
import { notifierFiling } from '../../schema/notifier-filing.ts';
import { incidentFile } from '../../schema/reporting-side.ts';
import { type Country, makeCountry } from '../../testing/factories.ts';
import { locationOf } from '../notify/testing/walk.ts';
import { begin, fileFromOutside, filer, happened, proofFor, sendStep, walkToCheck } from './testing/walk.ts';

// decisions.md D4
describe('somebody without an account', () => {
  let app: TestApp;
  let country: Country;
  let client: Client;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
    client = app.anonymous();
  });

  const filings = () => app.db.select().from(notifierFiling);

  it('is led from the start page through four pages to a receipt, at the time of sending', async () => {
    const start = await client.get('/start/nis2');
    const way = start.document.querySelector('a[href^="/without-account"]')?.getAttribute('href') ?? '';
    const first = await client.get(way);
    expect(first.text).toContain('Step 1 of 4');
    for (const legal of ['/privacy', '/terms']) expect(first.document.querySelector(`main a[href="${legal}"]`)).not.toBeNull();
    expect(await filings()).toEqual([]);

    expect(locationOf(await begin(client))).toBe('/without-account/steps/where');
    expect(locationOf(await sendStep(client, 'where', { regulation: 'nis2', sector: 'drinking-water' }))).toBe(
      '/without-account/steps/what',
    );
    expect(locationOf(await sendStep(client, 'what', happened))).toBe('/without-account/steps/check');
    const check = await client.get('/without-account/steps/check');
    expect(check.text).toContain('National Cybersecurity Authority');
    expect(check.text).toContain('The pumps of two stations');
    expect(await app.db.$count(incident)).toBe(0);

    expect(locationOf(await sendStep(client, 'check', {}))).toBe('/without-account/receipt');
    const receipt = await client.get('/without-account/receipt');
    const [row] = await filings();
    expect(row?.sentAt?.equals(app.clock.now())).toBe(true);
    expect(receipt.text).toContain(row?.reference ?? '-');
    expect(receipt.text).toContain(row?.contentSha256 ?? '-');
    expect(receipt.text).toContain('Incident notification');
    expect(receipt.document.querySelector('deadline-clock')?.getAttribute('due')).toBe(String(Date.parse('2026-03-08T07:00:00Z')));
    const checked = await app.anonymous().get(`/verify-receipt?digest=${row?.contentSha256}`);
    expect(checked.text).toContain('5 March 2026');
  });

  it('files in full, as it was sent and when it was sent, once the code is typed', async () => {
    const { client: stranger, row } = await fileFromOutside(app);
    expect(await app.db.$count(incident)).toBe(0);
    app.clock.advance({ hours: 5 });
    const { code, text } = await proofFor(app, 'marit.solberg@harbour.example');
    expect(text).toContain(row.reference ?? '-');
    const done = await stranger.post('/without-account/code', { code });
    expect(locationOf(done)).toBe('/without-account/receipt');
    const [record] = await app.db.select().from(incident);
    expect(record).toMatchObject({
      reference: row.reference,
      operatorName: 'Harbour Water Works',
      operatorId: null,
      notifierId: row.notifierId,
    });
    expect(record?.notifiedAt.equals(row.sentAt as never)).toBe(true);
    const [sent] = await app.db.select().from(submission);
    expect(sent).toMatchObject({ contentSha256: row.contentSha256, late: false, submitterName: 'Marit Solberg' });
    expect(sent?.submittedAt.equals(row.sentAt as never)).toBe(true);
    const [file] = await app.db.select().from(incidentFile);
    expect(file).toMatchObject({ organisationVerified: false, notifierId: row.notifierId, operatorId: null });
    const receipt = await stranger.get('/without-account/receipt');
    expect(receipt.text).toContain('Your e-mail address is confirmed');
    // Typed once more: it is proven already, and nothing is filed twice.
    await stranger.post('/without-account/code', { code });
    expect(await app.db.$count(submission)).toBe(1);
    const list = await (await app.as(country.tomas)).get('/incidents?view=all');
    expect(list.text).toContain(row.reference ?? '-');
  });

  it('proves the address by the link too, on any device, and only by its button', async () => {
    const { row } = await fileFromOutside(app);
    const { link } = await proofFor(app, 'marit.solberg@harbour.example');
    const phone = app.anonymous();
    for (const opening of [1, 2, 3]) expect((await phone.get(link)).status, `opening ${opening}`).toBe(200);
    expect(await app.db.$count(incident)).toBe(0);
    const page = await phone.get(link);
    expect(page.text).toContain(row.reference ?? '-');
    expect(page.text).not.toContain('pumps');
    expect(locationOf(await phone.post(link))).toBe('/without-account/receipt');
    expect((await phone.get('/without-account/receipt')).text).toContain(row.contentSha256 ?? '-');
    expect(await app.db.$count(incident)).toBe(1);
    expect((await app.anonymous().get(`${link}x`)).status).toBe(410);
    expect((await app.anonymous().post(`${link}x`)).status).toBe(410);
  });

  it('has five tries for a code, and another code after that', async () => {
    const { client: stranger } = await fileFromOutside(app);
    const first = await proofFor(app, 'marit.solberg@harbour.example');
    const wrong = first.code === '111111' ? '222222' : '111111';
    for (let at = 1; at <= 4; at += 1)
      expect((await stranger.post('/without-account/code', { code: wrong })).text).toContain('not the code');
    expect((await stranger.post('/without-account/code', { code: wrong })).text).toContain('Five codes were wrong');
    expect((await stranger.post('/without-account/code', { code: first.code })).status).toBe(422);
    expect((await stranger.post('/without-account/code', { code: 'abc' })).status).toBe(422);
    await stranger.post('/without-account/new-code');
    const second = await proofFor(app, 'marit.solberg@harbour.example');
    expect(locationOf(await stranger.post('/without-account/code', { code: second.code }))).toBe('/without-account/receipt');
    expect(await app.db.$count(incident)).toBe(1);
  });

  it('never opens or reveals an account, whatever address is typed', async () => {
    const answers = [];
    for (const email of [country.elin.email, 'nobody@harbour.example']) {
      const visitor = app.anonymous();
      const begun = await begin(visitor, { email });
      answers.push([begun.status, locationOf(begun), [...visitor.cookies.keys()].sort()]);
      for (const url of ['/', '/files', '/incidents', '/notify', '/reports/00000000-0000-7000-8000-000000000000'])
        expect((await visitor.get(url)).headers.location, url).toMatch(/^\/sign-in/);
    }
    expect(answers[0]).toEqual(answers[1]);
    const [row] = await app.db.select().from(notifier).where(eq(notifier.email, country.elin.email));
    expect(row?.accountId).toBeNull();
  });

  it('sees its own and nothing of others, and nothing after 24 hours', async () => {
    await walkToCheck(client);
    const other = app.anonymous();
    await begin(other, { email: 'other@harbour.example' });
    expect((await other.get('/without-account/steps/where')).text).not.toContain('Harbour Water');
    expect((await other.get('/without-account/steps/check')).headers.location).toBe('/without-account/steps/where');
    const nobody = app.anonymous();
    for (const url of ['/without-account/steps/what', '/without-account/receipt'])
      expect((await nobody.get(url)).headers.location, url).toBe('/without-account');
    expect((await nobody.post('/without-account/code', { code: '' })).headers.location).toBe('/without-account');
    nobody.cookies.set('__Host-vigie-notifier', 'forged');
    expect((await nobody.get('/without-account/receipt')).headers.location).toBe('/without-account');
  });

  it('sends once, however often the button is pressed and in whatever window', async () => {
    await walkToCheck(client);
    const page = await client.get('/without-account/steps/check');
    const version = page.document.querySelector('input[name=_version]')?.getAttribute('value') ?? '';
    const answers = await Promise.all([1, 2, 3].map(() => client.post('/without-account/steps/check', { _version: version })));
    for (const answer of answers) expect(locationOf(answer)).toBe('/without-account/receipt');
    expect((await filings()).filter(({ sentAt }) => sentAt)).toHaveLength(1);
    await app.runJobs();
    const mails = await app.db.select().from(mailDelivery).where(eq(mailDelivery.template, 'incidents.filing-received'));
    expect(mails).toHaveLength(1);
    expect(locationOf(await client.post('/without-account/steps/what', happened))).toBe('/without-account/receipt');
  });

  it('keeps what was typed when another window has saved, and changes nothing', async () => {
    await walkToCheck(client);
    const stale = { _version: '1', ...happened, description: 'Typed in the other window' };
    const answer = await client.post('/without-account/steps/what', stale);
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('has changed since you opened it');
    expect(answer.body).toContain('Typed in the other window');
    const [row] = await filings();
    expect(JSON.stringify(row?.content)).not.toContain('other window');
  });

  it('may send three a day from one address and from one network', async () => {
    for (let at = 1; at <= 3; at += 1) await fileFromOutside(app);
    await walkToCheck(client);
    const refused = await sendStep(client, 'check', {});
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Too many notifications');
    expect((await filings()).filter(({ sentAt }) => sentAt)).toHaveLength(3);
    const sameNetwork = app.anonymous();
    await walkToCheck(sameNetwork, { email: 'somebody.else@harbour.example' });
    expect((await sendStep(sameNetwork, 'check', {})).status).toBe(422);
  });

  it('is no machine: the trap, the terms, and what is missing stop the first page and keep what was typed', async () => {
    for (const changes of [
      { website: 'https://spam.example' },
      { terms: '' },
      { email: 'nobody' },
      { country: 'XX' },
      { phone: 'call me' },
    ]) {
      const answer = await begin(client, changes);
      expect(answer.status, JSON.stringify(changes)).toBe(422);
      expect(answer.body).toContain('Harbour Water Works');
    }
    expect(await app.db.$count(notifier)).toBe(0);
  });

  it('asks what an answer makes mandatory, without script too', async () => {
    await begin(client);
    await sendStep(client, 'where', { regulation: 'nis2', sector: 'drinking-water' });
    const answer = await sendStep(client, 'what', { ...happened, 'cross-border.option': 'yes' });
    expect(answer.status).toBe(422);
    expect(answer.document.querySelector('[data-question=countries]')?.hasAttribute('hidden')).toBe(false);
    expect(locationOf(await sendStep(client, 'what', { ...happened, 'cross-border.option': 'yes', countries: ['BE'] }))).toContain('check');
  });

  it('is told that 100,000 characters are too many, and loses none of them', async () => {
    await begin(client);
    await sendStep(client, 'where', { regulation: 'nis2', sector: 'drinking-water' });
    const text = 'x'.repeat(100_000);
    const answer = await sendStep(client, 'what', { ...happened, description: text });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain(text);
    const long = await begin(app.anonymous(), { organisation: text });
    expect(long.status).toBe(422);
    expect(long.body).toContain(text);
  });

  it('has its receipt at once although no mail can be sent, and a draft that can be given up', async () => {
    const { client: stranger } = await fileFromOutside(app);
    expect(await app.db.$count(mailDelivery, and(eq(mailDelivery.state, 'queued')))).toBeGreaterThan(0);
    expect((await stranger.get('/without-account/receipt')).status).toBe(200);
    await walkToCheck(client, { email: String(filer.email) });
    expect(locationOf(await client.post('/without-account/discard'))).toBe('/without-account');
    expect(await filings()).toHaveLength(1);
    expect(await app.db.$count(notifier)).toBe(1);
    expect(locationOf(await stranger.post('/without-account/discard'))).toBe('/without-account/receipt');
    expect(await filings()).toHaveLength(1);
  });
});
