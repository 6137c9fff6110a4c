import { join, resolve } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { regulator } from '#modules/governance/schema.ts';
import { type Ctx, systemCtx } from '#platform/context/ctx.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import { FakeClock } from '#platform/testing/fake-clock.ts';
import { scratchKinds } from '#platform/testing/scratch-database.ts';
import { packUsage, runPackCommand } from './pack-command.ts';
import { plant, withFolder } from './testing/small-pack.ts';

let database: OpenDatabase;
let ctx: Ctx;

beforeAll(async () => {
  const [pglite] = scratchKinds(undefined);
  if (!pglite) throw new Error('no database');
  database = await pglite.open();
  const clock = new FakeClock();
  ctx = systemCtx({ db: database.db, clock, wallClock: clock, log: pino({ level: 'silent' }) }, 'vigie pack', 'test');
  const details = { name: { en: 'North' }, email: 'north@example.eu', country: 'LU', zone: 'Europe/Luxembourg' };
  await ctx.db.insert(regulator).values({ id: newId(), slug: 'north', short: 'North', ...details });
});
afterAll(() => database.close());

async function run(...args: string[]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const code = await runPackCommand(args, { print: (line) => lines.push(line), withCtx: (work) => work(ctx) });
  return { code, lines };
}

const withoutDatabase = { withCtx: () => Promise.reject(new Error('no database is needed')) };
const gdpr = resolve('packs/gdpr');

it('checks without a database', async () => {
  const lines: string[] = [];
  expect(await runPackCommand(['check', gdpr], { print: (line) => lines.push(line), ...withoutDatabase })).toBe(0);
  expect(lines).toEqual(['gdpr 1.1.0: no findings']);
});

it('prints each finding with its place', async () => {
  await withFolder(plant('small/procedures/incident.yaml', 'requires: [first]', 'requires: [first, lost]'), async (folder) => {
    expect(await run('check', join(folder, 'small'))).toEqual({
      code: 1,
      lines: ['procedures/incident.yaml stages[1].requires: no stage "lost" (unknown-stage)', '1 finding'],
    });
  });
});

it('foretells, imports, and then has nothing to change', async () => {
  const foretold = await run('diff', gdpr, '--regulator', 'north');
  expect(foretold.lines).toContain('procedure gdpr-data-breach added');
  expect(foretold.lines.at(-1)).toMatch(/^gdpr 1\.1\.0: \d+ would change$/);
  const imported = await run('import', gdpr, '--regulator=north');
  expect(imported.code).toBe(0);
  expect(imported.lines.slice(0, -1)).toEqual(foretold.lines.slice(0, -1));
  expect(await run('import', gdpr, '--regulator', 'north')).toEqual({ code: 0, lines: ['Nothing to change.'] });
});

it('says what it needs', async () => {
  expect((await run('import', gdpr)).lines[0]).toContain('(regulator-missing)');
  expect(await run('import', gdpr, '--regulator', 'nobody')).toEqual({ code: 1, lines: ['There is no regulator "nobody".'] });
  expect((await run('check', '/no/such/folder')).lines).toEqual(['The folder /no/such/folder cannot be read (ENOENT).']);
  for (const args of [[], ['check'], ['burn', gdpr], ['check', gdpr, 'more'], ['check', gdpr, '--force']]) {
    expect(await run(...args)).toEqual({ code: 2, lines: [packUsage] });
  }
});
