/**
 * The command line: `vigie start`, `vigie migrate`, `vigie config ...`, `vigie keys ...`, `vigie pack ...`, `vigie jobs ...`,
 * `vigie maintenance ...`, `vigie theme ...`, `vigie audit ...`, `vigie admin ...`.
 */
import cluster from 'node:cluster';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runAuditCommand } from '#platform/audit/audit-command.ts';
import { baseUrlOf, type Config, ConfigError, loadConfig, readConfig } from '#platform/config/config.ts';
import { runConfigCommand } from '#platform/config/config-command.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { FolderInUseError } from '#platform/db/folder-lock.ts';
import type { JobRegistry } from '#platform/jobs/job-registry.ts';
import { runJobsCommand } from '#platform/jobs/jobs-command.ts';
import { type KeyKeeping, runKeysCommand } from '#platform/keys/keys-command.ts';
import { runMaintenanceCommand } from '#platform/maintenance/maintenance-command.ts';
import { createLogger, type Logger } from '#platform/observability/logger.ts';
import { runThemeCommand } from '#platform/theme/theme-command.ts';
import { ThemeError } from '#platform/theme/theme-folder.ts';
import { type ProcessKind, readStartChoice, requireProcesses } from './processes/choose-processes.ts';
import { migrateDatabase } from './processes/migrate-database.ts';
import { findAuditKeys } from './processes/open-audit-keys.ts';
import type { Running } from './processes/running.ts';
import { openRuntime, type Runtime, versionOf } from './processes/runtime.ts';

const usage = `vigie start [--expose-demo]  everything in one process; the demo for other machines too
vigie start --processes web|worker|scheduler
                             one part of it, on PostgreSQL and Redis; SIGHUP renews the servers of web
vigie migrate                bring the database up to this version
vigie config check|print     whether this configuration can be used; what holds, and where it comes from
vigie pack check|diff|import FOLDER [--regulator SLUG]
vigie keys new|status|rotate a fresh key for secrets at rest; which keys are in use; all values under the newest
vigie jobs list              jobs that failed or are stuck, and why
vigie jobs retry ID|--failed try one of them, or every failed one, again
vigie jobs cancel ID         take back one that waits, or stop one that runs
vigie maintenance on|off|status
                             close the platform for changes; pages can still be read
vigie theme check NAME       everything that is wrong with the theme in themes/NAME, or what it brings
vigie audit verify|export|seal|key
                             whether the trail of changes is as it was sealed
vigie admin create EMAIL --name "FIRST LAST"
                             the first platform administrator, invited by mail or by a link
vigie admin reset-factor EMAIL
                             takes a platform administrator's second factor away, so that the next sign-in sets up another`;

const print = (line: string) => process.stdout.write(`${line}\n`);
/** The bundle lies in dist/server of the program's folder. */
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

async function run([command = 'help', ...args]: readonly string[]): Promise<number | undefined> {
  switch (command) {
    case 'start':
      return startProcesses(args);
    case 'config':
      return runConfigCommand(args, {
        print,
        load: () => loadConfig(root),
        probe: async (config) => (await import('./processes/probe-services.ts')).probeServices(config, createLogger('silent')),
      });
    case 'migrate':
      await migrate(readConfig(root));
      return 0;
    case 'pack':
      return (await import('#modules/incidents/index.ts')).runPackCommand(args, { print, withCtx: withCtx('pack') });
    case 'keys':
      return runKeysCommand(args, { print, withKeys });
    case 'jobs':
      return runJobsCommand(args, { print, withCtx: withJobs });
    case 'maintenance':
      return runMaintenanceCommand(args, { print, withCtx: withCtx('maintenance') });
    case 'theme':
      return runThemeCommand(args, { print, check: async (name) => (await import('./processes/check-theme.ts')).checkTheme(root, name) });
    case 'audit':
      return runAuditCommand(args, { print, withCtx: withCtx('audit'), keys: (file) => findAuditKeys(readConfig(root), file) });
    case 'admin':
      return (await import('#modules/governance/index.ts')).runAdminCommand(args, { print, withCtx: withInstallation });
    default:
      print(usage);
      return command === 'help' ? 0 : 2;
  }
}

