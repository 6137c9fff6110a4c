// `vigie config` and the start of a wrong configuration, as the real program answers. operations.md checks 1 and 3.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { createServer } from 'node:net';
import { beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt } from '../scripts/support/built.mjs';
import { freePort, scratchFolder } from '../scripts/support/server.mjs';
import { readTestSettings } from '../src/platform/config/test-settings.ts';
import { SmtpRelay } from '../src/platform/testing/smtp-relay.ts';

const { databaseUrl, redisUrl } = readTestSettings();
let main: string;
beforeAll(async () => {
  main = await ensureBuilt();
});

/** @param seconds of processor time that it may use: on a busy machine those of the clock say nothing. More, and it is killed */
async function vigie(args: string[], settings: Record<string, string> = {}, seconds = 60) {
  const child = spawn('/bin/sh', ['-c', `ulimit -t ${seconds}; exec "$0" "$@"`, process.execPath, main, ...args], {
    env: { PATH: process.env.PATH, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  const [code] = await once(child, 'close');
  return { code, output, lines: output.trimEnd().split('\n') };
}

const wrong = {
  APP_ENV: 'production',
  PORT: 'hunter2',
  DATABASE_URL_FILE: '/nowhere/hunter',
  MAIL_URL: 'smtp://hunter2@',
  VIGIE_SECRET_KEYS: 'hunter2',
};
const names = ['PORT', 'DATABASE_URL_FILE', 'MAIL_URL', 'VIGIE_SECRET_KEYS', 'APP_BASE_URL'];

describe('a wrong configuration', () => {
  test.each([[['start']], [['config', 'check']], [['migrate']]])(
    'ends %j within five seconds of work with every problem by name',
    async (args) => {
      const { code, output } = await vigie(args, wrong, 5);
      expect(code).toBe(1);
      for (const name of names) expect(output).toMatch(new RegExp(`^.*\\b${name}\\b`, 'm'));
      expect(output).not.toContain('hunter2');
      expect(output, 'no stack for what people can mend').not.toMatch(/\n\s+at |Error:/);
    },
  );
});

test('vigie keys new prints a key that the settings take', async () => {
  const { code, lines } = await vigie(['keys', 'new']);
  expect([code, lines.length]).toEqual([0, 1]);
  expect((await vigie(['config', 'check'], { VIGIE_SECRET_KEYS: lines[0] ?? '' })).code).toBe(0);
});

test('vigie keys status counts what an embedded installation holds', async () => {
  const { code, output } = await vigie(['keys', 'status'], { VIGIE_DATA: scratchFolder('keys-status') });
  expect(output).toBe('local is the newest key and encrypts; 0 values are under it.\n');
  expect(code).toBe(0);
});

test.runIf(process.platform === 'linux')('a full disk behind the log ends nothing: the server starts, answers and stops', async () => {
  const full = openSync('/dev/full', 'w');
  const port = String(await freePort());
  const settings = {
    PATH: process.env.PATH,
    PORT: port,
    VIGIE_DATA: scratchFolder('full-log'),
    LOG_LEVEL: 'debug',
    APP_ENV: 'development',
  };
  const server = spawn(process.execPath, [main, 'start'], { env: settings, stdio: ['ignore', full, full] });
  const status = (path: string) =>
    fetch(`http://localhost:${port}${path}`).then(
      (answer) => answer.status,
      () => 0,
    );
  try {
    await expect.poll(() => status('/readyz'), { timeout: 60_000, interval: 100 }).toBe(200);
    for (let asked = 0; asked < 50; asked += 1) expect(await status('/sign-in')).toBe(200);
    server.kill('SIGTERM');
    expect(await once(server, 'exit')).toEqual([0, null]);
  } finally {
    server.kill('SIGKILL');
  }
});

describe('vigie config', () => {
  test('print shows what holds in a fresh copy, as lines and as JSON', async () => {
    const { code, lines } = await vigie(['config', 'print', '--redacted'], { PORT: '4000' });
    expect(code).toBe(0);
    expect(lines.find((line) => line.startsWith('PORT='))).toMatch(/^PORT=4000 +environment$/);
    const asJson = await vigie(['config', 'print', '--json'], {
      APP_ENV: 'development',
      DATABASE_URL: 'postgres://vigie:hunter2@127.0.0.1:1/vigie',
    });
    expect(JSON.parse(asJson.output)).toMatchObject({
      APP_ENV: { value: 'development', source: 'environment' },
      DATABASE_URL: { value: 'postgres://vigie:***@127.0.0.1:1/vigie', source: 'environment' },
      REDIS_URL: { value: null, source: 'default' },
    });
  });

  test('check finds nothing wrong with the demo, and needs no service', async () => {
    const { code, lines } = await vigie(['config', 'check']);
    expect(code).toBe(0);
    expect(lines[0]).toBe('Settings: good, for demo.');
    expect(lines[1]).toMatch(/^Database: embedded/);
  });

  test('check names each service that cannot be used, within its patience, without its password', async () => {
    // One that takes the connection and says nothing.
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const closed = await freePort();
    const { code, output, lines } = await vigie(['config', 'check'], {
      APP_ENV: 'development',
      DATABASE_URL: `postgres://vigie:hunter2@127.0.0.1:${closed}/vigie`,
      REDIS_URL: `redis://:hunter2@127.0.0.1:${closed}`,
      MAIL_URL: `smtp://vigie:hunter2@127.0.0.1:${port}`,
    });
    silent.close();
    expect(code).toBe(1);
    expect(lines).toContain('Database: cannot be used (ECONNREFUSED).');
    expect(output).toMatch(/^Redis: cannot be used \(\w+\)\.$/m);
    expect(output).toMatch(/^Mail relay: (does not answer within 5 s|cannot be used \(ETIMEDOUT\))\.$/m);
    expect(lines.at(-1)).toBe('3 of 3 services cannot be used as they are.');
    expect(output).not.toContain('hunter2');
    expect((await vigie(['config', 'check', '--offline'], { APP_ENV: 'development', REDIS_URL: `redis://127.0.0.1:${closed}` })).code).toBe(
      0,
    );
  });

  test.runIf(databaseUrl && redisUrl)('check finds the services of a working installation', async () => {
    const relay = new SmtpRelay();
    await relay.open();
    const { code, output } = await vigie(['config', 'check'], {
      APP_ENV: 'development',
      DATABASE_URL: databaseUrl ?? '',
      REDIS_URL: redisUrl ?? '',
      MAIL_URL: `smtp://127.0.0.1:${relay.port}?ignoreTLS=true`,
    });
    await relay.close();
    expect(output).toMatch(/^Database: PostgreSQL \d+\.\d+.* answers; .+\.$/m);
    expect(output).toMatch(/^Redis: Redis \d\S+ answers; maxmemory-policy noeviction\.$/m);
    expect(output).toMatch(/^Mail relay: answers, and lets us in\.$/m);
    expect(code).toBe(0);
  });

  test.each([[['config']], [['config', 'check', '--json']], [['config', 'show']]])('says how it is used: %j', async (args) => {
    const { code, output } = await vigie(args);
    expect([code, output]).toEqual([2, expect.stringContaining('vigie config check')]);
  });
});
