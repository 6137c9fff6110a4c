/** One file whose NIS2 incident is watched, and all that may happen beside it. */
import { and, eq, inArray } from 'drizzle-orm';
import { notifier } from '#modules/governance/schema.ts';
import { makeIncidentUser, makeObserver, makeObserverAccount, makeRegulatorAccount } from '#modules/governance/testing/factories.ts';
import type { AccountActor, OrganisationRef, RegulatorActor } from '#platform/context/actor.ts';
import { DomainError, NotFoundError } from '#platform/context/errors.ts';
import type { FakeClock } from '#platform/testing/fake-clock.ts';
import type { TestApp } from '../../../testing/test-app.ts';
import { questionsOf } from '../domain/questionnaire.ts';
import { formVersion } from '../queries/form-versions.query.ts';
import { offeredProcedures } from '../queries/offered-procedures.query.ts';
import { fileAdoption } from '../schema/file-adoption.ts';
import { incident, incidentFact, report, submission } from '../schema/incident.ts';
import { draft, fileContact, incidentFile } from '../schema/reporting-side.ts';
import { addLaw } from '../services/add-law.ts';
import { addNote } from '../services/add-note.ts';
import { closeIncident } from '../services/close-incident.ts';
import { correctFact } from '../services/correct-fact.ts';
import { decideAdoption } from '../services/decide-adoption.ts';
import { discardDraft } from '../services/discard-draft.ts';
import { offerFile } from '../services/offer-adoption.ts';
import { openDraft } from '../services/open-draft.ts';
import { reopenIncident } from '../services/reopen-incident.ts';
import { requestReport } from '../services/request-report.ts';
import { reviewSubmission } from '../services/review-submission.ts';
import { saveDraft } from '../services/save-draft.ts';
import { startNotify } from '../services/start-notify.ts';
import { undoAdoption } from '../services/undo-adoption.ts';
import { withdrawIncident } from '../services/withdraw-incident.ts';
import { type Country, makeCountry, openFile, sampleContact, submitStage } from './factories.ts';
import { makeProvenFiling, makeQueuedFiling, sampleFiler } from './filings.ts';

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
  'adopt',
  'giveBack',
] as const;
export type Act = (typeof acts)[number];
/** What happens beside it, in one world only. */
export const disturbances = [
  ...(['addLaw', 'submitSibling', 'draftSibling', 'correctSibling', 'reviewSibling', 'requestSibling', 'closeSibling'] as const),
  ...(['withdrawSibling', 'draftOwn', 'discardOwn', 'editFile', 'beginAnother', 'openAnother'] as const),
  // Filed from outside with the other regulator, by people of their own.
  ...(['fileOutside', 'proveOutside', 'linkOutside', 'notifyAlone'] as const),
] as const;
export type Disturbance = (typeof disturbances)[number];

/** A word that is written in everything the watched side must not see. */
export const canary = 'canarybird';

const marit = 'marit.solberg@harbour.example';
const hidden = { ...sampleFiler, firstName: canary, lastName: canary, email: `${canary}@harbour.example`, organisation: canary };

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

/**
 * Who reports: an operator's administrator, or somebody who filed from outside and goes on from an account. From outside the watched
 * incident begins as a filing that was proven, and has its early warning.
 */
export type Reporter = 'operator' | 'incidentUser';

