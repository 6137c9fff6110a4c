import { defineConfig, type ReporterDescription } from '@playwright/test';
import type { ServerOptions } from './e2e/support/test.ts';
import { type Browser, findBrowser } from './scripts/support/browser.mjs';
import { ensureBuilt, nodeEnvironment, nodeFlags } from './scripts/support/built.mjs';
import { inRoot } from './scripts/support/root.mjs';
import { freePort, scratchFolder, testSettings } from './scripts/support/server.mjs';

/** nginx or apache: the journeys go through that proxy, to separate processes on PostgreSQL and Redis (e2e/front/serve.ts). */
const front = process.env.VIGIE_E2E_FRONT;

/** Playwright reads this file again in each of its workers; they take over what the first reading found out. */
interface Prepared {
  browser: Browser;
  port: number;
  dataFolder: string;
  main: string;
}

async function prepare(): Promise<Prepared> {
  const [browser, port, main] = [await findBrowser(), await freePort(), await ensureBuilt()];
  return { browser, port, dataFolder: scratchFolder(front ? `e2e-${front}` : 'e2e'), main };
}

const handedOver = process.env.VIGIE_E2E_PREPARED;
const { browser, port, dataFolder, main }: Prepared = handedOver ? JSON.parse(handedOver) : await prepare();
process.env.VIGIE_E2E_PREPARED ??= JSON.stringify({ browser, port, dataFolder, main });
if (browser.missing !== undefined) throw new Error(browser.missing);

const reportFile = process.env.VIGIE_E2E_REPORT;
const jsonReport: ReporterDescription[] = reportFile ? [['json', { outputFile: reportFile }]] : [];
const address = `${front ? 'https' : 'http'}://localhost:${port}`;
const command = front ? [inRoot('e2e/front/serve.ts'), front, String(port), dataFolder] : [...nodeFlags, main, 'start'];

export default defineConfig<object, ServerOptions>({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  // What the main journey does anyway, where that one runs.
  testIgnore: front ? [] : '**/behind-a-proxy.spec.ts',
  outputDir: 'var/e2e-results',
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  // Bounds for what hangs, not for what is slow: two browsers and the server share the cores of a small machine.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ...jsonReport],
  use: {
    // Without it, a step that can never succeed waits for the end of its journey.
    actionTimeout: 30_000,
    navigationTimeout: 30_000,
    baseURL: address,
    dataFolder,
    contextOptions: { reducedMotion: 'reduce', ...(front && { ignoreHTTPSErrors: true }) },
    locale: 'en-GB',
    timezoneId: 'Europe/Luxembourg',
    launchOptions: {
      executablePath: browser.executablePath,
      // The certificate of that proxy is the test's own.
      args: front ? [...browser.args, '--ignore-certificate-errors'] : browser.args,
      env: browser.env,
    },
    // Without pictures, which cost time on a small machine; the snapshots of the pages tell more.
    trace: { mode: 'retain-on-failure', screenshots: false },
  },
  webServer: {
    command: [process.execPath, ...command].map((word) => `"${word}"`).join(' '),
    url: address,
    env: nodeEnvironment({ ...process.env, ...(front ? {} : testSettings(port, dataFolder)) }),
    ignoreHTTPSErrors: true,
    timeout: front ? 400_000 : 90_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 30_000 },
    stdout: 'ignore',
    stderr: 'pipe',
  },
});
