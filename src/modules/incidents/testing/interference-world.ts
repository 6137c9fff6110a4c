/** One file whose NIS2 incident is watched, and all that may happen beside it. */
import { and, eq } from 'drizzle-orm';
import { makeObserver, makeObserverAccount, makeRegulatorAccount } from '#modules/governance/testing/factories.ts';
import type { AccountActor, OrganisationRef, RegulatorActor } from '#platform/context/actor.ts';
import { DomainError, NotFoundError } from '#platform/context/errors.ts';
import type { FakeClock } from '#platform/testing/fake-clock.ts';
import type { TestApp } from '../../../testing/test-app.ts';
import { questionsOf } from '../domain/questionnaire.ts';
import { formVersion } from '../queries/form-versions.query.ts';
import { offeredProcedures } from '../queries/offered-procedures.query.ts';
import { incident, incidentFact, report, submission } from '../schema/incident.ts';
import { draft, fileContact, incidentFile } from '../schema/reporting-side.ts';
import { addLaw } from '../services/add-law.ts';
import { addNote } from '../services/add-note.ts';
import { closeIncident } from '../services/close-incident.ts';
import { correctFact } from '../services/correct-fact.ts';
import { discardDraft } from '../services/discard-draft.ts';
import { openDraft } from '../services/open-draft.ts';
import { reopenIncident } from '../services/reopen-incident.ts';
import { requestReport } from '../services/request-report.ts';
import { reviewSubmission } from '../services/review-submission.ts';
import { saveDraft } from '../services/save-draft.ts';
import { startNotify } from '../services/start-notify.ts';
import { withdrawIncident } from '../services/withdraw-incident.ts';
import { type Country, makeCountry, openFile, sampleContact, submitStage } from './factories.ts';

/** What happens to the watched incident, in both worlds alike. */
export const acts = [
  'earlyWarning',
  'notification',
  'finalReport',
  'pass',
  'revise',
  'request',
  'correct',
  'note',
  'close',
  'reopen',
] as const;
export type Act = (typeof acts)[number];
/** What happens beside it, in one world only. */
export const disturbances = [
  ...(['addLaw', 'submitSibling', 'draftSibling', 'correctSibling', 'reviewSibling', 'requestSibling', 'closeSibling'] as const),
  ...(['withdrawSibling', 'draftOwn', 'discardOwn', 'editFile', 'beginAnother', 'openAnother'] as const),
] as const;
export type Disturbance = (typeof disturbances)[number];

/** A word that is written in everything the watched side must not see. */
export const canary = 'canarybird';

/** A story may ask for what its world does not have: that is an outcome, too. */
class NothingThere extends Error {}

export interface World {
  country: Country;
  fileId: string;
  watched: string;
  /** One regulator's user with her own sectors, and the observer. */
  nora: RegulatorActor;
  csirt: OrganisationRef;
  ines: AccountActor;
  act(act: Act): Promise<string>;
  disturb(disturbance: Disturbance): Promise<string>;
  siblings(): Promise<string[]>;
  submissionsOf(incidentId: string): Promise<string[]>;
}

