/** systemd's own verdict on deploy/systemd, where its tools are installed. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeFlags } from '../scripts/support/built.mjs';
import { inRoot } from '../scripts/support/root.mjs';
import { settingNames, settingOf } from '../src/platform/config/settings.ts';

const analyze = (...words: string[]) => spawnSync('systemd-analyze', words, { encoding: 'utf8' });
const isInstalled = analyze('--version').status === 0;
const units = readdirSync(inRoot('deploy/systemd')).filter((name) => /\.(service|target)$/.test(name));
const services = units.filter((name) => name.endsWith('.service'));
/** Tenths on systemd's scale from 0 (shut away) to 10: what a service of ours may expose at most. */
const exposure = 15;

describe.runIf(isInstalled)(
  `the systemd units${isInstalled ? '' : ' (not run: systemd-analyze is missing, Debian package systemd)'}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'vigie-units-'));
    beforeAll(() => {
      cpSync(inRoot('deploy/systemd'), folder, { recursive: true });
      // systemd looks whether the programs are there: those of this project, not of an installation.
      for (const name of services) {
        const unit = join(folder, name);
        writeFileSync(
          unit,
          readFileSync(unit, 'utf8').replaceAll('/opt/vigie/current', inRoot()).replaceAll('/usr/bin/curl', process.execPath),
        );
      }
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it('run the program as npm start does', () => {
      expect(readFileSync(inRoot('bin', 'vigie'), 'utf8')).toContain(`exec "$node" ${nodeFlags.join(' ')} "$release/dist/server/main.js"`);
      expect(readFileSync(inRoot('src', 'processes', 'prefork.ts'), 'utf8')).toContain(nodeFlags.map((flag) => `'${flag}'`).join(', '));
    });

    it('are understood without a warning', () => {
      const { status, stderr } = analyze('verify', ...units.map((name) => join(folder, name)));
      expect(stderr).toBe('');
      expect(status).toBe(0);
    });

    it.each(services)('%s exposes little', (name) => {
      const { status, stdout } = analyze('security', '--offline=true', '--no-pager', `--threshold=${exposure}`, join(folder, name));
      expect(status, stdout).toBe(0);
    });

    it('hand over every secret as a copy, and the private keys of the seal to the worker alone', () => {
      for (const name of services) {
        const unit = readFileSync(inRoot('deploy/systemd', name), 'utf8');
        const copies = [...unit.matchAll(/^LoadCredential=([\w-]+):(.+)$/gm)].map(([, id = '', path = '']) => [id, path] as const);
        expect(copies.map(([id]) => id)).toEqual(['database-url', 'redis-url', 'mail-url', 'secret-keys', 'audit-keys']);
        const read = [...unit.matchAll(/^Environment=(\w+)_FILE=%d\/([\w-]+)$/gm)].map(([, setting, id]) => [setting, id]);
        expect(read.map(([, id]) => id)).toEqual(copies.map(([id]) => id));
        const secrets: unknown[] = settingNames.filter((setting) => settingOf(setting).secret && setting !== 'DATABASE_OWNER_URL');
        expect(read.map(([setting]) => setting).sort()).toEqual(secrets.sort());
        const seal = copies.find(([id]) => id === 'audit-keys')?.[1];
        expect(seal).toBe(`/etc/vigie/secrets/${name === 'vigie-worker.service' ? 'audit-keys' : 'audit-public-keys'}`);
      }
    });

    it('give a process more time to stop than it takes itself, and systemd kills only what is left then', () => {
      for (const name of services.filter((one) => one !== 'vigie-migrate.service')) {
        const unit = readFileSync(inRoot('deploy/systemd', name), 'utf8');
        // command-line.ts ends a process that does not stop after 12 s.
        expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1])).toBeGreaterThan(12);
        expect(unit).toContain('KillMode=mixed');
      }
    });
  },
);
