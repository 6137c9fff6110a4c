/**
 * The commands of docs/operations/install.md, below a scratch folder, and what they leave: settings with which every unit's command starts.
 * Runs when TEST_DATABASE_URL and TEST_REDIS_URL say that both servers are on this machine.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inRoot } from '../../scripts/support/root.mjs';
import { freePort } from '../../scripts/support/server.mjs';
import { readTestSettings } from '../../src/platform/config/test-settings.ts';
import { openPostgres } from '../../src/platform/db/postgres.ts';

const { databaseUrl, redisUrl } = readTestSettings();
const name = `vigie_install_${process.pid}`;
const address = new URL(databaseUrl ?? 'postgres://localhost');
address.pathname = `/${name}`;

describe.runIf(databaseUrl && redisUrl)('the installation as it is written down', () => {
  const machine = mkdtempSync(join(tmpdir(), 'vigie-machine-'));
  const release = join(machine, 'opt/vigie/releases/0.1.0');
  const environment = join(machine, 'etc/vigie/vigie.env');
  let port = 0;

  /** Boxes of shell commands that need no whole machine, with this one's folders and servers instead of the machine's own. */
  const commandsOf = (document: string) =>
    [...readFileSync(inRoot('docs/operations', document), 'utf8').matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
      .map(([, commands = '']) => commands)
      .filter((commands) => !commands.startsWith('# on the machine'))
      .map((commands) =>
        commands
          .replaceAll('postgres://vigie@localhost/vigie?host=/run/postgresql', address.href)
          .replaceAll('redis://127.0.0.1:6379/0', redisUrl ?? '')
          .replaceAll('PORT=3000', `PORT=${port}`)
          .replace(/(?<=[\s>'=])\/(opt|etc|var|usr\/local)\//g, `${machine}/$1/`),
      );
  const run = (commands: string) => execFileSync('/bin/sh', ['-eu', '-c', commands], { encoding: 'utf8', stdio: 'pipe' });
  /** The command of a unit with the settings and the secrets that systemd gives it, and nothing else. */
  const asSystemdRuns = (unit: string, more: string) => {
    const text = readFileSync(join(machine, `etc/systemd/system/${unit}.service`), 'utf8');
    const credentials = join(machine, 'run/credentials', unit);
    mkdirSync(credentials, { recursive: true });
    for (const [, id = '', path = ''] of text.matchAll(/^LoadCredential=([^:]+):(.+)$/gm)) {
      copyFileSync(join(machine, path), join(credentials, id));
      chmodSync(join(credentials, id), 0o400);
    }
    const files = [...text.matchAll(/^Environment=(\w+_FILE)=%d\/(.+)$/gm)].map(([, name, id]) => `${name}=${credentials}/${id}`);
    const command = (/^ExecStart=(.+)$/m.exec(text)?.[1] ?? '').replaceAll('/opt/', `${machine}/opt/`);
    return `set -a; . ${environment}; ${files.join('; ')}; VIGIE_DATA=${machine}/var/lib/vigie; ${more}; set +a; exec ${command}`;
  };
  const onServer = async (statement: string) => {
    const { db, close } = openPostgres(databaseUrl ?? '', pino({ level: 'silent' }), 2);
    await db.execute(sql.raw(statement));
    await close();
  };

  beforeAll(async () => {
    port = await freePort();
    await onServer(`create database ${name}`);
    // The release as it is unpacked; its packages are those of this project.
    const unpacked = ['src', 'scripts', 'migrations', 'packs', 'themes', 'deploy', 'bin', 'docs', 'package.json', 'package-lock.json'];
    for (const part of [...unpacked, 'tsconfig.json']) cpSync(inRoot(part), join(release, part), { recursive: true });
    symlinkSync(inRoot('node_modules'), join(release, 'node_modules'));
  });
  afterAll(async () => {
    await onServer(`drop database if exists ${name} with (force)`);
    rmSync(machine, { recursive: true, force: true });
  });

  it('can be followed, command by command', () => {
    const commands = commandsOf('install.md');
    expect(commands.length).toBeGreaterThan(5);
    const said = commands.map(run).join('');
    expect(said).toContain('vigie start');
    const secrets = join(machine, 'etc/vigie/secrets');
    expect(statSync(secrets).mode & 0o777).toBe(0o700);
    for (const file of readdirSync(secrets)) expect(statSync(join(secrets, file)).mode & 0o777, file).toBe(0o600);
    expect(readFileSync(environment, 'utf8')).not.toMatch(/_URL=postgres|KEYS=|smtp:/);
    expect(readFileSync(join(secrets, 'audit-public-keys'), 'utf8')).toMatch(/^a1:public:\S{44}$/m);
    for (const path of ['etc/systemd/system/vigie-web.service', 'etc/nginx/sites-enabled/vigie.conf', 'etc/ssl/vigie/privkey.pem'])
      expect(existsSync(join(machine, path)), path).toBe(true);
    expect(existsSync(join(machine, 'etc/vigie/maintenance'))).toBe(false);
  });

  it('leaves a database that the command of vigie-migrate brings up to date', () => {
    expect(run(asSystemdRuns('vigie-migrate', 'true'))).toContain('The database is up to date.');
  });

  it('leaves vigie-command, which runs a command as the services do', () => {
    const file = join(machine, 'usr/local/sbin/vigie-command');
    expect(statSync(file).mode & 0o777).toBe(0o700);
    // This machine need not have the user.
    const text = readFileSync(file, 'utf8').replace(/\/(opt|etc|var)\//g, `${machine}/$1/`);
    writeFileSync(file, text.replace('runuser -u vigie -- ', ''));
    expect(run(`${file} jobs list`)).toContain('0 failed, 0 stuck');
  });

  it.each(['vigie-web', 'vigie-worker', 'vigie-scheduler'])(
    'the command of %s starts with these settings, and ends when asked',
    async (unit) => {
      const internal = await freePort();
      const child: ChildProcess = spawn('/bin/sh', ['-c', asSystemdRuns(unit, `INTERNAL_PORT=${internal}`)], {
        stdio: 'pipe',
      });
      let said = '';
      for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (said += text));
      const isReady = async () => {
        if (child.exitCode !== null) throw new Error(said);
        return fetch(`http://127.0.0.1:${internal}/readyz`).then(
          ({ status }) => status,
          () => 0,
        );
      };
      try {
        await expect.poll(isReady, { timeout: 400_000, interval: 200 }).toBe(200);
        if (unit === 'vigie-web') expect((await fetch(`http://127.0.0.1:${port}/sign-in`)).status).toBe(200);
      } finally {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      }
      expect(child.exitCode).toBe(0);
    },
  );

  it('the release after it is built beside it, as update.md says, with the static files of the one that runs', () => {
    const next = join(machine, 'opt/vigie/releases/0.2.0');
    cpSync(release, next, { recursive: true, filter: (path) => !path.endsWith('node_modules') && !path.startsWith(join(release, 'dist')) });
    symlinkSync(inRoot('node_modules'), join(next, 'node_modules'));
    appendFileSync(join(next, 'src/platform/ui/styles/main.css'), '\n.next-release { color: inherit; }\n');
    for (const commands of commandsOf('update.md')) run(commands);
    const filesOf = (folder: string): { own: string[]; before: string[] } =>
      JSON.parse(readFileSync(join(folder, 'dist/static-files.json'), 'utf8'));
    expect(filesOf(next).own).not.toEqual(filesOf(release).own);
    expect(filesOf(next).before).toEqual(filesOf(release).own);
  });
});
