import { baseUrlOf, type Config } from '#platform/config/config.ts';
import { createDrain } from '#platform/http/drain.ts';
import { startInternalServer } from '#platform/observability/internal-server.ts';
import type { Logger } from '#platform/observability/logger.ts';
import { readDemoAccounts } from '../demo/demo-accounts.ts';
import { fillDemoCountry } from '../demo/fill-country.ts';
import { newAccessWord } from '../demo/passwords.ts';
import { createApplication, openBroker } from './application.ts';
import { requireFreePort } from './free-port.ts';
import { announce } from './greeting.ts';
import { requireSigner } from './open-audit-keys.ts';
import { healthOf } from './process-health.ts';
import type { Running } from './running.ts';
import { openRuntime } from './runtime.ts';

/** Web, jobs and schedules in one process: the embedded default and the small production. */
export async function startAllInOne(config: Config, log: Logger, print: (line: string) => void): Promise<Running> {
  await requireFreePort(config);
  const runtime = await openRuntime(config, log);
  requireSigner(runtime.auditKeys);
  if (config.mode === 'demo') await fillDemoCountry(runtime, print);
  const demoAccounts = config.mode === 'demo' ? readDemoAccounts(config.dataFolder) : [];
  const accessWord = config.exposesDemo ? newAccessWord() : undefined;
  const broker = await openBroker(config, log);
  const application = createApplication(runtime, { baseUrl: baseUrlOf(config), demoAccounts, accessWord, broker });
  const drain = createDrain();
  const web = await application.web({ afterChange: application.runner.wake, drain });
  const closeInternal = await startInternalServer(config.internal, healthOf('all', runtime, broker, drain, application.figures));
  await web.listen({ host: config.host, port: config.port });
  application.runner.start();
  application.scheduler.start();
  announce(print, config, demoAccounts, accessWord);
  return {
    async stop() {
      await application.scheduler.stop();
      await drain.run(web);
      await application.runner.stop(6_000);
      await application.transport.close();
      closeInternal();
      await runtime.close();
    },
  };
}
