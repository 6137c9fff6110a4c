// operations.md check 31: a theme that is laid beside a release that is built, and what the start says of one that was not made for it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyRelease } from '../e2e/front/support/release.ts';
import { ensureBuilt } from '../scripts/support/built.mjs';
import { freePort } from '../scripts/support/server.mjs';

const release = mkdtempSync(join(tmpdir(), 'vigie-theme-'));

beforeAll(async () => {
  await ensureBuilt();
  copyRelease(release);
});
afterAll(() => rmSync(release, { recursive: true, force: true }));

function addTheme(id: string, engine: string): void {
  mkdirSync(join(release, 'themes', id));
  const manifest = { id, name: 'Of a country', version: '1.0.0', engine, siteName: { en: 'Sentinel' } };
  writeFileSync(join(release, 'themes', id, 'theme.json'), JSON.stringify(manifest));
}

async function vigie(args: string[], settings: Record<string, string> = {}) {
  const env = { PATH: process.env.PATH, PORT: String(await freePort()), VIGIE_DATA: join(release, 'data'), ...settings };
  const child = spawn(process.execPath, [join(release, 'dist/server/main.js'), ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  const [code] = await once(child, 'close');
  return { code, output };
}

test('a theme made for another release stops the start with a sentence, before the data is touched', async () => {
  addTheme('later', '>=9.0.0');
  const { code, output } = await vigie(['start'], { VIGIE_THEME: 'later' });
  expect(output).toMatch(/it was made for Vigie >=9\.0\.0; this is \d+\.\d+\.\d+/);
  expect(output, 'no stack for what people can mend').not.toMatch(/\n\s+at /);
  expect(code).toBe(1);
});

test('a theme made for this release is used as it lies there, without a build', async () => {
  addTheme('own', '>=0.1.0');
  expect(await vigie(['theme', 'check', 'own'])).toEqual({ code: 0, output: expect.stringContaining('can be used.') });
});
