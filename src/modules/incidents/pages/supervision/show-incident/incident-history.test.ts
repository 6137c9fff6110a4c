import { beforeEach, describe, expect, it } from 'vitest';
import { makeObserver, makeObserverAccount } from '#modules/governance/testing/factories.ts';
import { type TestApp, testApp } from '../../../../../testing/test-app.ts';
import { incidentPaths } from '../../../paths.ts';
import { closeIncident } from '../../../services/close-incident.ts';
import { reopenIncident } from '../../../services/reopen-incident.ts';
import { reviewSubmission } from '../../../services/review-submission.ts';
import { type Country, makeCountry, openFile, submitStage } from '../../../testing/factories.ts';

describe('what the timelines tell of reviews and reopenings', () => {
  let app: TestApp;
  let country: Country;
  let fileId: string;
  let incidentId: string;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
    const opened = await openFile(app, country.elin);
    fileId = opened.fileId;
    incidentId = opened.incidents.nis2 ?? '';
    const { submissionId } = await submitStage(app, country.elin, incidentId, 'early-warning');
    const regulator = app.ctx(country.tomas);
    const said = { submissionId, remarks: {}, revisionDueAt: undefined };
    app.clock.advance({ minutes: 10 });
    await reviewSubmission(regulator, { ...said, act: 'decide', verdict: 'revision', comment: 'Which **meters**?', reviewVersion: 0 });
    app.clock.advance({ minutes: 10 });
    await reviewSubmission(regulator, { ...said, act: 'comment', verdict: undefined, comment: 'We called you.', reviewVersion: 1 });
    app.clock.advance({ minutes: 10 });
    await closeIncident(regulator, { incidentId, outcome: 'duplicate', reason: 'Reported twice' });
    app.clock.advance({ minutes: 10 });
    await reopenIncident(regulator, { incidentId, reason: 'It was another attack' });
  });

  const timelineOf = ({ document }: { document: Document }) =>
    [...document.querySelectorAll('ol.v-timeline > li')].map((entry) => (entry.textContent ?? '').replace(/\s+/g, ' ').trim());
  const page = () => incidentPaths.incident.link({ params: { incidentId } });

  it('a reviewer reads every comment and verdict, and what was closed and opened again', async () => {
    const tomas = await app.as(country.tomas);
    const entries = timelineOf(await tomas.get(page()));
    const at = (...words: string[]) => entries.findIndex((entry) => words.every((word) => entry.includes(word)));
    const places = [
      at('Reopened', 'It was another attack', country.tomas.name),
      at('Closed: duplicate'),
      at('Comment', 'We called you.', country.tomas.name),
      at('Early warning', 'Which meters?', country.tomas.name),
    ];
    // Newest first.
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
  });

  it('the operator reads the comments and that it was reopened, not by whom and why', async () => {
    const elin = await app.as(country.elin);
    const reply = await elin.get(incidentPaths.file.link({ params: { fileId } }));
    const entries = timelineOf(reply).join('\n');
    for (const words of ['Reopened by', 'Incident closed', 'We called you.', 'Which meters?']) expect(entries, words).toContain(words);
    for (const words of ['It was another attack', 'Reported twice', country.tomas.name]) expect(reply.text, words).not.toContain(words);
  });

  // decisions.md D5: observers read their own organisation's entries and submissions.
  it('an observer reads the verdict alone', async () => {
    const observer = await makeObserver(app.db, { slug: 'csirt', regulationKeys: ['nis2'] });
    const ines = await app.as(await makeObserverAccount(app.db, observer));
    const reply = await ines.get(page());
    expect(reply.status).toBe(200);
    for (const words of ['We called you.', 'Which meters?', 'Reopened', 'Closed: duplicate', 'It was another attack'])
      expect(reply.text, words).not.toContain(words);
  });
});
