import { Gauge } from 'prom-client';
import { type Config, ConfigError } from '#platform/config/config.ts';
import { describeProcess, type Health } from '#platform/observability/health.ts';
import { startInternalServer } from '#platform/observability/internal-server.ts';
import type { Logger } from '#platform/observability/logger.ts';
import { newRegistry, snapshotOf, sumMetrics } from '#platform/observability/metrics.ts';
import { readDemoAccounts } from '../demo/demo-accounts.ts';
import { requireFreePort } from './free-port.ts';
import { announce } from './greeting.ts';
import { createPrefork, type Prefork, ServerNeverServedError } from './prefork.ts';
import type { Running } from './running.ts';
import { openRuntime, versionOf } from './runtime.ts';

/**
 * Answers requests with `WEB_CONCURRENCY` servers (web-server.ts) that share one port. This process only keeps them: it has no
 * database open while they serve, and what goes wrong in a request cannot reach it. SIGHUP renews them without a failed request.
 */
export async function startWeb(config: Config, log: Logger, print: (line: string) => void): Promise<Running> {
  await requireFreePort(config);
  const prefork = createPrefork(config.webConcurrency, log);
  const state = { isStarting: true, isDraining: false };
  const closeInternal = await startInternalServer(config.internal, healthOf(config, prefork, state));
  await prepareDatabase(config, log, print);
  try {
    await prefork.start();
  } catch (error) {
    await prefork.stop();
    if (error instanceof ServerNeverServedError) throw new ConfigError(`The web does not start. ${error.message}, and has said why.`);
    throw error;
  }
  state.isStarting = false;
  announce(print, config, config.mode === 'demo' ? readDemoAccounts(config.dataFolder) : []);
  return {
    async stop() {
      state.isDraining = true;
      await prefork.stop();
      closeInternal();
    },
    renew() {
      log.info('the web servers are renewed');
      prefork.renew().then(
        () => log.info('the web servers were renewed'),
        (error: unknown) => log.error({ err: error }, 'the web servers could not be renewed; those that serve go on'),
      );
    },
  };
}

/** Once, before any server looks at it. The port opens afterwards: who asks meanwhile finds nobody, as at any machine that starts. */
async function prepareDatabase(config: Config, log: Logger, print: (line: string) => void): Promise<void> {
  const runtime = await openRuntime(config, log);
  try {
    if (config.mode === 'demo') await (await import('../demo/fill-country.ts')).fillDemoCountry(runtime, print);
  } finally {
    await runtime.close();
  }
}

function healthOf(config: Config, prefork: Prefork, state: { isStarting: boolean; isDraining: boolean }): Health {
  const registry = newRegistry();
  const servers = new Gauge({
    name: 'vigie_web_servers',
    help: 'Servers that answer requests',
    labelNames: ['state'],
    registers: [registry],
  });
  return {
    async metrics() {
      servers.set({ state: 'wanted' }, config.webConcurrency);
      servers.set({ state: 'serving' }, prefork.serving());
      return sumMetrics([await prefork.measure(), await snapshotOf(registry)]).metrics();
    },
    async notReady() {
      if (state.isStarting) return 'starting';
      if (state.isDraining) return 'draining';
      const answers = await prefork.describe();
      if (answers.some(isWell)) return undefined;
      return answers.length > 0 ? 'database' : 'workers';
    },
    details: async () => ({
      ...describeProcess('web', versionOf(config.root)),
      wanted: config.webConcurrency,
      serving: prefork.serving(),
      servers: await prefork.describe(),
    }),
  };
}

const isWell = ({ database }: Record<string, unknown>) =>
  typeof database === 'object' && database !== null && 'state' in database && database.state === 'up';