export async function makeWorld(app: TestApp, clock: FakeClock, laws: string[]): Promise<World> {
  const country = await makeCountry(app);
  const { elin, tomas, dana } = country;
  const nora = await makeRegulatorAccount(app.db, country.cyber, { name: 'Nora Jung', sectors: ['energy'], email: 'nora@nca.example' });
  const csirt = await makeObserver(app.db, { slug: 'csirt', regulationKeys: ['nis2'], shareContacts: true });
  const ines = await makeObserverAccount(app.db, csirt, { name: 'Ines Roy', email: 'ines@csirt.example' });
  const { fileId, incidents } = await openFile(app, elin, { laws });
  const watched = incidents.nis2 ?? '';

  const [operator, regulator, sister] = [app.ctx(elin), app.ctx(tomas), app.ctx(dana)];
  const submissionsOf = async (incidentId: string) => {
    const rows = await app.db
      .select({ id: submission.id })
      .from(submission)
      .innerJoin(report, eq(report.id, submission.reportId))
      .where(eq(report.incidentId, incidentId))
      .orderBy(submission.id);
    return rows.map(({ id }) => id);
  };
  const siblings = async () => {
    const rows = await app.db.select({ id: incident.id }).from(incident).where(eq(incident.fileId, fileId)).orderBy(incident.id);
    return rows.map(({ id }) => id).filter((id) => id !== watched);
  };
  const sibling = async () => {
    const id = (await siblings()).at(-1);
    if (!id) throw new NothingThere('No sibling');
    return id;
  };

  const review = async (ctx: typeof regulator, incidentId: string, verdict: 'passed' | 'revision', comment: string) => {
    const submissionId = (await submissionsOf(incidentId)).at(-1);
    if (!submissionId) throw new NothingThere('No submission to review');
    const input = { submissionId, act: 'decide' as const, verdict, comment, remarks: {}, revisionDueAt: undefined, reviewVersion: 0 };
    await reviewSubmission(ctx, input);
  };
  const correct = async (incidentId: string, reason: string) => {
    const current = and(eq(incidentFact.incidentId, incidentId), eq(incidentFact.fact, 'aware'));
    const [row] = (await app.db.select().from(incidentFact).where(current)).filter(({ supersededAt }) => supersededAt === null);
    const at = (row?.at ?? clock.now()).subtract({ minutes: 15 });
    await correctFact(operator, { incidentId, fact: 'aware', at, zone: 'Europe/Luxembourg', reason, seenFactId: row?.id ?? null });
  };
  /** An earlier disturbance may have left one: the file's own people would go on with it, with the same result. */
  const submit = async (incidentId: string, stageKey: string) => {
    const [row] = await app.db
      .select({ id: report.id })
      .from(report)
      .where(and(eq(report.incidentId, incidentId), eq(report.stageKey, stageKey)));
    if (!row) throw new NothingThere(`No report ${stageKey}`);
    await app.db.delete(draft).where(eq(draft.reportId, row.id));
    await submitStage(app, elin, incidentId, stageKey);
  };
  /** A submission carries the file's title and contacts as they are then (ADR 0003): each has the same to say in both worlds. */
  const submitWatched = async (stageKey: string) => {
    await write(`Ransomware, ${stageKey}`, sampleContact.lastName);
    await submit(watched, stageKey);
  };
  const write = async (title: string, lastName: string) => {
    await app.db.update(incidentFile).set({ title, ownReference: title }).where(eq(incidentFile.id, fileId));
    await app.db.update(fileContact).set({ lastName }).where(eq(fileContact.fileId, fileId));
  };
  /** In the first report that can be filled in now: the canary as the answer to a question that takes words. */
  const draftOn = async (incidentId: string) => {
    const reports = await app.db.select().from(report).where(eq(report.incidentId, incidentId)).orderBy(report.id);
    let refused: DomainError = new NotFoundError();
    for (const { id } of reports) {
      try {
        await openDraft(operator, { reportId: id });
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        refused = error;
        continue;
      }
      const [row] = await app.db.select().from(draft).where(eq(draft.reportId, id));
      const form = row && (await formVersion(app.db, row.formVersionId));
      const question = form && questionsOf(form.definition).find(({ type }) => type === 'longText' || type === 'text');
      const answers = question ? [{ key: question.key, value: canary, base: { version: 0, digest: '' } }] : [];
      await saveDraft(operator, { reportId: id, baseNo: row?.baseNo ?? 0, answers, parts: [], keepProposals: true, takeOver: true });
      return;
    }
    throw refused;
  };

  const perform: Record<Act, () => Promise<unknown>> = {
    earlyWarning: () => submitWatched('early-warning'),
    notification: () => submitWatched('incident-notification'),
    finalReport: () => submitWatched('final-report'),
    pass: () => review(regulator, watched, 'passed', 'Thank you.'),
    revise: () => review(regulator, watched, 'revision', 'Please say more.'),
    request: () =>
      requestReport(regulator, { incidentId: watched, stageKey: 'intermediate-report', note: 'How is it now?', dueAt: undefined }),
    correct: () => correct(watched, 'It was seen earlier.'),
    note: () => addNote(regulator, { incidentId: watched, body: 'To be discussed.' }),
    close: () => closeIncident(regulator, { incidentId: watched, outcome: 'handled', reason: 'Done.' }),
    reopen: () => reopenIncident(regulator, { incidentId: watched, reason: 'More came up.' }),
  };
  const upset: Record<Disturbance, () => Promise<unknown>> = {
    addLaw: async () => {
      const offer = (await offeredProcedures(app.db, clock.now())).find(({ regulation }) => regulation.key === 'gdpr');
      const facts = { aware: { at: clock.now().toString(), zone: 'Europe/Luxembourg' } };
      const law = { regulationId: offer?.regulationId ?? '', regulatorId: offer?.regulatorId ?? '' };
      await addLaw(operator, { fileId, ...law, sectors: [], facts });
    },
    submitSibling: async () => submit(await sibling(), 'breach-notification'),
    draftSibling: async () => draftOn(await sibling()),
    correctSibling: async () => correct(await sibling(), canary),
    reviewSibling: async () => review(sister, await sibling(), 'revision', canary),
    requestSibling: async () =>
      requestReport(sister, { incidentId: await sibling(), stageKey: 'additional-information', note: canary, dueAt: undefined }),
    closeSibling: async () => closeIncident(sister, { incidentId: await sibling(), outcome: 'handled', reason: canary }),
    withdrawSibling: async () => withdrawIncident(operator, { fileId, incidentId: await sibling() }),
    draftOwn: () => draftOn(watched),
    discardOwn: async () => {
      const rows = await app.db.select({ id: report.id }).from(report).where(eq(report.incidentId, watched));
      for (const { id } of rows) await discardDraft(operator, id);
    },
    // The file's own page writes these rows; a regulator learns of them with the next submission.
    editFile: () => write(canary, canary),
    beginAnother: () => startNotify(operator, { regulation: 'nis2' }),
    openAnother: () => openFile(app, elin, { title: canary, laws: ['gdpr'] }),
  };
  return {
    ...{ country, fileId, watched, nora, csirt, ines, siblings, submissionsOf },
    act: (act) => outcome(perform[act]),
    disturb: (disturbance) => outcome(upset[disturbance]),
  };
}

/** What the actor was told. A refusal is an outcome like any other: both worlds must give the same. */
async function outcome(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return 'done';
  } catch (error) {
    if (error instanceof DomainError) return `${error.name} ${error.messageKey}`;
    if (error instanceof NothingThere) return error.message;
    throw error;
  }
}
