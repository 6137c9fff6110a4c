import { describe, expect, it } from 'vitest';
import { DocumentError, type DocumentFailure } from '#platform/documents/document-error.ts';
import { languages } from '#platform/i18n/language.ts';
import { createLogger } from '#platform/observability/logger.ts';
import { testApp } from '../../../../testing/test-app.ts';
import { incidentPaths } from '../../paths.ts';
import { incidentAccess } from '../../schema/traces.ts';
import { makeCountry, openFile } from '../../testing/factories.ts';

// incidents.md 9.1: a failure is a message, a way back and an entry in the technical log
describe('a document that could not be made', () => {
  it('says why, when to come back and where to go on, in every language, and logs no download', async () => {
    let failure: DocumentFailure = 'busy';
    const logged: string[] = [];
    const log = createLogger('error', { destination: { write: (line) => void logged.push(line) } });
    const documents = {
      renderPdf: async () => {
        throw new DocumentError(failure, 'the path of a template, which nobody outside may read');
      },
      close: async () => undefined,
      pid: undefined,
      templatesSha256: 'none',
    };
    const app = await testApp({ documents, log });
    const country = await makeCountry(app);
    const { fileId, incidents } = await openFile(app, country.elin);
    const url = incidentPaths.incidentPdf.link({ params: { incidentId: incidents.nis2 ?? '' } });
    const expected = { busy: 503, tooSlow: 503, closed: 503, refused: 500, crashed: 500 } as const;
    for (const [name, status] of Object.entries(expected)) {
      failure = name as DocumentFailure;
      for (const language of languages) {
        const reply = await (await app.as(country.elin, language)).get(url);
        expect([reply.status, reply.headers['retry-after']]).toEqual([status, status === 503 ? '30' : undefined]);
        const shown = reply.document.querySelector('main')?.textContent ?? '';
        expect(shown).toContain(new DocumentError(failure, '').messageFor(language));
        expect(shown).not.toContain('template');
        const links = [...reply.document.querySelectorAll('main .v-actions a')].map((link) => link.getAttribute('href'));
        expect(links).toEqual(status === 503 ? [url, `/files/${fileId}`] : [`/files/${fileId}`]);
      }
    }
    expect(logged).toHaveLength(20);
    expect(JSON.parse(logged[0] ?? '')).toMatchObject({
      msg: 'a document was not made',
      failure: 'busy',
      requestId: expect.any(String),
      err: { type: 'DocumentError', message: expect.stringContaining('the path of a template') },
    });
    const regulator = await (await app.as(country.tomas)).get(url);
    expect(regulator.document.querySelector('main .v-actions a')?.getAttribute('href')).toBe(`/incidents/${incidents.nis2}`);
    expect((await app.db.select().from(incidentAccess)).filter(({ action }) => action === 'downloaded')).toEqual([]);
  });
});
