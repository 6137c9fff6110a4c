import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeOperator, makeOperatorAccount } from '#modules/governance/testing/factories.ts';
import { auditEvent } from '#platform/db/schema.ts';
import { languages } from '#platform/i18n/language.ts';
import { type Client, type TestApp, testApp } from '../../../../../testing/test-app.ts';
import { incidentPaths } from '../../../paths.ts';
import { incident, submission } from '../../../schema/incident.ts';
import { incidentFile } from '../../../schema/reporting-side.ts';
import { incidentAccess } from '../../../schema/traces.ts';
import { type Country, makeCountry, openFile, submitStage } from '../../../testing/factories.ts';

describe('editing a file', () => {
  let app: TestApp;
  let country: Country;
  let elin: Client;
  let fileId: string;
  let incidents: Record<string, string>;
  let address: string;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
    elin = await app.as(country.elin);
    ({ fileId, incidents } = await openFile(app, country.elin, { laws: ['nis2', 'gdpr'] }));
    address = incidentPaths.editFile.link({ params: { fileId } });
  });

  const open = async () => {
    const { document } = await elin.get(address);
    const fields = [...document.querySelectorAll('main form input')].map((field) => [
      field.getAttribute('name') ?? '',
      field.getAttribute('value') ?? '',
    ]);
    return Object.fromEntries(fields.filter(([name]) => name !== '_csrf')) as Record<string, string>;
  };

  it('changes title, own reference and contacts; a regulator reads them with the next submission and not before', async () => {
    const before = await app.db.select().from(incident);
    const log = await app.db.select().from(incidentAccess);
    const fields = {
      ...(await open()),
      title: 'Ransomware, metering',
      ownReference: 'SOC-7',
      'primary.firstName': 'Jonas',
      'primary.lastName': 'Petit',
    };
    const saved = await elin.post(address, fields);
    expect(saved.headers.location).toBe(incidentPaths.file.link({ params: { fileId } }));
    const { text } = await elin.get(incidentPaths.file.link({ params: { fileId } }));
    expect(text).toContain('Your reference SOC-7');
    expect(text).toContain('Jonas Petit');
    expect(await app.db.select().from(incident)).toEqual(before);
    expect(await app.db.select().from(incidentAccess)).toEqual(log);

    await submitStage(app, country.elin, incidents.nis2 ?? '', 'early-warning');
    const [told] = await app.db
      .select()
      .from(incident)
      .where(eq(incident.id, incidents.nis2 ?? ''));
    expect(told).toMatchObject({ title: 'Ransomware, metering', contacts: { primary: { firstName: 'Jonas', lastName: 'Petit' } } });
    expect((await app.db.select().from(submission))[0]?.contacts.primary.lastName).toBe('Petit');
    const [sibling] = await app.db
      .select()
      .from(incident)
      .where(eq(incident.id, incidents.gdpr ?? ''));
    expect(sibling).toEqual(before.find(({ id }) => id === incidents.gdpr));
    expect((await app.db.select().from(auditEvent)).map(({ action }) => action)).toContain('incidents.editFile');
  });

  it('keeps what was typed when it is refused, and asks for the primary contact only', async () => {
    const wrong = await elin.post(address, { ...(await open()), title: ' ', 'primary.email': 'nobody', 'dpo.firstName': 'Ana' });
    expect(wrong.status).toBe(422);
    const sentences = [...wrong.document.querySelectorAll('.v-errors li')].map((item) => item.textContent);
    expect(sentences).toHaveLength(5);
    expect(wrong.document.querySelector('input[name="dpo.firstName"]')?.getAttribute('value')).toBe('Ana');
    expect((await elin.post(address, { ...(await open()), 'technical.firstName': '' })).status).toBe(303);
  });

  it('shows both values when somebody else was faster', async () => {
    const fields = await open();
    await elin.post(address, { ...fields, title: 'Theirs' });
    const stale = await elin.post(address, { ...fields, title: 'Mine' });
    expect(stale.status).toBe(409);
    expect(stale.document.querySelector('.v-message')?.textContent).toContain('Theirs');
    expect(stale.document.querySelector('input[name=title]')?.getAttribute('value')).toBe('Mine');
    const version = stale.document.querySelector('input[name=_version]')?.getAttribute('value') ?? '';
    expect((await elin.post(address, { ...fields, title: 'Mine', _version: version })).status).toBe(303);
    expect((await app.db.select().from(incidentFile))[0]?.title).toBe('Mine');
  });

  it('is not there for others, says when it holds in four languages, and prints what was typed as text', async () => {
    const other = await makeOperator(app.db, { name: 'Transvia Rail', acronym: 'TVR', sectors: [] });
    const stranger = await app.as(await makeOperatorAccount(app.db, other, {}));
    expect((await stranger.get(address)).status).toBe(404);
    expect((await stranger.post(address, { ...(await open()), _organisation: other.id })).status).toBe(404);
    for (const language of languages) expect((await (await app.as(country.elin, language)).get(address)).status).toBe(200);
    await elin.post(address, { ...(await open()), title: '"><script>alert(1)</script>' });
    expect((await elin.get(address)).body).not.toContain('<script>alert');
  });
});