const migrate = (config: Config) => migrateDatabase(config, createLogger(config.logLevel), print);

/** For commands that ask for the database late, or not at all. */
async function withRuntime<Result>(work: (runtime: Runtime) => Promise<Result>): Promise<Result> {
  const config = readConfig(root);
  const runtime = await openRuntime(config, createLogger(config.logLevel));
  try {
    return await work(runtime);
  } finally {
    await runtime.close();
  }
}

const withCtx =
  (name: string) =>
  <Result>(work: (ctx: Ctx) => Promise<Result>): Promise<Result> =>
    withRuntime((runtime) => work(runtime.ctx(name)));

const withInstallation = <Result>(
  work: (ctx: Ctx, installation: { baseUrl: string; canMail: boolean }) => Promise<Result>,
): Promise<Result> =>
  withRuntime((runtime) => {
    const { config } = runtime;
    return work(runtime.ctx('admin'), { baseUrl: baseUrlOf(config), canMail: config.mailUrl !== undefined });
  });

const withKeys = <Result>(work: (keeping: KeyKeeping) => Promise<Result>): Promise<Result> =>
  withRuntime(async (runtime) => {
    const { createApplication } = await import('./processes/application.ts');
    const { modules, transport } = createApplication(runtime, { baseUrl: baseUrlOf(runtime.config), demoAccounts: [] });
    await transport.close();
    return work({ ctx: runtime.ctx('keys'), box: runtime.secrets, columns: modules.flatMap(({ sealed = [] }) => sealed) });
  });

const withJobs = <Result>(work: (ctx: Ctx, registry: JobRegistry) => Promise<Result>): Promise<Result> =>
  withRuntime(async (runtime) => {
    const { createApplication } = await import('./processes/application.ts');
    const { registry, transport } = createApplication(runtime, { baseUrl: baseUrlOf(runtime.config), demoAccounts: [] });
    await transport.close();
    return work(runtime.ctx('jobs'), registry);
  });

async function startProcesses(args: readonly string[]): Promise<undefined> {
  // A full disk behind the output must not end what people work with.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const { processes, exposesDemo } = readStartChoice(args);
  const { config, problems, warnings } = loadConfig(root, undefined, { exposesDemo });
  if (!config) throw new ConfigError(problems.join('\n'));
  requireProcesses(processes, config);
  const role = cluster.isWorker ? 'web server' : processes;
  const log = createLogger(config.logLevel, { origin: { version: versionOf(root), mode: config.mode, process: role } });
  if (cluster.isWorker) return (await import('./processes/web-server.ts')).startWebServer(config, log).then(() => undefined);
  for (const warning of warnings) log.warn({ warning }, 'a setting is worth a second look');
  const start = await load[processes]();
  followSignals(await start(config, log, print));
  return undefined;
}

type Start = (config: Config, log: Logger, print: (line: string) => void) => Promise<Running>;

/** Each loads its own part of the program only: the process that keeps web servers would hold all of it for nothing. */
const load: Record<ProcessKind, () => Promise<Start>> = {
  all: async () => (await import('./processes/all-in-one.ts')).startAllInOne,
  web: async () => (await import('./processes/web.ts')).startWeb,
  worker: async () => (await import('./processes/worker.ts')).startWorker,
  scheduler: async () => (await import('./processes/scheduler.ts')).startScheduler,
};

function followSignals({ stop, renew }: Running): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (signal === 'SIGHUP' && renew) return renew();
      if (stopping) return;
      stopping = true;
      // A request or a job that does not end must not keep the machine waiting.
      setTimeout(() => process.exit(1), 12_000).unref();
      void stop().then(() => process.exit(0));
    });
  }
}

/** @param words without the names of Node and of the program */
export async function runCommandLine(words: readonly string[]): Promise<void> {
  try {
    const code = await run(words);
    if (code !== undefined) process.exitCode = code;
  } catch (error) {
    if (error instanceof ConfigError || error instanceof ThemeError || error instanceof FolderInUseError) {
      process.stderr.write(`${error.message}\n`);
      process.exit(1);
    }
    throw error;
  }
}
