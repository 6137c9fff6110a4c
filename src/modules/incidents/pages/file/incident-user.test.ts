import { eq, sql } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { notifier } from '#modules/governance/schema.ts';
import { makeIncidentUser, makeOperatorAccount } from '#modules/governance/testing/factories.ts';
import type { AccountActor } from '#platform/context/actor.ts';
import { mailDelivery } from '#platform/db/schema.ts';
import { type Client, type TestApp, testApp } from '../../../../testing/test-app.ts';
import { fileAdoption } from '../../schema/file-adoption.ts';
import { incident, report, submission } from '../../schema/incident.ts';
import { incidentFile } from '../../schema/reporting-side.ts';
import { type Country, decide, makeCountry, openFile, submitStage } from '../../testing/factories.ts';
import { makeProvenFiling, sampleFiler } from '../../testing/filings.ts';
import { locationOf, moment, person, sendStep } from '../notify/testing/walk.ts';
import { reportIdOf } from '../report/testing/forms.ts';

// governance.md 1.2, 1.3, 3.1; incidents.md 4.3 and 8; decisions.md D4
describe('an incident user', () => {
  let app: TestApp;
  let country: Country;
  let marit: AccountActor;
  let client: Client;
  /** Filed without an account, and in Marit's since. */
  let filed: Awaited<ReturnType<typeof makeProvenFiling>>;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
    marit = await makeIncidentUser(app.db, { name: 'Marit Solberg' });
    filed = await makeProvenFiling(app.systemCtx());
    await app.db.update(notifier).set({ accountId: marit.accountId }).where(eq(notifier.id, filed.notifierId));
    client = await app.as(marit);
  });

  const referenceOf = async (id: string) => (await app.db.select().from(incident).where(eq(incident.id, id)))[0]?.reference ?? '-';
  const linksOn = async (url: string) =>
    [...(await client.get(url)).document.querySelectorAll('main a')].map((link) => link.getAttribute('href') ?? '');

  /** Walks through "notify"; answers the file and what its last page said. */
  async function notify(organisation = 'Harbour Water Works') {
    const begun = await client.post('/notify', { regulation: 'nis2', organisation });
    const fileId = /\/notify\/([0-9a-f-]{36})/.exec(locationOf(begun))?.[1] ?? '';
    if (!fileId) return { fileId, last: begun };
    const regulations = await client.get(`/notify/${fileId}/regulations`);
    const law = regulations.document.querySelector('input[name=regulations]')?.getAttribute('value') ?? '';
    await sendStep(client, fileId, 'regulations', { title: 'A second outage', regulations: law });
    await sendStep(client, fileId, 'sectors', { sectors: ['energy-electricity'] });
    await sendStep(client, fileId, 'contacts', { ...person('primary'), same: 'yes', ownReference: '' });
    await sendStep(client, fileId, 'facts', moment('aware', '2026-03-05T08:00'));
    return { fileId, last: await sendStep(client, fileId, 'check', {}) };
  }

  it('finds what it filed among its work, in its list and on its page, with clocks and timeline, and others nothing', async () => {
    const reference = await referenceOf(filed.incidentId);
    const home = await client.get('/');
    expect(home.text).toContain('Incident notification');
    expect(home.document.querySelector('main deadline-clock')).not.toBeNull();
    expect((await client.get('/files')).text).toContain(reference);
    const page = await client.get(`/files/${filed.fileId}`);
    expect(page.status).toBe(200);
    for (const part of [reference, 'Early warning', 'National Cybersecurity Authority']) expect(page.text).toContain(part);
    expect(page.document.querySelector('main deadline-clock')).not.toBeNull();
    const { fileId: elins } = await openFile(app, country.elin);
    for (const reader of [await app.as(await makeIncidentUser(app.db)), await app.as(country.elin)]) {
      expect((await reader.get(`/files/${filed.fileId}`)).status).toBe(404);
      expect((await reader.get('/files')).text).not.toContain(reference);
      expect((await reader.get('/')).text).not.toContain(reference);
    }
    expect((await client.get(`/files/${elins}`)).status).toBe(404);
  });

  it('goes on with the next report, has a receipt and the PDF, and revises what the regulator sends back', async () => {
    const reportId = await reportIdOf(app, filed.incidentId, 'incident-notification');
    expect(await linksOn(`/files/${filed.fileId}`)).toContain(`/reports/${reportId}`);
    expect(locationOf(await client.post(`/reports/${reportId}`, { intent: 'start' }))).toContain(`/reports/${reportId}`);
    await client.post(`/reports/${reportId}/discard`);
    const { submissionId } = await submitStage(app, marit, filed.incidentId, 'incident-notification');
    expect((await client.get(`/reports/${reportId}/sent`)).status).toBe(200);
    const receipt = await client.get(`/reports/${reportId}/versions/1/receipt.pdf`);
    expect(receipt.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await client.get(`/incidents/${filed.incidentId}/incident.pdf`)).status).toBe(200);
    expect((await client.get(`/files/${filed.fileId}/deadlines.ics`)).status).toBe(200);
    const [sent] = await app.db.select().from(submission).where(eq(submission.id, submissionId));
    expect(sent).toMatchObject({ submitterName: 'Marit Solberg', organisationName: 'Harbour Water Works', submittedBy: marit.accountId });

    await decide(app, country.tomas, submissionId, 'revision');
    await app.runJobs();
    const told = await app.db.select().from(mailDelivery).where(eq(mailDelivery.recipient, marit.email));
    expect(told.map(({ template }) => template)).toContain('incidents.reviewed-reporting');
    expect((await client.get('/')).text).toContain('Revision required');
    expect((await client.get(`/files/${filed.fileId}`)).text).toContain('Please explain.');
    await submitStage(app, marit, filed.incidentId, 'incident-notification');
    expect(await app.db.$count(submission, eq(submission.reportId, reportId))).toBe(2);
  });

  it('is told once at its address, and not twice where it proved the same one', async () => {
    await app.db.update(notifier).set({ email: marit.email.toUpperCase() }).where(eq(notifier.id, filed.notifierId));
    const [sent] = await app.db.select().from(submission);
    await decide(app, country.tomas, sent?.id ?? '', 'passed');
    await app.runJobs();
    const told = await app.db.select().from(mailDelivery).where(eq(mailDelivery.template, 'incidents.reviewed-reporting'));
    expect(told.map(({ recipient }) => recipient).filter((to) => to.toLowerCase() === marit.email)).toEqual([marit.email]);
  });

  it('notifies again for an organisation it names, which nobody has verified', async () => {
    const form = await client.get('/notify');
    expect(form.document.querySelector('input[name=organisation]')?.getAttribute('value')).toBe(sampleFiler.organisation);
    const nameless = await client.post('/notify', { regulation: 'nis2', organisation: ' ' });
    expect([nameless.status, nameless.text.includes('Enter the name of the organisation')]).toEqual([422, true]);
    const { fileId, last } = await notify();
    expect(last.status).toBe(303);
    const [file] = await app.db.select().from(incidentFile).where(eq(incidentFile.id, fileId));
    expect(file).toMatchObject({
      operatorId: null,
      organisationVerified: false,
      organisationName: 'Harbour Water Works',
      createdBy: marit.accountId,
    });
    expect((await client.get('/files')).text).toContain('A second outage');
    const list = await (await app.as(country.tomas)).get('/incidents?view=all');
    expect(list.text).toContain('Not verified');
  });

  // incidents.md 3.4 and check 5, as restated by decisions.md D15
  it('notifies three times a day, is told so on opening, and never more by a draft that was begun before', async () => {
    await app.db.execute(sql`delete from attempt`);
    const { fileId: early } = { fileId: locationOf(await client.post('/notify', { organisation: 'Harbour Water Works' })) };
    expect(early).toContain('/notify/');
    for (const at of [1, 2, 3]) expect((await notify()).last.status, `the ${at}.`).toBe(303);
    expect((await client.get('/notify')).text).toContain('Too many notifications');
    expect((await notify()).last.status).toBe(422);
    expect(await app.db.$count(incidentFile, eq(incidentFile.state, 'open'))).toBe(4);
  });

  it('leaves nothing behind when it throws a draft away', async () => {
    const before = await app.db.$count(notifier);
    const begun = locationOf(await client.post('/notify', { organisation: 'Another Works' }));
    expect(await app.db.$count(notifier)).toBe(before + 1);
    await client.post(`${begun.replace('/regulations', '')}/discard`);
    expect(await app.db.$count(notifier)).toBe(before);
    expect(await app.db.$count(notifier, eq(notifier.accountId, marit.accountId))).toBe(1);
  });

  describe('whose file an operator takes over', () => {
    const offer = async () => {
      await client.post(`/files/${filed.fileId}/offer`, { organisation: 'norvane grid' });
      return (await app.db.select().from(fileAdoption))[0]?.id ?? '';
    };

    it('offers it without learning whether the organisation is known', async () => {
      const answers = [];
      for (const organisation of ['Nobody Knows Ltd', 'Norvane Grid']) {
        const { status, headers } = await client.post(`/files/${filed.fileId}/offer`, { organisation });
        answers.push([status, headers.location]);
      }
      expect(answers[0]).toEqual(answers[1]);
      expect(await app.db.$count(fileAdoption)).toBe(1);
      const { fileId: elins } = await openFile(app, country.elin);
      expect((await client.post(`/files/${elins}/offer`, { organisation: 'Norvane Grid' })).status).toBe(404);
    });

    it('keeps receipt and verdict of its own reports, and sees nothing of what the operator does', async () => {
      const reference = await referenceOf(filed.incidentId);
      const adoptionId = await offer();
      const elin = await app.as(country.elin);
      expect((await elin.post(`/adoptions/${adoptionId}`, { decision: 'accept' })).headers.location).toBe(`/files/${filed.fileId}`);
      await submitStage(app, country.elin, filed.incidentId, 'incident-notification');
      const [first] = await app.db.select().from(submission).where(eq(submission.submittedBy, filed.notifierId));
      await decide(app, country.tomas, first?.id ?? '', 'passed');

      const reports = await app.db.select().from(report).where(eq(report.incidentId, filed.incidentId));
      const gone = [
        ...[
          `/files/${filed.fileId}`,
          `/files/${filed.fileId}/edit`,
          `/files/${filed.fileId}/access-log`,
          `/files/${filed.fileId}/deadlines.ics`,
        ],
        ...[`/incidents/${filed.incidentId}/incident.pdf`, `/submissions/${first?.id}/report.pdf`],
        ...reports.flatMap(({ id }) => [`/reports/${id}`, `/reports/${id}/sent`, `/reports/${id}/versions/1`]),
      ];
      for (const url of gone) expect((await client.get(url)).status, url).toBe(404);
      const list = await client.get('/files');
      const kept =
        list.document.querySelector('section[aria-labelledby="taken-over"], #taken-over')?.parentElement?.textContent ?? list.text;
      for (const part of [reference, 'Early warning', 'Passed']) expect(kept).toContain(part);
      expect(list.document.querySelector(`main a[href="/verify-receipt?digest=${first?.contentSha256}"]`)).not.toBeNull();
      for (const secret of ['Incident notification,', 'Norvane', 'Elin']) expect(list.text).not.toContain(secret);
      expect((await client.get('/')).text).not.toContain(reference);
      const others = await app.as(await makeIncidentUser(app.db));
      expect((await others.get('/files')).text).not.toContain(reference);
    });

    it('has it back when the regulator undoes that, without a word of the operator’s people', async () => {
      await submitStage(app, marit, filed.incidentId, 'incident-notification');
      const adoptionId = await offer();
      const elin = await app.as(country.elin);
      await elin.post(`/adoptions/${adoptionId}`, { decision: 'accept' });
      await elin.get(`/files/${filed.fileId}`);
      const undone = await (await app.as(country.tomas)).post(`/incidents/${filed.incidentId}/adoption`, {
        intent: 'undo',
        reason: 'Not theirs',
      });
      expect(undone.status).toBe(303);
      const page = await client.get(`/files/${filed.fileId}`);
      expect(page.status).toBe(200);
      const log = await client.get(`/files/${filed.fileId}/access-log`);
      for (const { text } of [page, log]) expect(text).not.toContain('Elin Marchetti');
      expect(log.text).toContain('Marit Solberg');
    });
  });

  // governance.md check 31
  it('is what an account with nothing but a suggested membership is: no organisation, its own filings, and a way out', async () => {
    const waiting = await makeOperatorAccount(app.db, country.operator, { approved: false });
    await app.db.update(notifier).set({ accountId: waiting.accountId }).where(eq(notifier.id, filed.notifierId));
    const reader = await app.as({ ...waiting, role: 'incidentUser', organisation: undefined });
    const home = await reader.get('/');
    expect([home.status, home.text.includes(country.operator.name)]).toEqual([200, false]);
    expect((await reader.get('/files')).text).toContain(await referenceOf(filed.incidentId));
    expect((await reader.get('/adoptions')).status).toBe(404);
    expect((await reader.post('/sign-out')).status).toBe(303);
  });

  // governance.md check 7
  it('has no address of the supervising side', async () => {
    for (const url of ['/incidents', `/incidents/${filed.incidentId}`, '/unconfirmed', `/incidents/${filed.incidentId}/close`])
      expect((await client.get(url)).status, url).toBe(404);
  });
});
