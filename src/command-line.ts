/** The command line: `vigie start`, `vigie migrate`, `vigie pack ...`, `vigie jobs ...`, `vigie audit ...`. */
import cluster from 'node:cluster';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runPackCommand } from '#modules/incidents/index.ts';
import { runAuditCommand } from '#platform/audit/audit-command.ts';
import { type Config, ConfigError, readConfig } from '#platform/config/config.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { FolderInUseError } from '#platform/db/folder-lock.ts';
import { runJobsCommand } from '#platform/jobs/jobs-command.ts';
import { createLogger, type Logger } from '#platform/observability/logger.ts';
import { startAllInOne } from './processes/all-in-one.ts';
import { type ProcessKind, readStartChoice, requireProcesses } from './processes/choose-processes.ts';
import { migrateDatabase } from './processes/migrate-database.ts';
import { findAuditKeys } from './processes/open-audit-keys.ts';
import type { Running } from './processes/running.ts';
import { openRuntime } from './processes/runtime.ts';
import { startScheduler } from './processes/scheduler.ts';
import { startWeb } from './processes/web.ts';
import { startWebServer } from './processes/web-server.ts';
import { startWorker } from './processes/worker.ts';

const usage = `vigie start [--expose-demo]  everything in one process; the demo for other machines too
vigie start --processes web|worker|scheduler
                             one part of it, on PostgreSQL and Redis; SIGHUP renews the servers of web
vigie migrate                bring the database up to this version
vigie pack check|diff|import FOLDER [--regulator SLUG]
vigie jobs list              jobs that failed or are stuck, and why
vigie jobs retry ID|--failed try one of them, or every failed one, again
vigie audit verify|export|seal|key
                             whether the trail of changes is as it was sealed`;

const print = (line: string) => process.stdout.write(`${line}\n`);
/** The bundle lies in dist/server of the program's folder. */
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

async function run([command = 'help', ...args]: readonly string[]): Promise<number | undefined> {
  const config = readConfig(root);
  const log = createLogger(config.logLevel);
  /** For commands that ask for the database late, or not at all. */
  const withCtx =
    (name: string) =>
    async <Result>(work: (ctx: Ctx) => Promise<Result>): Promise<Result> => {
      const runtime = await openRuntime(config, log);
      try {
        return await work(runtime.ctx(name));
      } finally {
        await runtime.close();
      }
    };
  switch (command) {
    case 'start': {
      const { processes, exposesDemo } = readStartChoice(args);
      const settings = readConfig(root, undefined, { exposesDemo });
      requireProcesses(processes, settings);
      if (cluster.isWorker) await startWebServer(settings, log);
      else followSignals(await start[processes](settings, log, print));
      return undefined;
    }
    case 'migrate':
      await migrateDatabase(config, log, print);
      return 0;
    case 'pack':
      return runPackCommand(args, { print, withCtx: withCtx('pack') });
    case 'jobs':
      return runJobsCommand(args, { print, withCtx: withCtx('jobs') });
    case 'audit':
      return runAuditCommand(args, { print, withCtx: withCtx('audit'), keys: (file) => findAuditKeys(config, file) });
    default:
      print(usage);
      return command === 'help' ? 0 : 2;
  }
}

const start: Record<ProcessKind, (config: Config, log: Logger, print: (line: string) => void) => Promise<Running>> = {
  all: startAllInOne,
  web: startWeb,
  worker: startWorker,
  scheduler: startScheduler,
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
    if (error instanceof ConfigError || error instanceof FolderInUseError) {
      process.stderr.write(`${error.message}\n`);
      process.exit(1);
    }
    throw error;
  }
}
