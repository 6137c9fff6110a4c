import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  makeObserver,
  makeObserverAccount,
  makeOperator,
  makeOperatorAccount,
  makeRegulatorAccount,
} from '#modules/governance/testing/factories.ts';
import type { AccountActor } from '#platform/context/actor.ts';
import { languages } from '#platform/i18n/language.ts';
import { type Client, type Reply, type TestApp, testApp } from '../../../../../testing/test-app.ts';
import { incident } from '../../../schema/incident.ts';
import { closeIncident } from '../../../services/close-incident.ts';
import { reviewSubmission } from '../../../services/review-submission.ts';
import { type Country, makeCountry, openFile, submitStage } from '../../../testing/factories.ts';

const titles = ({ document }: Reply) => [...document.querySelectorAll('tbody th a')].map((link) => link.textContent);

describe('the list of incidents', () => {
  let app: TestApp;
  let country: Country;
  let tomas: Client;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
    tomas = await app.as(country.tomas);
  });

  const open = async (title: string, options: Parameters<typeof openFile>[2] = {}, actor: AccountActor = country.elin) => {
    const { incidents } = await openFile(app, actor, { title, ...options });
    return incidents.nis2 ?? '';
  };
  const list = async (query = '') => titles(await tomas.get(`/incidents${query}`));

  it('shows what is due, by when, most urgent first', async () => {
    await open('Later', { facts: { aware: '2026-03-05T08:30:00Z' } });
    await open('Sooner', { facts: { aware: '2026-03-04T12:00:00Z' } });
    const reply = await tomas.get('/incidents');
    expect(titles(reply)).toEqual(['Sooner', 'Later']);
    expect(reply.text).toContain('2 incidents, most urgent first');
    expect(reply.text).toContain('Norvane Grid');
    expect(reply.text).toContain('Electricity');
    expect(reply.text).toContain('Early warning');
    expect(reply.text).toContain('Unsubmitted');
    expect(reply.text).toContain('3 h left');
    expect(reply.document.querySelector('th[aria-sort]')?.textContent).toContain('Deadline');
  });

  it('finds people by name for the regulator, and for an observer only where the rule shares contacts', async () => {
    await open('Grid');
    const observerOf = async (shareContacts: boolean) =>
      app.as(await makeObserverAccount(app.db, await makeObserver(app.db, { regulationKeys: ['nis2'], shareContacts })));
    const [plain, sharing] = [await observerOf(false), await observerOf(true)];
    for (const [client, name, found] of [
      [tomas, 'marchetti', ['Grid']],
      [sharing, 'marchetti', ['Grid']],
      [plain, 'marchetti', []],
      [plain, 'grid', ['Grid']],
      [plain, 'norvane grid', ['Grid']],
    ] as const)
      expect(titles(await client.get(`/incidents?q=${encodeURIComponent(name)}`)), name).toEqual(found);
  });

  // incidents.md check 26
  it('shows a user the incidents of the own sectors and those without a sector, and never another regulator’s', async () => {
    const bank = await makeOperator(app.db, { name: 'Aurea Bank', sectors: ['banking'] });
    const banker = await makeOperatorAccount(app.db, bank, { administrator: true });
    const banking = await open('Banking', { sectors: ['banking'] }, banker);
    await open('Grid', { laws: ['nis2', 'gdpr'] });
    const nobodys = await open('Nobody in particular', { sectors: ['space'] });
    // A procedure for every sector leaves the incident without one.
    await app.db.update(incident).set({ sectorIds: [] }).where(eq(incident.id, nobodys));
    const user = await app.as(await makeRegulatorAccount(app.db, country.cyber, { sectors: ['energy'] }));
    expect(titles(await user.get('/incidents?sort=operator')).sort()).toEqual(['Grid', 'Nobody in particular']);
    expect(await list()).toHaveLength(3);
    expect((await user.get(`/incidents/${banking}`)).status).toBe(404);
    expect((await user.get(`/incidents/${banking}/access-log`)).status).toBe(404);
    const nobody = await app.as(await makeRegulatorAccount(app.db, country.cyber, { sectors: [] }));
    expect(titles(await nobody.get('/incidents'))).toEqual([]);
    const dana = await app.as(country.dana);
    expect(titles(await dana.get('/incidents?view=all'))).toEqual(['Grid']);
    const elin = await app.as(country.elin);
    expect((await elin.get('/incidents')).status).toBe(404);
  });

  // incidents.md check 38
  it('lists an incident with three sectors once, and finds it by a parent', async () => {
    await open('Three sectors', { sectors: ['energy-electricity', 'energy-gas', 'energy-oil'] });
    await open('Bank', { sectors: ['banking'] });
    expect(await list('?sector=energy&sector=energy-gas')).toEqual(['Three sectors']);
    const all = await tomas.get('/incidents?view=all');
    expect(titles(all)).toHaveLength(2);
    expect(all.text).toContain('2 incidents');
  });

  it('finds by its form, which sends every filter that was left alone as an empty text', async () => {
    await open('Failure of the SCADA link');
    await open('Something else');
    expect(await list('?view=all&q=scada&status=&regulation=&sector=&reportStatus=&significant=&crossBorder=')).toEqual([
      'Failure of the SCADA link',
    ]);
  });

  it('narrows to the days of the notification, as the zone of the incident has them', async () => {
    app.clock.advance({ hours: 14 });
    // In Luxembourg it is Friday 6 March, 00:00, and in UTC still Thursday.
    await open('At midnight');
    const day = (from: string, to: string) => list(`?view=all&notifiedFrom=${from}&notifiedTo=${to}`);
    expect(await day('2026-03-06', '2026-03-06')).toEqual(['At midnight']);
    expect(await day('', '2026-03-05')).toEqual([]);
    expect(await day('2026-03-07', '')).toEqual([]);
    // What is no day narrows nothing.
    expect(await day('yesterday', '2026-02-30')).toEqual(['At midnight']);
    const reply = await tomas.get('/incidents?view=all&notifiedFrom=2026-03-06');
    expect(reply.text).toContain('Notified from: 6 March 2026');
  });

  it('leads from an incident to all of its operator, and names no operator that never notified here', async () => {
    const rail = await makeOperator(app.db, { name: 'Transvia Rail' });
    await open('Rail', {}, await makeOperatorAccount(app.db, rail, { administrator: true }));
    const grid = await open('Grid');
    const shown = await tomas.get(`/incidents/${grid}`);
    const link = [...shown.document.querySelectorAll('a')].find(({ textContent }) => textContent === 'Norvane Grid: all incidents');
    const reply = await tomas.get(link?.getAttribute('href') ?? '');
    expect(titles(reply)).toEqual(['Grid']);
    expect(reply.text).toContain('Operator: Norvane Grid');
    const dana = await app.as(country.dana);
    const foreign = await dana.get(`/incidents?operator=${rail}`);
    expect(titles(foreign)).toEqual([]);
    expect(foreign.text).not.toContain('Transvia Rail');
  });

  it('counts every view, but not beside filters, which it would not narrow', async () => {
    await open('One');
    await open('Two');
    const counts = async (query: string) =>
      Object.fromEntries(
        [...(await tomas.get(`/incidents${query}`)).document.querySelectorAll('.v-views a')].map((link) =>
          (link.textContent ?? '').trim().split(/\s+(?=\d|$)/),
        ),
      );
    expect(await counts('')).toEqual({ Open: '2', 'To review': '0', Overdue: '0', All: '2', Unconfirmed: '0' });
    expect(Object.values(await counts('?q=One')).filter(Boolean)).toEqual([]);
  });

  // incidents.md check 6
  it('finds references as people type them, names and titles, whatever the case', async () => {
    const id = await open('Failure of the SCADA link');
    await open('Something else');
    await app.db
      .update(incident)
      .set({ reference: 'NI_0A1BCD2E', searchText: 'ni_0a1bcd2e failure of the scada link 100%' })
      .where(eq(incident.id, id));
    for (const typed of ['NI_0A1BCD2E', 'ni oaibcd2e', 'OAlBC', 'scada LINK', 'Marchetti', '100%']) {
      expect(await list(`?q=${encodeURIComponent(typed)}`), typed).toContain('Failure of the SCADA link');
    }
    expect(await list('?q=0%25')).toEqual(['Failure of the SCADA link']);
    expect(await list('?q=a_b')).toEqual([]);
  });

  // incidents.md 4.4
  it('finds operators, regulations and sectors by the words of any language', async () => {
    await open('Failure of the SCADA link');
    await open('At the bank', { sectors: ['banking'] });
    for (const typed of ['nog', 'norvane', 'electricity', 'Energie', 'ELEKTRIZITÄT'])
      expect(await list(`?q=${encodeURIComponent(typed)}`), typed).toContain('Failure of the SCADA link');
    expect(await list('?q=electricity')).not.toContain('At the bank');
    expect(await list('?q=nis2')).toHaveLength(2);
  });

  it('lets observers find people only where their rule shares contacts', async () => {
    await open('Failure of the SCADA link');
    for (const shareContacts of [true, false]) {
      const observer = await makeObserver(app.db, { slug: `observer-${shareContacts}`, regulationKeys: ['nis2'], shareContacts });
      const client = await app.as(await makeObserverAccount(app.db, observer));
      expect(titles(await client.get('/incidents?view=all&q=scada'))).toHaveLength(1);
      expect(titles(await client.get('/incidents?view=all&q=marchetti'))).toHaveLength(shareContacts ? 1 : 0);
    }
  });

  // incidents.md check 38
  it('says another thing when nothing matches than when nothing is there', async () => {
    expect((await tomas.get('/incidents')).text).toContain('No open incidents');
    await open('One');
    const reply = await tomas.get('/incidents?q=nothing-like-it&significant=yes');
    expect(reply.text).toContain('No incident matches these filters');
    expect(reply.document.querySelectorAll('.v-chip')).toHaveLength(2);
    const withoutSearch = reply.document.querySelector('.v-chip a')?.getAttribute('href') ?? '';
    expect(withoutSearch).toContain('significant=yes');
    expect(withoutSearch).not.toContain('q=');
    expect((await tomas.get('/incidents?view=review')).text).toContain('Nothing to review');
  });

  // interface.md check 12, the pages after decisions.md D16
  it('offers no size of a page with 9 rows, and four with 10', async () => {
    const sizes = async () => [...(await tomas.get('/incidents')).document.querySelectorAll('nav[aria-label="Rows per page"] a')];
    const id = await open('First');
    for (let at = 2; at <= 9; at += 1) await open(`Number ${at}`);
    expect(await sizes()).toEqual([]);
    await open('Tenth');
    expect((await sizes()).map(({ textContent }) => textContent)).toEqual(['10', '25', '50', '100']);
    await app.db.update(incident).set({ status: 'closed', outcome: 'handled', closedAt: app.clock.now() }).where(eq(incident.id, id));
    expect(await sizes()).toEqual([]);
  });

  it('sorts into views what is open, to review, overdue and closed', async () => {
    const silent = await open('Silent', { facts: { aware: '2026-03-04T09:00:00Z' } });
    const sent = await open('Sent');
    const { submissionId } = await submitStage(app, country.elin, sent, 'early-warning');
    const closed = await open('Closed');
    await closeIncident(app.ctx(country.tomas), { incidentId: closed, outcome: 'duplicate', reason: '' });
    expect(await list('?view=overdue')).toEqual(['Silent']);
    expect(await list('?reportStatus=overdue&view=all')).toEqual(['Silent']);
    expect(await list('?view=review')).toEqual(['Sent']);
    expect(await list('?reportStatus=underReview')).toEqual(['Sent']);
    expect((await list('?sort=operator')).sort()).toEqual(['Sent', 'Silent']);
    expect(await list('?view=all&status=closed')).toEqual(['Closed']);
    expect((await tomas.get('/incidents?view=all&status=closed')).text).toContain('Closed: duplicate');
    const content = { verdict: 'passed' as const, comment: '', remarks: {}, revisionDueAt: undefined };
    await reviewSubmission(app.ctx(country.tomas), { submissionId, act: 'decide', reviewVersion: 0, ...content });
    expect(await list('?view=review')).toEqual([]);
    expect(await list('?reportStatus=passed')).toEqual(['Sent']);
    await submitStage(app, country.elin, silent, 'early-warning');
    expect(await list('?view=overdue')).toEqual([]);
    expect(await list('?late=yes')).toEqual(['Silent']);
    expect((await tomas.get('/incidents?late=yes')).text).toContain('Late submission');
  });

  // incidents.md check 27
  it('shows observers what their rules say, with the regulator and nothing to change', async () => {
    const id = await open('Grid', { laws: ['nis2', 'gdpr'] });
    await open('Bank', { sectors: ['banking'] });
    const csirt = await makeObserver(app.db, { regulationKeys: ['nis2'], sectors: ['energy'] });
    const client = await app.as(await makeObserverAccount(app.db, csirt));
    const reply = await client.get('/incidents?view=all');
    expect(titles(reply)).toEqual(['Grid']);
    expect(reply.text).toContain('NCA');
    expect((await client.get(`/incidents/${id}/close`)).status).toBe(404);
    expect((await client.post(`/incidents/${id}/close`, { outcome: 'handled' })).status).toBe(404);
    expect(await list('?crossBorder=yes')).toEqual([]);
  });

  it('takes hostile addresses and texts for what they are', async () => {
    await open(`<img src=x onerror=alert(1)> ' ; drop table incident -- ${'x'.repeat(60)}`);
    const reply = await tomas.get(`/incidents?q=${encodeURIComponent('<script>')}&after=garbage&sort=nothing&size=7&view=mine`);
    expect(reply.status).toBe(200);
    expect(reply.body).not.toContain('<script>');
    expect((await tomas.get('/incidents')).body).not.toContain('<img src=x');
    for (const after of [
      'W10',
      Buffer.from('["x","y"]').toString('base64url'),
      Buffer.from('["infinity","00000000-0000-7000-8000-000000000000"]').toString('base64url'),
    ]) {
      expect([200, 303]).toContain((await tomas.get(`/incidents?sort=update&after=${after}`)).status);
    }
    expect(
      (
        await tomas.get(
          `/incidents?sort=operator&after=${Buffer.from('["\\u0000","00000000-0000-7000-8000-000000000000"]').toString('base64url')}`,
        )
      ).status,
    ).toBe(200);
    expect((await tomas.get('/incidents?q=%00')).status).toBe(200);
  });

  it.each(languages)('is complete in %s', async (language) => {
    await open('One');
    const client = await app.as(country.tomas, language);
    const reply = await client.get('/incidents?view=all&sector=energy&late=yes');
    expect(reply.status).toBe(200);
    expect(reply.document.documentElement.getAttribute('lang')).toBe(language);
  });
});
