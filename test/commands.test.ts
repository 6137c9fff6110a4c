// `npm start` on a machine as people have them: odd folder names, any user, no network, and a plain sentence for what is wrong.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt } from '../scripts/support/built.mjs';
import { freePort } from '../scripts/support/server.mjs';
import { lockFolder } from '../src/platform/db/folder-lock.ts';

const root = join(import.meta.dirname, '..');
const work = mkdtempSync(join(tmpdir(), 'vigie commands '));
// Another user must be able to enter.
chmodSync(work, 0o755);
afterAll(() => rmSync(work, { recursive: true, force: true }));

interface Run {
  code: number | null;
  output: string;
}

type Settings = Record<string, string | undefined>;

/** Nothing of the settings of whoever runs the tests. */
const environment = (settings: Settings): Settings => ({ PATH: process.env.PATH, HOME: work, ...settings });

async function run(args: string[], settings: Settings = {}, user: { uid?: number; gid?: number; cwd?: string } = {}): Promise<Run> {
  const child = spawn(process.execPath, args, { cwd: root, ...user, env: environment(settings), stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  const [code] = await once(child, 'close');
  return { code, output };
}

describe('the server that cannot start says why in a sentence, and ends', () => {
  let main: string;
  let port: string;

  beforeAll(async () => {
    main = await ensureBuilt();
    port = String(await freePort());
  });

  const start = (settings: Settings) => run([main, 'start'], { PORT: port, VIGIE_DATA: join(work, 'data'), ...settings });

  function expectSentence({ code, output }: Run, sentence: string | RegExp): void {
    expect(output).toMatch(sentence);
    expect(output, 'no stack for what people can mend').not.toMatch(/\n\s+at |Error:/);
    expect(output.trim().split('\n').length).toBeLessThan(3);
    expect(code).toBe(1);
  }

  test('a port that is taken, before the data is touched', async () => {
    const other = createServer().listen(0, 'localhost');
    await once(other, 'listening');
    const address = other.address();
    const taken = typeof address === 'object' && address ? String(address.port) : '';
    expectSentence(await start({ PORT: taken }), new RegExp(`^Port ${taken} is taken by another program\\. .*PORT=3001 npm start`));
    other.close();
  });

  test('a data folder that cannot be written', async () => {
    writeFileSync(join(work, 'a file'), '');
    expectSentence(
      await start({ VIGIE_DATA: join(work, 'a file', 'data') }),
      /^The data folder .* cannot be written\. Give this user the right/,
    );
  });

  test('data that another process uses', async () => {
    const folder = join(work, 'in use');
    mkdirSync(folder);
    const lock = await lockFolder(folder);
    expectSentence(await start({ VIGIE_DATA: folder }), /is in use by another process\. Stop that one first/);
    lock.close();
  });

  test.each<[string, Settings, RegExp]>([
    [
      'a database without a word on what it is for',
      { DATABASE_URL: 'postgres://vigie@127.0.0.1:1/vigie' },
      /APP_ENV is not\. Set APP_ENV=/,
    ],
    [
      'a database that is away',
      { APP_ENV: 'development', DATABASE_URL: 'postgres://vigie@127.0.0.1:1/vigie' },
      /^DATABASE_URL: .*\(ECONNREFUSED\)/,
    ],
    ['a port that is none', { PORT: 'http' }, /^PORT: this setting takes a whole number/],
    ['a time zone that is none', { DEFAULT_ZONE: 'Mars/Phobos' }, /^DEFAULT_ZONE: this setting takes the name of a time zone/],
    ['a theme that is not there', { VIGIE_THEME: 'none' }, /^VIGIE_THEME: there is no folder themes\/none\./],
    [
      'a key that is too short',
      { VIGIE_SECRET_KEYS: 'k1:AAAA' },
      /^VIGIE_SECRET_KEYS: this setting takes keys, each `id:base64 of 32 bytes`/,
    ],
    ['a seal key that is too short', { VIGIE_AUDIT_KEYS: 'k1:AAAA' }, /^VIGIE_AUDIT_KEYS: this setting takes keys, each/],
    [
      'a seal key without its private half',
      { VIGIE_AUDIT_KEYS: `k1:public:${Buffer.alloc(32, 1).toString('base64')}` },
      /^VIGIE_AUDIT_KEYS: the newest key is a public one\./,
    ],
    ['a host of another machine', { HOST: '192.0.2.1', APP_ENV: 'development' }, /^HOST=192\.0\.2\.1: this machine cannot listen there/],
    ['the demo for everybody', { HOST: '0.0.0.0' }, /^The demo listens to this machine only\./],
  ])('%s', async (_name, settings, sentence) => {
    expectSentence(await start(settings), sentence);
  });

  test.each<[string, string, Settings, RegExp]>([
    ['web', 'on the embedded database', {}, /^--processes web needs DATABASE_URL: the embedded database belongs to one process/],
    [
      'worker',
      'without Redis',
      { APP_ENV: 'development', DATABASE_URL: 'postgres://vigie@127.0.0.1:1/vigie' },
      /^--processes worker needs REDIS_URL/,
    ],
    ['mail', 'of which there is none', {}, /^This start is not understood: it is vigie start --processes all\|web\|worker\|scheduler/],
  ])('the process %s %s', async (name, _where, settings, sentence) => {
    expectSentence(await run([main, 'start', '--processes', name], { PORT: port, VIGIE_DATA: join(work, 'data'), ...settings }), sentence);
  });
});

describe('the launcher', () => {
  const lock = { packages: { '': {}, 'node_modules/thing': { version: '1.0.0' } } };
  const npm = join(work, 'npm.js');
  let project: string;

  beforeAll(() => {
    project = join(work, "it's a (folder) & more");
    mkdirSync(join(project, 'scripts'), { recursive: true });
    mkdirSync(join(project, 'node_modules'), { recursive: true });
    copyFileSync(join(root, 'scripts', 'launch.mjs'), join(project, 'scripts', 'launch.mjs'));
    writeFileSync(join(project, 'scripts', 'target.mjs'), 'console.log(JSON.stringify([process.cwd(), process.argv.slice(2)]));');
    writeFileSync(join(project, 'package-lock.json'), JSON.stringify(lock));
    // Stands in for npm, and says what npm says where there is no network.
    writeFileSync(npm, "console.error('npm error code ENOTFOUND'); process.exit(1);");
  });

  const launch = (user: { uid?: number; gid?: number } = {}) =>
    run([join(project, 'scripts', 'launch.mjs'), 'scripts/target.mjs', 'two words'], { npm_execpath: npm }, { ...user, cwd: work });
  const install = (packages: object) => writeFileSync(join(project, 'node_modules', '.package-lock.json'), JSON.stringify({ packages }));

  test('without packages and without a network says so in two sentences', async () => {
    rmSync(join(project, 'node_modules', '.package-lock.json'), { force: true });
    const { code, output } = await launch();
    expect(code).toBe(1);
    expect(output).toContain('The packages could not be fetched: npm does not reach its registry.');
    expect(output).not.toContain('    at ');
  });

  test('asks npm again when a package is missing, older, or not wanted any more', async () => {
    const thing = lock.packages['node_modules/thing'];
    for (const packages of [
      {},
      { 'node_modules/thing': { version: '0.9.0' } },
      { 'node_modules/thing': thing, 'node_modules/old': thing },
    ]) {
      install(packages);
      expect((await launch()).output).toContain('Installing packages (npm ci), only needed once ...');
    }
  });

  test.each([
    ['whoever runs the tests', {}],
    // Root alone can become somebody else.
    ['an ordinary user', process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}],
  ])('with its packages needs neither npm nor a network, in any folder, as %s', async (_name, user) => {
    install({ 'node_modules/thing': lock.packages['node_modules/thing'] });
    const { code, output } = await launch(user);
    expect(output.trim()).toBe(JSON.stringify([project, ['two words']]));
    expect(code).toBe(0);
  });

  test.runIf(process.getuid?.() === 0)('says whose folder it is when an ordinary user cannot install', async () => {
    install({});
    const { code, output } = await launch({ uid: 65_534, gid: 65_534 });
    expect(code).toBe(1);
    expect(output).toContain('is not writable for this user.');
  });
});
