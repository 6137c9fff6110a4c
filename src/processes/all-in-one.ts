import { createServer } from 'node:net';
import { type Config, ConfigError } from '#platform/config/config.ts';
import type { Logger } from '#platform/observability/logger.ts';
import { readDemoAccounts } from '../demo/demo-accounts.ts';
import { fillDemoCountry } from '../demo/fill-country.ts';
import { newAccessWord } from '../demo/passwords.ts';
import { createApplication } from './application.ts';
import { openRuntime } from './runtime.ts';

/** Web, jobs and schedules in one process: the embedded default and the small production. Answers how to stop it. */
export async function startAllInOne(config: Config, log: Logger, print: (line: string) => void): Promise<() => Promise<void>> {
  // Before the database is opened: a taken port is the most common mistake, and the message should come at once.
  await requireFreePort(config);
  const runtime = await openRuntime(config, log);
  const shownHost = config.host === '0.0.0.0' ? 'localhost' : config.host;
  const baseUrl = config.baseUrl ?? `http://${shownHost}:${config.port}`;
  if (config.mode === 'demo') await fillDemoCountry(runtime, print);
  const demoAccounts = config.mode === 'demo' ? readDemoAccounts(config.dataFolder) : [];
  const accessWord = config.exposesDemo ? newAccessWord() : undefined;
  const application = createApplication(runtime, { baseUrl, demoAccounts, accessWord });
  const web = await application.web();
  await web.listen({ host: config.host, port: config.port });
  application.runner.start();
  application.scheduler.start();
  print(`Vigie is ready: ${baseUrl}`);
  for (const account of demoAccounts)
    print(`  ${account.role.padEnd(26)} ${account.email.padEnd(40)} ${account.password}  (${account.organisation})`);
  if (accessWord) print(`  Access word, asked once in every browser: ${accessWord}`);
  if (demoAccounts.length > 0) print('  The sign-in page shows these accounts and the code of each. Nothing here is for production.');
  return async () => {
    await application.scheduler.stop();
    await web.close();
    await application.runner.stop();
    await application.transport.close();
    await runtime.close();
  };
}

function requireFreePort({ host, port }: Config): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const probe = createServer();
  probe.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE')
      reject(new ConfigError(`Port ${port} is taken by another program. Stop that one, or choose another: PORT=3001 npm start`));
    else if (error.code === 'EACCES')
      reject(new ConfigError(`This user may not listen on port ${port}. Choose one above 1023: PORT=3000 npm start`));
    else reject(new ConfigError(`HOST=${host}: this machine cannot listen there (${error.code}).`));
  });
  probe.listen(port, host, () => probe.close(() => resolve()));
  return promise;
}