export async function makeWorld(app: TestApp, clock: FakeClock, laws: string[], reporter: Reporter = 'operator'): Promise<World> {
  const country = await makeCountry(app);
  const { tomas, dana } = country;
  const nora = await makeRegulatorAccount(app.db, country.cyber, { name: 'Nora Jung', sectors: ['energy'], email: 'nora@nca.example' });
  const csirt = await makeObserver(app.db, { slug: 'csirt', regulationKeys: ['nis2'], shareContacts: true });
  const ines = await makeObserverAccount(app.db, csirt, { name: 'Ines Roy', email: 'ines@csirt.example' });
  const people = {
    operator: async () => country.elin,
    incidentUser: () => makeIncidentUser(app.db, { name: 'Marit Solberg', email: marit }),
  };
  const filer = await people[reporter]();
  const { fileId, watched } = reporter === 'operator' ? await openedBy(app, filer, laws) : await filedOutside(app, filer, laws);

  const [regulator, sister] = [app.ctx(tomas), app.ctx(dana)];
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
    await correctFact(app.ctx(await reporterOf(incidentId)), {
      incidentId,
      fact: 'aware',
      at,
      zone: 'Europe/Luxembourg',
      reason,
      seenFactId: row?.id ?? null,
    });
  };
  /** The operator, once it has taken the file over. */
  const reporterOf = async (incidentId: string): Promise<AccountActor> => {
    const [row] = await app.db.select({ operatorId: incident.operatorId }).from(incident).where(eq(incident.id, incidentId));
    return row?.operatorId ? country.elin : filer;
  };
  /** Given back, the watched incident may have left the file of its siblings. */
  const ofWatched = app.db.select({ id: incident.fileId }).from(incident).where(eq(incident.id, watched));
  /** An earlier disturbance may have left one: the file's own people would go on with it, with the same result. */
  const submit = async (incidentId: string, stageKey: string) => {
    const [row] = await app.db
      .select({ id: report.id })
      .from(report)
      .where(and(eq(report.incidentId, incidentId), eq(report.stageKey, stageKey)));
    if (!row) throw new NothingThere(`No report ${stageKey}`);
    await app.db.delete(draft).where(eq(draft.reportId, row.id));
    await submitStage(app, await reporterOf(incidentId), incidentId, stageKey);
  };
  /** A submission carries the file's title and contacts as they are then (ADR 0003): each has the same to say in both worlds. */
  const submitWatched = async (stageKey: string) => {
    await write(`Ransomware, ${stageKey}`, sampleContact.lastName);
    await submit(watched, stageKey);
  };
  const write = async (title: string, lastName: string) => {
    await app.db.update(incidentFile).set({ title, ownReference: title }).where(inArray(incidentFile.id, ofWatched));
    await app.db.update(fileContact).set({ lastName }).where(inArray(fileContact.fileId, ofWatched));
  };
  /** In the first report that can be filled in now: the canary as the answer to a question that takes words. */
  const draftOn = async (incidentId: string) => {
    const reports = await app.db.select().from(report).where(eq(report.incidentId, incidentId)).orderBy(report.id);
    const ctx = app.ctx(await reporterOf(incidentId));
    let refused: DomainError = new NotFoundError();
    for (const { id } of reports) {
      try {
        await openDraft(ctx, { reportId: id });
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        refused = error;
        continue;
      }
      const [row] = await app.db.select().from(draft).where(eq(draft.reportId, id));
      const form = row && (await formVersion(app.db, row.formVersionId));
      const question = form && questionsOf(form.definition).find(({ type }) => type === 'longText' || type === 'text');
      const answers = question ? [{ key: question.key, value: canary, base: { version: 0, digest: '' } }] : [];
      await saveDraft(ctx, { reportId: id, baseNo: row?.baseNo ?? 0, answers, parts: [], keepProposals: true, takeOver: true });
      return;
    }
    throw refused;
  };

  /** Of the file that the siblings are in. */
  const ownerNow = async (): Promise<AccountActor> => {
    const [row] = await app.db.select({ operatorId: incidentFile.operatorId }).from(incidentFile).where(eq(incidentFile.id, fileId));
    return row?.operatorId ? country.elin : filer;
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
    adopt: async () => {
      const organisation = country.operator.name;
      await offerFile(app.ctx(filer), { fileId: (await ofWatched)[0]?.id ?? '', organisation });
      const [offer] = await app.db.select().from(fileAdoption).where(eq(fileAdoption.state, 'offered'));
      if (!offer) throw new NothingThere('No offer');
      await decideAdoption(app.ctx(country.elin), { adoptionId: offer.id, accept: true });
    },
    giveBack: () => undoAdoption(regulator, { incidentId: watched, reason: 'It was not theirs.' }),
    reopen: () => reopenIncident(regulator, { incidentId: watched, reason: 'More came up.' }),
  };
  const upset: Record<Disturbance, () => Promise<unknown>> = {
    addLaw: async () => addBreachLaw(app, await ownerNow(), fileId),
    submitSibling: async () => submit(await sibling(), 'breach-notification'),
    draftSibling: async () => draftOn(await sibling()),
    correctSibling: async () => correct(await sibling(), canary),
    reviewSibling: async () => review(sister, await sibling(), 'revision', canary),
    requestSibling: async () =>
      requestReport(sister, { incidentId: await sibling(), stageKey: 'additional-information', note: canary, dueAt: undefined }),
    closeSibling: async () => closeIncident(sister, { incidentId: await sibling(), outcome: 'handled', reason: canary }),
    withdrawSibling: async () => {
      const incidentId = await sibling();
      await withdrawIncident(app.ctx(await reporterOf(incidentId)), { fileId, incidentId });
    },
    draftOwn: () => draftOn(watched),
    discardOwn: async () => {
      const rows = await app.db.select({ id: report.id }).from(report).where(eq(report.incidentId, watched));
      for (const { id } of rows) await discardDraft(app.ctx(await reporterOf(watched)), id);
    },
    // The file's own page writes these rows; a regulator learns of them with the next submission.
    editFile: () => write(canary, canary),
    beginAnother: () => startNotify(app.ctx(filer), { regulation: 'nis2', organisation: canary }),
    openAnother: () => openFile(app, filer, { title: canary, laws: ['gdpr'] }),
    fileOutside: () => makeQueuedFiling(app.systemCtx(), { law: 'gdpr', filer: hidden }),
    proveOutside: () => makeProvenFiling(app.systemCtx(), { law: 'gdpr', filer: hidden }),
    linkOutside: async () => {
      const { notifierId, incidentId } = await makeProvenFiling(app.systemCtx(), { law: 'gdpr', filer: hidden });
      const other = await makeIncidentUser(app.db, { name: `${canary} ${canary}` });
      await app.db.update(notifier).set({ accountId: other.accountId }).where(eq(notifier.id, notifierId));
      await submitStage(app, other, incidentId, 'breach-notification');
    },
    notifyAlone: async () =>
      openFile(app, await makeIncidentUser(app.db, { name: `${canary} ${canary}` }), { title: canary, laws: ['gdpr'] }),
  };
  return {
    ...{ country, fileId, watched, nora, csirt, ines, siblings, submissionsOf },
    act: (act) => outcome(perform[act]),
    disturb: (disturbance) => outcome(upset[disturbance]),
  };
}

async function openedBy(app: TestApp, filer: AccountActor, laws: string[]) {
  const { fileId, incidents } = await openFile(app, filer, { laws });
  return { fileId, watched: incidents.nis2 ?? '' };
}

/** With a sibling, it is added to the file as anybody would. */
async function filedOutside(app: TestApp, filer: AccountActor, laws: string[]) {
  const { fileId, incidentId, notifierId } = await makeProvenFiling(app.systemCtx());
  await app.db.update(notifier).set({ accountId: filer.accountId }).where(eq(notifier.id, notifierId));
  if (laws.includes('gdpr')) await addBreachLaw(app, filer, fileId);
  return { fileId, watched: incidentId };
}

async function addBreachLaw(app: TestApp, owner: AccountActor, fileId: string): Promise<void> {
  const now = app.clock.now();
  const offer = (await offeredProcedures(app.db, now)).find(({ regulation }) => regulation.key === 'gdpr');
  const facts = { aware: { at: now.toString(), zone: 'Europe/Luxembourg' } };
  const law = { regulationId: offer?.regulationId ?? '', regulatorId: offer?.regulatorId ?? '' };
  await addLaw(app.ctx(owner), { fileId, ...law, sectors: [], facts });
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
