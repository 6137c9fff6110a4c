import type { SecretBox } from '#platform/auth/secret-box.ts';
import { isIncidentUser, isObserver, isRegulator, isReporting } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { DocumentRenderer } from '#platform/documents/document-renderer.ts';
import type { ModuleManifest, ModuleWords, Navigation, NavigationEntry } from '#platform/module.ts';
import type { LegalPage } from '#platform/theme/legal-page.ts';
import type { Regions } from '#platform/theme/regions.ts';
import { sampleDocuments } from './documents/sample-documents.ts';
import { incidentHelp } from './help.ts';
import { incidentJobs, incidentSchedules } from './jobs.ts';
import { catalogue } from './locales/catalogue.ts';
import { incidentMails } from './mails.ts';
import { startPages } from './pages/start/start-pages.query.ts';
import { incidentPaths } from './paths.ts';
import { adoptionPermissions, filePermissions, filingPermissions, incidentPermissions, packPermissions } from './permissions.ts';
import { deadlineFigures } from './queries/deadline-figures.query.ts';
import { filedWith } from './queries/filed-with.query.ts';
import { ownReports } from './queries/own-reports.query.ts';
import { reportingWork } from './queries/reporting-work.query.ts';
import { supervisingWork } from './queries/supervising-work.query.ts';
import { incidentUsage } from './queries/usage.query.ts';
import { incidentRoutes } from './routes.ts';
import { incident, submission } from './schema/incident.ts';
import { giveUpAllDraftsOf, giveUpDraftsOf } from './services/give-up-drafts.ts';

export interface IncidentsDeps {
  secrets: SecretBox;
  /** The terms of use that somebody without an account accepts too; of the theme. */
  terms: LegalPage;
  documents: DocumentRenderer;
  /** What calendar files and mails put before a path. */
  baseUrl: string;
  /** Names of regions, from the theme. */
  regions: Regions;
}

export const incidentWords: ModuleWords = { name: 'incidents', catalogue, mails: incidentMails };

export const createIncidents = (deps: IncidentsDeps): ModuleManifest => ({
  ...incidentWords,
  routes: incidentRoutes(deps),
  jobs: incidentJobs,
  schedules: incidentSchedules,
  permissions: [incidentPermissions, filePermissions, filingPermissions, adoptionPermissions, packPermissions],
  titleKey: 'incidents.module',
  help: incidentHelp,
  places: startPages,
  navigation,
  figures: deadlineFigures,
  usage: incidentUsage,
  sampleDocuments: sampleDocuments(deps.documents),
  documentSubjects: [
    { kind: 'incident', table: incident, id: incident.id },
    { kind: 'submission', table: submission, id: submission.id },
  ],
  ownData: ownReports,
  filedWith,
  on: {
    operatorMembershipRemoved: (tx, _ctx, { accountId, operatorId }) => giveUpDraftsOf(tx, accountId, operatorId),
    accountDeactivated: (tx, _ctx, { accountId }) => giveUpAllDraftsOf(tx, accountId),
  },
  work: async (ctx) => (isReporting(ctx.actor) ? { items: await reportingWork(ctx) } : supervisingWork(ctx)),
});

function navigation({ actor }: Ctx): Navigation {
  const files: NavigationEntry = {
    labelKey: 'incidents.nav.files',
    purposeKey: isIncidentUser(actor) ? 'incidents.nav.files.own' : 'incidents.nav.files.purpose',
    href: incidentPaths.files.link(),
    section: '/files',
    keys: 'g i',
  };
  const incidents: NavigationEntry = {
    labelKey: 'incidents.nav.incidents',
    purposeKey: isObserver(actor) ? 'incidents.nav.incidents.observer' : 'incidents.nav.incidents.purpose',
    href: incidentPaths.incidents.link(),
    section: '/incidents',
    keys: 'g i',
  };
  if (isReporting(actor))
    return {
      entries: [files],
      primary: { labelKey: 'incidents.nav.notify', href: incidentPaths.notify.link(), section: '/notify', keys: 'n' },
    };
  return { entries: isRegulator(actor) || isObserver(actor) ? [incidents] : [] };
}
