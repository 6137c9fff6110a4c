/** Somebody in every role, and for each of them something of their own and something of others'. */
import { eq } from 'drizzle-orm';
import { operatorSupervision, platformAdministrator } from '#modules/governance/schema.ts';
import { factorReset } from '#modules/governance/schema-credentials.ts';
import {
  makeIncidentUser,
  makeObserver,
  makeObserverAccount,
  makeOperator,
  makeOperatorAccount,
  makePlatformAdministrator,
  makeRegulatorAccount,
} from '#modules/governance/testing/factories.ts';
import { report } from '#modules/incidents/schema/incident.ts';
import { startNotify } from '#modules/incidents/services/start-notify.ts';
import { makeCountry, openFile, submitStage } from '#modules/incidents/testing/factories.ts';
import { makeAdoption, makeQueuedFiling } from '#modules/incidents/testing/filings.ts';
import type { AccountActor, OrganisationRef, Role } from '#platform/context/actor.ts';
import { newId } from '#platform/db/ids.ts';
import { attempt, mailDelivery } from '#platform/db/schema.ts';
import type { Route } from '#platform/http/route.ts';
import type { TestApp } from './test-app.ts';

/** An incident with everything that an address can name. */
export interface Sample {
  fileId: string;
  /** A notification that was begun and not sent. */
  draftFileId: string;
  incidentId: string;
  /** Under the same file, and nothing submitted yet. */
  freshIncidentId: string;
  reportId: string;
  submissionId: string;
  /** Of somebody without an account, and not proven. */
  filingId: string;
  /** An offer to the operator of the sample, to take over what somebody outside has filed. */
  adoptionId: string;
  /** Somebody whose account that role looks after. */
  personOf(role: Role): string;
  /** A reset of a second factor at the operator of the sample, which waits for an administrator. */
  resetId: string;
}

export interface PermissionWorld {
  actors: Record<Role, AccountActor>;
  mailId: string;
  /** Made anew, so that one act does not spoil the next. */
  own(role?: Role): Promise<Sample>;
  /** What the role may not see, each for another reason. */
  foreign(role: Role): readonly Sample[];
}

