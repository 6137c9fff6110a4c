import { baseUrlOf, type Config } from '#platform/config/config.ts';
import { createDrain } from '#platform/http/drain.ts';
import { createSharedCeilings } from '#platform/http/request-ceilings.ts';
import { createSweeper } from '#platform/jobs/sweeper.ts';
import type { Logger } from '#platform/observability/logger.ts';
import { readDemoAccounts } from '../demo/demo-accounts.ts';
import { createApplication, openBroker } from './application.ts';
import { toPrimary, toServer } from './prefork-messages.ts';
import { healthOf } from './process-health.ts';
import { openRuntime } from './runtime.ts';

/** Milliseconds a request may still take when the server goes. */
const longestFarewell = 10_000;

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
  const health = healthOf('web server', runtime, broker, drain);

  async function leave(code: number): Promise<void> {
    if (drain.isDraining) return;
    setTimeout(() => process.exit(1), longestFarewell).unref();
    await drain.run(app);
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
    if (message === toServer.describe) void health.details().then((details) => process.send?.(details));
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
