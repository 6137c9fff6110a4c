import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { regulator } from '#modules/governance/schema.ts';
import { incidentPaths } from '#modules/incidents/index.ts';
import { incident } from '#modules/incidents/schema/incident.ts';
import { makeCountry, openFile } from '#modules/incidents/testing/factories.ts';
import type { Reply } from '#platform/testing/client.ts';
import { testApp } from './test-app.ts';

// interface.md check 32
describe('an incident on paper', () => {
  const markOf = ({ document }: Reply) => [
    document.querySelector('main')?.getAttribute('data-tlp'),
    document.querySelector('.v-printhead strong')?.textContent,
  ];

  it('carries reference, date and the mark of its regulator; a file that of the regulator who lets fewest read', async () => {
    const app = await testApp();
    const country = await makeCountry(app);
    const { fileId, incidents } = await openFile(app, country.elin, { laws: ['nis2', 'gdpr'] });
    const rows = await app.db.select().from(incident);
    const [nis2, gdpr] = [incidents.nis2, incidents.gdpr].map((id) => rows.find((row) => row.id === id));
    await app.db
      .update(regulator)
      .set({ tlp: 'GREEN' })
      .where(eq(regulator.id, nis2?.regulatorId ?? ''));
    await app.db
      .update(regulator)
      .set({ tlp: 'AMBER+STRICT' })
      .where(eq(regulator.id, gdpr?.regulatorId ?? ''));

    const shown = await (await app.as(country.tomas)).get(incidentPaths.incident.link({ params: { incidentId: nis2?.id ?? '' } }));
    expect(markOf(shown)).toEqual(['GREEN', 'TLP:GREEN']);
    const head = shown.document.querySelector('.v-printhead')?.textContent ?? '';
    expect(head).toContain(nis2?.reference);
    expect(head).toContain('Printed Thursday 5 March 2026, 10:00');
    // Its regulator does not learn of the other incident of the file from paper either.
    expect(shown.body).not.toContain(gdpr?.reference);

    const file = await (await app.as(country.elin)).get(incidentPaths.file.link({ params: { fileId } }));
    expect(markOf(file)).toEqual(['AMBER+STRICT', 'TLP:AMBER+STRICT']);
    for (const one of [nis2, gdpr]) expect(file.document.querySelector('.v-printhead')?.textContent).toContain(one?.reference);
  });
});
