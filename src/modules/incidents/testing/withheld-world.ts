/**
 * An operator one of whose people had the second factor reset by a regulator (decisions.md D8). In the loud world there were incidents
 * before it, which go on afterwards; in the quiet one there were none.
 */
import { and, eq } from 'drizzle-orm';
import { peoplePermissionsOver } from '#modules/governance/permissions.ts';
import { operatorSupervision } from '#modules/governance/schema.ts';
import { authenticator, factorReset } from '#modules/governance/schema-credentials.ts';
import { confirmFactorReset } from '#modules/governance/services/confirm-factor-reset.ts';
import { resetFactor } from '#modules/governance/services/reset-factor.ts';
import { makeOperatorAccount, makeRegulatorAccount } from '#modules/governance/testing/factories.ts';
import type { AccountActor } from '#platform/context/actor.ts';
import { newId } from '#platform/db/ids.ts';
import type { Route } from '#platform/http/route.ts';
import { createModuleSeams } from '#platform/module-seams.ts';
import type { FakeClock } from '#platform/testing/fake-clock.ts';
import type { TestApp } from '../../../testing/test-app.ts';
import { offeredProcedures } from '../queries/offered-procedures.query.ts';
import { report } from '../schema/incident.ts';
import { incidentFile } from '../schema/reporting-side.ts';
import { addLaw } from '../services/add-law.ts';
import { openDraft } from '../services/open-draft.ts';
import { requestReport } from '../services/request-report.ts';
import { startNotify } from '../services/start-notify.ts';
import { makeCountry, openFile, submitStage } from './factories.ts';
import { makeAdoption } from './filings.ts';
import { canary } from './interference-world.ts';
import type { Tour } from './observe.ts';

/** What an address of the reporting side can name; ids of nothing where there is no such thing. */
type Named = Record<'fileId' | 'incidentId' | 'reportId' | 'submissionId' | 'adoptionId', string>;

export interface WithheldWorld {
  /** Whose factor was reset, and who may confirm it. */
  held: AccountActor;
  colleague: AccountActor;
  /** Everything that began before the reset. */
  older: readonly Named[];
  confirm(): Promise<void>;
}

const nothing = (): Named => ({ fileId: newId(), incidentId: newId(), reportId: newId(), submissionId: newId(), adoptionId: newId() });

export async function makeWithheldWorld(app: TestApp, clock: FakeClock, isLoud: boolean): Promise<WithheldWorld> {
  const { db } = app;
  const { operator, cyber, elin, tomas } = await makeCountry(app);
  const held = await makeOperatorAccount(db, operator, { name: 'Olga Brandt', administrator: true });
  await db.insert(operatorSupervision).values({ operatorId: operator.id, regulatorId: cyber.id });
  const official = await makeRegulatorAccount(db, cyber, { name: 'Nora Jung' });
  const older = isLoud ? [await happened(app, held), await begun(app, held)] : [nothing(), nothing()];
  const pass = (hours: number) => [clock, app.clock].map((one) => one.advance({ hours }));

  pass(3);
  const people = peoplePermissionsOver(createModuleSeams(() => app.application.modules));
  await resetFactor(app.ctx(official), people, { accountId: held.accountId, address: '192.0.2.1' });
  await db.insert(authenticator).values({ id: newId(), accountId: held.accountId, name: '', secret: 'none', createdAt: clock.now() });
  pass(1);
  if (isLoud) await goesOn(app, { elin, tomas, law: 'gdpr' }, older[0] ?? nothing());
  // In both worlds something has begun since, which is seen.
  const { incidents } = await openFile(app, elin, { title: 'Signalling out of order' });
  await submitStage(app, elin, incidents.nis2 ?? '', 'early-warning');
  return {
    ...{ held, colleague: elin, older },
    async confirm() {
      const [row] = await db.select({ id: factorReset.id }).from(factorReset).where(eq(factorReset.accountId, held.accountId));
      await confirmFactorReset(app.ctx(elin), row?.id ?? '');
    },
  };
}

/** A file with a report that was sent, by the very account. */
async function happened(app: TestApp, held: AccountActor): Promise<Named> {
  const { fileId, incidents } = await openFile(app, held, { title: canary });
  const incidentId = incidents.nis2 ?? '';
  const { submissionId } = await submitStage(app, held, incidentId, 'early-warning');
  const reportId = await reportOf(app, incidentId, 'incident-notification');
  await openDraft(app.ctx(held), { reportId });
  return { fileId, incidentId, reportId, submissionId, adoptionId: await makeAdoption(app, held.organisation?.id ?? '') };
}

/** A notification that was not sent to anybody yet. */
async function begun(app: TestApp, held: AccountActor): Promise<Named> {
  const fileId = await startNotify(app.ctx(held), { regulation: 'nis2' });
  await app.db.update(incidentFile).set({ title: canary }).where(eq(incidentFile.id, fileId));
  return { ...nothing(), fileId };
}

/** What others do with the old file meanwhile brings none of it into view. */
async function goesOn(
  app: TestApp,
  { elin, tomas, law }: { elin: AccountActor; tomas: AccountActor; law: string },
  { fileId, incidentId }: Named,
): Promise<void> {
  const [offer] = (await offeredProcedures(app.db, app.clock.now())).filter(({ regulation }) => regulation.key === law);
  if (!offer) throw new Error(`Nothing is offered under ${law}`);
  const { regulationId, regulatorId } = offer;
  const facts = { aware: { at: app.clock.now().toString(), zone: 'Europe/Luxembourg' } };
  await addLaw(app.ctx(elin), { fileId, regulationId, regulatorId, sectors: [], facts });
  await requestReport(app.ctx(tomas), { incidentId, stageKey: 'intermediate-report', note: canary, dueAt: undefined });
  await submitStage(app, elin, incidentId, 'intermediate-report');
}

async function reportOf(app: TestApp, incidentId: string, stageKey: string): Promise<string> {
  const [row] = await app.db
    .select({ id: report.id })
    .from(report)
    .where(and(eq(report.incidentId, incidentId), eq(report.stageKey, stageKey)));
  return row?.id ?? '';
}

/** Of the reporting side: its lists, and every page and act on what is older, by its address. */
export function reportingTour(routes: readonly Route[], older: readonly Named[]): Tour {
  const lists = ['', '?state=open', '?state=draft', '?state=closed', `?q=${canary}`, '?q=Signalling'];
  const templates = routes
    .filter(({ access }) => /^(incident|incidentFile|adoption)\./.test(access.label))
    .map(({ path }) => path.template)
    .filter((template) => template.includes(':'));
  const constants = { section: 'contacts', step: 'regulations', no: '1' };
  const fill = (template: string, named: Record<string, string>) =>
    template.replace(/:([a-zA-Z]+)/g, (_, name: string) => named[name] ?? newId());
  return {
    starts: ['/', ...lists.map((query) => `/files${query}`), '/adoptions', '/account/data'],
    addresses: older.flatMap((named) => [...new Set(templates.map((template) => fill(template, { ...constants, ...named })))]),
  };
}
