/**
 * decisions.md D2: a regulator or an observer sees its own incident and nothing else of the file. Two worlds have the same watched
 * incident; in one of them things happen beside it. Every byte that the watching side gets must be the same.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId } from '#platform/db/ids.ts';
import type { DocumentRequest } from '#platform/documents/document-renderer.ts';
import { FakeClock } from '#platform/testing/fake-clock.ts';
import { testApp } from '../../testing/test-app.ts';
import { type Act, acts, canary, type Disturbance, disturbances, makeWorld, type Reporter } from './testing/interference-world.ts';
import { mailsTo, type Observation, observe, supervisedTour, withoutDraws } from './testing/observe.ts';
import { makeWithheldWorld, reportingTour } from './testing/withheld-world.ts';

interface Step {
  act: Act;
  /** In the disturbed world, before the act. */
  before: readonly Disturbance[];
}

interface Story {
  reporter: Reporter;
  siblingFromStart: boolean;
  steps: readonly Step[];
  atEnd: readonly Disturbance[];
}

interface Told {
  watchers: Observation[];
  /** What became of each act, and of each disturbance: that one at least happened is worth knowing. */
  outcomes: string[];
  disturbed: string[];
}

/** What goes into a PDF is compared instead of its bytes, which hold compressed streams. */
async function recordedApp() {
  const clock = new FakeClock();
  const documents: DocumentRequest[] = [];
  const recorder = {
    renderPdf: async (request: DocumentRequest) => {
      documents.push(request);
      return Buffer.from('%PDF-1.7');
    },
    close: async () => undefined,
    pid: undefined,
    templatesSha256: 'none',
  };
  return { app: await testApp({ wallClock: clock, documents: recorder }), clock, documents };
}

async function tell(story: Story, isDisturbed: boolean): Promise<Told> {
  const { app, clock, documents } = await recordedApp();
  const world = await makeWorld(app, clock, isDisturbed && story.siblingFromStart ? ['nis2', 'gdpr'] : ['nis2'], story.reporter);
  const told: Told = { watchers: [], outcomes: [], disturbed: [] };
  const disturb = async (list: readonly Disturbance[]) => {
    if (isDisturbed) for (const one of list) told.disturbed.push(`${one}: ${await world.disturb(one)}`);
  };
  for (const { act, before } of story.steps) {
    app.clock.advance({ hours: 5 });
    clock.advance({ hours: 5 });
    await disturb(before);
    told.outcomes.push(`${act}: ${await world.act(act)}`);
  }
  await disturb(story.atEnd);
  await app.runJobs();

  const siblings = await world.siblings();
  const hidden = siblings[0] ?? newId();
  const hiddenSubmission = (siblings[0] && (await world.submissionsOf(siblings[0]))[0]) || newId();
  const subjects = {
    incidentId: world.watched,
    submissionIds: await world.submissionsOf(world.watched),
    hiddenIds: [hidden, hiddenSubmission, world.fileId],
  };
  for (const reader of [world.country.tomas, world.nora, world.ines])
    told.watchers.push(...(await observe(app, reader, documents, supervisedTour(app.routes, subjects))));
  await app.runJobs();
  told.watchers.push(
    ...(await mailsTo(app, [
      world.country.tomas.email,
      world.nora.email,
      world.ines.email,
      'nca@authority.example',
      'csirt@observer.example',
    ])),
  );
  told.watchers = withoutDraws(told.watchers);
  return told;
}

async function compare(story: Story): Promise<Told> {
  const [quiet, loud] = [await tell(story, false), await tell(story, true)];
  expect(loud.outcomes).toEqual(quiet.outcomes);
  expectSame(loud.watchers, quiet.watchers);
  return loud;
}

function expectSame(loud: readonly Observation[], quiet: readonly Observation[]): void {
  expect(loud.map(({ question }) => question)).toEqual(quiet.map(({ question }) => question));
  for (const [at, { question, answer }] of loud.entries()) {
    expect(answer, question).toBe(quiet[at]?.answer);
    // What was typed into the search box is shown again; nowhere else may the word appear.
    if (!question.includes(canary.slice(0, 6))) expect(answer, question).not.toContain(canary);
  }
}

const story: fc.Arbitrary<Story> = fc.record({
  reporter: fc.constantFrom<Reporter>('operator', 'incidentUser'),
  siblingFromStart: fc.boolean(),
  steps: fc.array(fc.record({ act: fc.constantFrom(...acts), before: fc.array(fc.constantFrom(...disturbances), { maxLength: 3 }) }), {
    minLength: 1,
    maxLength: 5,
  }),
  atEnd: fc.array(fc.constantFrom(...disturbances), { maxLength: 3 }),
});

