import { constants, setPriority } from 'node:os';
import { baseUrlOf, type Config } from '#platform/config/config.ts';
import { startInternalServer } from '#platform/observability/internal-server.ts';
import type { Logger } from '#platform/observability/logger.ts';
import { createApplication, openBroker } from './application.ts';
import { requireSigner } from './open-audit-keys.ts';
import { healthOf } from './process-health.ts';
import type { Running } from './running.ts';
import { openRuntime } from './runtime.ts';

/** Runs jobs, any number of such processes at once. What it cannot end before it stops goes back to the queue. */
export async function startWorker(config: Config, log: Logger, print: (line: string) => void): Promise<Running> {
  // On a machine that both share, people's requests come before mails and documents: a report costs more work after it is taken than before.
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  const runtime = await openRuntime(config, log);
  requireSigner(runtime.auditKeys);
  const broker = await openBroker(config, log);
  const { runner, transport } = createApplication(runtime, { baseUrl: baseUrlOf(config), demoAccounts: [], broker });
  const state = { isDraining: false };
  const closeInternal = await startInternalServer(config.internal, healthOf('worker', runtime, broker, state));
  runner.start();
  print('Vigie worker is ready.');
  return {
    async stop() {
      state.isDraining = true;
      // Less than the time a stop may take altogether (command-line.ts): what is handed back late runs out its lease instead.
      await runner.stop(8_000);
      await transport.close();
      closeInternal();
      await runtime.close();
    },
  };
}
