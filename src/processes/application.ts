import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { DemoAccount } from '#modules/governance/index.ts';
import { forgetDetailsNightly } from '#platform/audit/forget-details.job.ts';
import { createSealJob, sealEveryMinute } from '#platform/audit/seal-audit.job.ts';
import type { Config } from '#platform/config/config.ts';
import { purgeDocumentsNightly } from '#platform/documents/purge-documents.job.ts';
import type { Drain } from '#platform/http/drain.ts';
import type { RequestCeilings } from '#platform/http/request-ceilings.ts';
import { type Broker, createInProcessBroker } from '#platform/jobs/broker.ts';
import { jobFigures, scheduleFigures } from '#platform/jobs/job-figures.ts';
import { createJobRegistry, type JobRegistry } from '#platform/jobs/job-registry.ts';
import { purgeJobsNightly } from '#platform/jobs/purge-jobs.job.ts';
import { createJobRunner, type JobRunner } from '#platform/jobs/runner.ts';
import { createScheduler, type Scheduler } from '#platform/jobs/scheduler.ts';
import { createRotateKeysJob } from '#platform/keys/rotate-keys.job.ts';
import { createPause, type Pause } from '#platform/limits/pause.ts';
import { createMailJob } from '#platform/mail/deliver-mail.ts';
import { createMailRegistry } from '#platform/mail/mail.ts';
import { countMails, domainOf, type MailTransport, openMailTransport } from '#platform/mail/transport.ts';
import type { ModuleManifest } from '#platform/module.ts';
import type { FigureSource } from '#platform/observability/database-figures.ts';
import type { Logger } from '#platform/observability/logger.ts';
import { ThemeError } from '#platform/theme/theme-folder.ts';
import { loadAssets } from '#platform/ui/assets.ts';
import { buildApp, createTexts, findStrangersInTheme } from '../app.ts';
import { createDemoPages } from '../demo/demo-pages.ts';
import { createModules } from '../modules.ts';
import { type Runtime, versionOf } from './runtime.ts';

export interface Application {
  modules: readonly ModuleManifest[];
  web(options: WebOptions): Promise<FastifyInstance>;
  registry: JobRegistry;
  runner: JobRunner;
  scheduler: Scheduler;
  /** What the database knows of the whole installation, for the processes that tell it. */
  figures: readonly FigureSource[];
  transport: MailTransport;
}

interface WebOptions {
  /** Publishes the jobs that a request left. */
  afterChange(): void;
  drain: Drain;
  ceilings?: RequestCeilings | undefined;
}

interface ApplicationOptions {
  /** What mails and calendar files put before a path. */
  baseUrl: string;
  demoAccounts: readonly DemoAccount[];
  /** Asked once per browser, where others can reach the demo. */
  accessWord?: string | undefined;
  /** Keeps guessers waiting; tests do not want to. */
  pause?: Pause;
  /** Tests hand in one that keeps nothing on disk. */
  transport?: MailTransport;
  /** Absent: jobs are run by whoever drains them. */
  broker?: Broker;
}

/** Redis where there is one; else this process alone runs what it enqueues. */
export async function openBroker({ redisUrl }: Config, log: Logger): Promise<Broker> {
  if (!redisUrl) return createInProcessBroker();
  const { createRedisBroker } = await import('#platform/jobs/redis-broker.ts');
  return createRedisBroker({ url: redisUrl, log });
}

/** Puts modules, web, jobs and schedules together; which of them run is the process's choice. */
export function createApplication(
  runtime: Runtime,
  {
    baseUrl,
    demoAccounts,
    accessWord,
    transport: relay = openMailTransport(runtime.config),
    broker,
    pause = createPause({ most: 500 }),
  }: ApplicationOptions,
): Application {
  const { config, database, clock, wallClock, movableClock, log, metrics } = runtime;
  const transport = countMails(relay, metrics.mail);
  const modules = createModules({
    secrets: runtime.secrets,
    sessionHours: config.sessionHours,
    signIn: config.signIn,
    selfRegistration: config.selfRegistration,
    auditMailTo: config.auditMailTo,
    terms: runtime.theme.pages.terms,
    idleAccountDays: config.idleAccountDays,
    zone: config.defaultZone,
    pause,
    contact: config.contact,
    demoAccounts,
    documents: runtime.documents,
    baseUrl,
    regions: runtime.theme.regions,
  });
  const { theme } = runtime;
  const strangers = findStrangersInTheme(theme, modules);
  if (strangers.length > 0) throw new ThemeError(config.theme, strangers);
  const translator = createTexts(modules, theme);
  const deps = { db: database.db, clock, wallClock, log };
  const mails = createMailRegistry(modules.flatMap((module) => module.mails ?? []));
  const mailJob = createMailJob({
    mails,
    transport,
    domain: domainOf(config.mailFrom),
    translator,
    baseUrl,
    theme,
    zone: config.defaultZone,
  });
  const rotateKeys = createRotateKeysJob(
    runtime.secrets,
    modules.flatMap(({ sealed = [] }) => sealed),
  );
  const sealJob = createSealJob(runtime.auditKeys);
  const nightly = [
    purgeJobsNightly,
    purgeDocumentsNightly(modules.flatMap(({ documentSubjects = [] }) => documentSubjects)),
    forgetDetailsNightly(config.auditRetentionDays),
  ];
  const own = [mailJob, sealJob, rotateKeys, ...nightly.map(({ job }) => job)];
  const registry = createJobRegistry([...own, ...modules.flatMap(({ jobs }) => jobs)]);
  const runner = createJobRunner({ ...deps, registry, onEnd: metrics.job }, broker && { broker });
  const schedules = [sealEveryMinute(sealJob), ...nightly, ...modules.flatMap((module) => module.schedules)];
  return {
    modules,
    figures: [jobFigures, scheduleFigures(schedules), ...modules.flatMap(({ figures = [] }) => figures)],
    transport,
    registry,
    runner,
    scheduler: createScheduler(deps, schedules),
    web: (options) =>
      buildApp({
        ...deps,
        ...options,
        metrics,
        migrations: runtime.migrations,
        config,
        modules,
        theme,
        translator,
        assets: loadAssets(join(config.root, 'dist')),
        demo: movableClock && createDemoPages(config, movableClock, accessWord),
        version: versionOf(config.root),
      }),
  };
}
