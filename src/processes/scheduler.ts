import { baseUrlOf, type Config } from '#platform/config/config.ts';
import { startInternalServer } from '#platform/observability/internal-server.ts';
import type { Logger } from '#platform/observability/logger.ts';
import { createApplication, openBroker } from './application.ts';
import { healthOf } from './process-health.ts';
import type { Running } from './running.ts';
import { openRuntime } from './runtime.ts';

/** Enqueues what the schedules ask for. Any number may run: each slot is claimed by one. The workers' sweep publishes the jobs. */
export async function startScheduler(config: Config, log: Logger, print: (line: string) => void): Promise<Running> {
  const runtime = await openRuntime(config, log);
  const broker = await openBroker(config, log);
  const { scheduler, transport, figures } = createApplication(runtime, { baseUrl: baseUrlOf(config), demoAccounts: [], broker });
  const state = { isDraining: false };
  const closeInternal = await startInternalServer(config.internal, healthOf('scheduler', runtime, broker, state, figures));
  scheduler.start();
  print('Vigie scheduler is ready.');
  return {
    async stop() {
      state.isDraining = true;
      await scheduler.stop();
      await broker.close();
      await transport.close();
      closeInternal();
      await runtime.close();
    },
  };
}
