import { baseUrlOf, type Config } from '#platform/config/config.ts';
import { createDrain } from '#platform/http/drain.ts';
import { createSharedCeilings } from '#platform/http/request-ceilings.ts';
import { createSweeper } from '#platform/jobs/sweeper.ts';
import type { Logger } from '#platform/observability/logger.ts';
import { snapshotOf } from '#platform/observability/metrics.ts';
import { readDemoAccounts } from '../demo/demo-accounts.ts';
import { createApplication, openBroker } from './application.ts';
import { type ServerAnswer, toPrimary, toServer } from './prefork-messages.ts';
import { healthOf } from './process-health.ts';
import { openRuntime } from './runtime.ts';

/** Milliseconds a request may still take when the server goes. */
const longestFarewell = 10_000;

/** Resolves when it is on its way; a primary that is gone does not hear it. */
function say(answer: ServerAnswer): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (process.connected) process.send?.(answer, undefined, undefined, () => resolve());
  else resolve();
  return promise;
}

/** One of the servers that share a port, in a process of its own; the primary (web.ts) says when it goes. */
export async function startWebServer(config: Config, log: Logger): Promise<void> {
  // Both reach the whole group of a terminal; whether they end anything is the primary's decision.
  process.on('SIGINT', () => undefined);
  process.on('SIGHUP', () => undefined);
  const runtime = await openRuntime(config, log);
  const broker = await openBroker(config, log);
  const demoAccounts = config.mode === 'demo' ? readDemoAccounts(config.dataFolder) : [];
  const application = createApplication(runtime, { baseUrl: baseUrlOf(config), demoAccounts, broker });
  const publisher = createSweeper({ db: runtime.database.db, wallClock: runtime.wallClock, log }, broker);
  const ceilings = config.redisUrl ? createSharedCeilings(config.redisUrl, log) : undefined;
  const drain = createDrain();
  const app = await application.web({ afterChange: publisher.wake, drain, ceilings });
  const health = healthOf('web', runtime, broker, drain);

  async function leave(code: number): Promise<void> {
    if (drain.isDraining) return;
    setTimeout(() => process.exit(1), longestFarewell).unref();
    await drain.run(app);
    // What this server did still counts when it is gone.
    await say({ answer: 'measure', figures: await snapshotOf(runtime.metrics.registry) });
    await publisher.stop();
    await broker.close();
    ceilings?.close();
    await application.transport.close();
    await runtime.close();
    process.exit(code);
  }
  process.on('SIGTERM', () => void leave(0));
  process.on('disconnect', () => void leave(0));
  process.on('message', (message) => {
    if (message === toServer.leave) void leave(0);
    if (message === toServer.describe) void health.details().then((details) => say({ answer: 'describe', details }));
    if (message === toServer.measure) void snapshotOf(runtime.metrics.registry).then((figures) => say({ answer: 'measure', figures }));
  });
  // The state of a process that threw is unknown: it ends its requests and is replaced.
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'a web server ends after an error that nobody caught');
    void leave(1);
  });

  await app.listen({ host: config.host, port: config.port });
  publisher.start();
  process.send?.(toPrimary.serving);
}