describe('non-interference', () => {
  it('holds for a full life, with everything that can happen beside it', async () => {
    const told = await compare({
      reporter: 'operator',
      siblingFromStart: true,
      steps: [
        { act: 'earlyWarning', before: ['draftOwn', 'beginAnother', 'draftSibling'] },
        { act: 'notification', before: ['submitSibling', 'editFile', 'reviewSibling'] },
        { act: 'revise', before: ['correctSibling', 'requestSibling', 'draftOwn'] },
        { act: 'notification', before: ['openAnother', 'draftOwn'] },
        { act: 'request', before: ['draftSibling'] },
        { act: 'correct', before: ['closeSibling'] },
        { act: 'pass', before: [] },
        { act: 'note', before: ['fileOutside', 'proveOutside', 'linkOutside', 'notifyAlone'] },
      ],
      atEnd: ['draftOwn', 'editFile'],
    });
    expect(told.watchers.length).toBeGreaterThan(30);
    expect(told.outcomes.filter((one) => one.endsWith(': done')).length).toBeGreaterThanOrEqual(7);
    expect(told.disturbed.filter((one) => !one.endsWith(': done'))).toEqual([]);
  }, 120_000);

  it('holds when a law is added on day two and withdrawn again', async () => {
    await compare({
      reporter: 'operator',
      siblingFromStart: false,
      steps: [
        { act: 'earlyWarning', before: ['addLaw'] },
        { act: 'notification', before: ['withdrawSibling', 'addLaw'] },
      ],
      atEnd: ['draftOwn', 'submitSibling'],
    });
  }, 120_000);

  // decisions.md D4, ADR 0016 and 0017
  it('holds for what came from outside, is gone on with from an account, taken over and given back', async () => {
    const told = await compare({
      reporter: 'incidentUser',
      siblingFromStart: true,
      steps: [
        { act: 'notification', before: ['draftOwn', 'draftSibling', 'beginAnother'] },
        { act: 'revise', before: ['submitSibling', 'openAnother', 'fileOutside'] },
        { act: 'notification', before: ['editFile', 'linkOutside'] },
        { act: 'adopt', before: ['draftOwn', 'notifyAlone'] },
        { act: 'note', before: ['draftSibling', 'editFile', 'correctSibling'] },
        { act: 'giveBack', before: ['submitSibling'] },
        { act: 'finalReport', before: ['draftOwn', 'closeSibling'] },
        { act: 'pass', before: [] },
      ],
      atEnd: ['proveOutside'],
    });
    expect(told.outcomes.filter((one) => !one.endsWith(': done'))).toEqual([]);
    expect(told.disturbed.filter((one) => !one.endsWith(': done'))).toEqual([]);
  }, 120_000);

  it('holds for any story', async () => {
    await fc.assert(
      fc.asyncProperty(story, async (one) => void (await compare(one))),
      { numRuns: Number(process.env.VIGIE_STORIES ?? 5), endOnFailure: true },
    );
  }, 600_000);
});

// decisions.md D8: after a regulator's reset, what is older does not exist for the account until a colleague says that it was wanted.
describe('non-interference after a reset of the second factor', () => {
  async function tellHeld(isLoud: boolean, what: 'waits' | 'confirmed' | 'dayLater'): Promise<Observation[]> {
    const { app, clock, documents } = await recordedApp();
    const { held, older, confirm } = await makeWithheldWorld(app, clock, isLoud);
    if (what === 'confirmed') await confirm();
    if (what === 'dayLater') clock.advance({ hours: 23 });
    return withoutDraws(await observe(app, held, documents, reportingTour(app.routes, older)));
  }

  it('nothing older is seen, in lists, pages, counts, documents or the own data, by reading or by posting', async () => {
    const [quiet, loud] = [await tellHeld(false, 'waits'), await tellHeld(true, 'waits')];
    expectSame(loud, quiet);
    expect(loud.length).toBeGreaterThan(80);
    // It is not that nothing is seen at all.
    expect(loud.find(({ question }) => question === 'GET /files')?.answer).toContain('Signalling out of order');
    expect(loud.find(({ question }) => question === 'GET /files')?.answer).toContain('Older incidents are not shown');
  }, 120_000);

  it.each(['confirmed', 'dayLater'] as const)(
    'it is seen again: %s',
    async (what) => {
      const seen = await tellHeld(true, what);
      const files = seen.find(({ question }) => question === 'GET /files')?.answer ?? '';
      expect(files).toContain(canary);
      expect(files).not.toContain('Older incidents are not shown');
    },
    120_000,
  );
});