export async function makePermissionWorld(app: TestApp): Promise<PermissionWorld> {
  const { db } = app;
  const country = await makeCountry(app);
  const csirt = await makeObserver(db, { regulationKeys: ['nis2'], sectors: ['energy'] });
  const rival = await makeOperator(db, { name: 'Rival Grid', sectors: ['energy-electricity', 'health'] });
  const rivals = await makeOperatorAccount(db, rival, { administrator: true });
  const { kind, accountId, sessionId, name, email } = await makeIncidentUser(db);
  await db.insert(platformAdministrator).values({ accountId });
  const mailId = newId();
  const mail = { eventKey: mailId, recipient: 'a@b.example', template: 't', language: 'en', payload: {}, bodyHtml: '<p>Hello</p>' };
  await db.insert(mailDelivery).values({ id: mailId, ...mail, createdAt: app.clock.now() });

  // Each role's own side, and the other one, where everybody belongs to somebody else.
  const sideOf = async (operator: OrganisationRef, regulator: OrganisationRef, observer: OrganisationRef, platform: string) => {
    const { accountId: member } = await makeOperatorAccount(db, operator);
    const { accountId: official } = await makeRegulatorAccount(db, regulator);
    const { accountId: reader } = await makeObserverAccount(db, observer);
    return {
      platformAdministrator: platform,
      regulatorAdministrator: official,
      regulatorUser: member,
      observerAdministrator: reader,
      observerUser: reader,
      operatorAdministrator: member,
      operatorUser: member,
      incidentUser: member,
    } satisfies Record<Role, string>;
  };
  await db.insert(operatorSupervision).values({ operatorId: country.operator.id, regulatorId: country.cyber.id });
  const rivalPeople = await sideOf(rival, country.privacy, await makeObserver(db), rivals.accountId);
  const ownPeople = await sideOf(country.operator, country.cyber, csirt, (await makePlatformAdministrator(db)).accountId);

  /** @param shown the law whose incident the addresses name; the other one stays fresh. */
  const sampleOf = async (actor: AccountActor, shown: 'nis2' | 'gdpr', sectors: string[]): Promise<Sample> => {
    const { fileId, incidents } = await openFile(app, actor, { laws: ['nis2', 'gdpr'], sectors });
    const incidentId = incidents[shown] ?? '';
    const stage = shown === 'nis2' ? 'early-warning' : 'breach-notification';
    const { submissionId } = await submitStage(app, actor, incidentId, stage);
    const reports = await db.select().from(report).where(eq(report.incidentId, incidentId));
    const reportId = reports.find(({ stageKey }) => stageKey === stage)?.id ?? '';
    if (!actor.organisation) await db.delete(attempt);
    const draftFileId = await startNotify(app.ctx(actor), { regulation: 'nis2', organisation: 'Harbour Water Works' });
    const freshIncidentId = incidents[shown === 'nis2' ? 'gdpr' : 'nis2'] ?? '';
    const { id: filingId } = await makeQueuedFiling(app.systemCtx(), { law: shown, sectors });
    const adoptionId = await makeAdoption(app, actor.organisation?.id ?? rival.id, shown);
    const side = actor === country.elin && shown === 'nis2' ? ownPeople : rivalPeople;
    const resetId = newId();
    const now = app.runtime.wallClock.now();
    await db.insert(factorReset).values({
      id: resetId,
      accountId: side.operatorAdministrator,
      operatorId: actor.organisation?.id ?? rival.id,
      regulatorId: country.cyber.id,
      ...{ resetAt: now, seesFrom: app.clock.now(), heldUntil: now.add({ hours: 24 }) },
    });
    const personOf = (role: Role) => side[role];
    return { fileId, draftFileId, incidentId, freshIncidentId, reportId, submissionId, filingId, adoptionId, personOf, resetId };
  };
  const stranger = await makeIncidentUser(db);
  // Of the operator that all organisations here have to do with; an incident user has nothing to do with any.
  const own = (role?: Role) => sampleOf(role === 'incidentUser' ? stranger : country.elin, 'nis2', ['energy-electricity']);
  const ofRival = await sampleOf(rivals, 'nis2', ['energy-electricity']);
  const ofOtherSector = await sampleOf(rivals, 'nis2', ['health']);
  const ofOtherRegulator = await sampleOf(country.elin, 'gdpr', ['energy-electricity']);
  const ofSomebodyElse = await sampleOf(await makeIncidentUser(db), 'nis2', ['energy-electricity']);
  const all = [ofRival, ofOtherSector, ofOtherRegulator];
  const foreign: Record<Role, readonly Sample[]> = {
    platformAdministrator: all,
    incidentUser: [ofRival, ofSomebodyElse],
    operatorAdministrator: [ofRival, ofSomebodyElse],
    operatorUser: [ofRival, ofSomebodyElse],
    regulatorAdministrator: [ofOtherRegulator],
    regulatorUser: [ofOtherSector, ofOtherRegulator],
    observerAdministrator: [ofOtherSector, ofOtherRegulator],
    observerUser: [ofOtherSector, ofOtherRegulator],
  };
  return {
    mailId,
    own,
    foreign: (role) => foreign[role],
    actors: {
      platformAdministrator: { kind, accountId, sessionId, name, email, role: 'platformAdministrator' },
      regulatorAdministrator: country.tomas,
      regulatorUser: await makeRegulatorAccount(db, country.cyber, { sectors: ['energy'] }),
      observerAdministrator: await makeObserverAccount(db, csirt, { administrator: true }),
      observerUser: await makeObserverAccount(db, csirt),
      operatorAdministrator: country.elin,
      operatorUser: await makeOperatorAccount(db, country.operator),
      incidentUser: stranger,
    },
  };
}

/** Fills an address with the sample's ids; a parameter that nobody knows fails, so that a new route gets its sample. */
export function addressOf({ path }: Route, sample: Sample, mailId: string, role: Role = 'operatorAdministrator'): string {
  const { template } = path;
  const values: Record<string, string> = {
    fileId: template.startsWith('/notify/') ? sample.draftFileId : sample.fileId,
    incidentId: template.endsWith('/withdraw') ? sample.freshIncidentId : sample.incidentId,
    reportId: sample.reportId,
    submissionId: sample.submissionId,
    filingId: sample.filingId,
    adoptionId: sample.adoptionId,
    accountId: sample.personOf(role),
    resetId: sample.resetId,
    no: '1',
    section: 'contacts',
    step: template.startsWith('/without-account') ? 'who' : 'regulations',
    regulation: 'nis2',
    id: mailId,
    purpose: 'reset',
    token: 'unknown',
    authenticatorId: mailId,
    sessionId: mailId,
    deviceId: mailId,
  };
  return template.replace(/:([a-zA-Z]+)/g, (_, name: string) => {
    const value = values[name];
    if (!value) throw new Error(`${template} has the parameter ${name}: give it a sample here`);
    return value;
  });
}
