import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError, loadConfig, readConfig } from './config.ts';
import { describeSettings, effectiveSettings } from './print-config.ts';

const keyOf = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const keys = `${keyOf('k2')},${keyOf('k1')}`;
const production = {
  APP_ENV: 'production',
  APP_BASE_URL: 'https://vigie.example.eu',
  DATABASE_URL: 'postgres://vigie:Zu7-hunter2@db:5432/vigie?sslmode=require&sslpassword=hunter3',
  REDIS_URL: 'rediss://:hunter4-xy@cache/0',
  MAIL_URL: 'smtps://vigie:hunter5-xy@mail.example.eu:465',
  VIGIE_SECRET_KEYS: keys,
  VIGIE_AUDIT_KEYS: keyOf('a1'),
};
const secrets = ['DATABASE_URL', 'REDIS_URL', 'MAIL_URL', 'VIGIE_SECRET_KEYS', 'VIGIE_AUDIT_KEYS'] as const;
const load = (environment: Record<string, string | undefined>) => loadConfig('/srv/vigie', environment);

// operations.md checks 1, 2, 3 and 4
describe('a configuration', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'vigie-secrets-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function fileOf(name: string, text: string, mode = 0o640): string {
    const path = join(folder, name);
    writeFileSync(path, text);
    chmodSync(path, mode);
    return path;
  }

  it('with many faults names all of them at once, and no value', () => {
    const { config, problems } = load({
      APP_ENV: 'production',
      PORT: 'hunter2',
      DATABASE_URL: 'mysql://vigie:hunter2@db',
      VIGIE_SECRET_KEYS: 'hunter2',
      LOG_LEVEL: 'hunter2',
      REDIS_URL: 'redis://:changeme@cache',
    });
    expect(config).toBeUndefined();
    expect(problems.map((line) => /[A-Z]+_[A-Z_]+(?!=)\b|PORT/.exec(line.replace('APP_ENV=', ''))?.[0])).toEqual([
      'PORT',
      'DATABASE_URL',
      'VIGIE_SECRET_KEYS',
      'LOG_LEVEL',
      'APP_BASE_URL',
      'MAIL_URL',
      'VIGIE_AUDIT_KEYS',
      'REDIS_URL',
    ]);
    expect(problems.join('\n')).not.toMatch(/hunter|changeme/);
  });

  it.each(secrets)('takes %s from a file, and says so', (name) => {
    const path = fileOf('secret', ` ${production[name].replace(',', '\n')}\n`);
    const { config, problems, sources } = load({ ...production, [name]: undefined, [`${name}_FILE`]: path });
    expect(problems).toEqual([]);
    const inVariable = readConfig('/srv/vigie', production);
    expect(JSON.stringify(config).replaceAll('\\n', ',')).toBe(JSON.stringify(inVariable));
    expect(sources[name]).toEqual({ source: 'file', file: path });
  });

  it.each([
    ['that is not there', () => join(folder, 'nothing'), 'cannot be read (ENOENT)'],
    ['that is a folder', () => folder, 'is no file'],
    ['that is empty', () => fileOf('empty', ' \n'), 'is empty'],
    ['that holds something else', () => fileOf('wrong', 'hunter2'), 'this setting takes an address such as'],
    ['as long as a film', () => fileOf('long', 'hunter2'.repeat(10_000)), 'is too long to be a secret'],
    ['that everybody can read', () => fileOf('open', production.DATABASE_URL, 0o644), 'chmod o='],
  ])('with a file %s says so in a sentence', (_name, path, words) => {
    const { problems } = load({ ...production, DATABASE_URL: undefined, DATABASE_URL_FILE: path() });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^DATABASE_URL_FILE: .+\.$|^DATABASE_URL_FILE: everybody .+$/);
    expect(problems[0]).toContain(words);
    expect(problems[0]).not.toContain('hunter');
  });

  it('may have files that everybody can read outside production', () => {
    const path = fileOf('development', production.DATABASE_URL, 0o644);
    expect(load({ APP_ENV: 'development', DATABASE_URL_FILE: path }).problems).toEqual([]);
  });

  it('with a secret and its file is refused', () => {
    const { problems } = load({ ...production, MAIL_URL_FILE: fileOf('mail', production.MAIL_URL) });
    expect(problems).toEqual(['MAIL_URL and MAIL_URL_FILE are both set. Leave one of them out.']);
  });

  it.each([
    ['DATABASE_URL', 'postgres://user:password@host:5432/vigie'],
    ['DATABASE_URL', 'postgres://vigie@host:5432/vigie?password=changeme'],
    ['REDIS_URL', 'redis://:change-me@host:6379/0'],
    ['MAIL_URL', 'smtps://user:Passw%6Frd@mail.example.eu:465'],
    ['VIGIE_SECRET_KEYS', `k1:${Buffer.alloc(32).toString('base64')}`],
    ['VIGIE_SECRET_KEYS', `${keyOf('k2')},k1:${Buffer.from('this is a very bad secret key 12').toString('base64')}`],
    ['VIGIE_AUDIT_KEYS', `a1:${Buffer.alloc(32, 1).toString('base64')}`],
    ['VIGIE_AUDIT_KEYS', `${keyOf('a2')},a1:${Buffer.from('this is a very bad secret key 12').toString('base64')}`],
  ])('of production is refused with the sample %s=%s', (name, value) => {
    const { problems } = load({ ...production, [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name}: .+\\.$`));
    expect(load({ ...production, [name]: value, APP_ENV: 'development' }).problems).toEqual([]);
  });

  it.each(['a1', 'a1:AAAA', `a1:private:${keyOf('x').slice(2)}`, `${keyOf('a1')},${keyOf('a1')}`])(
    'with a key of the seal that is none says so: %s',
    (ring) => {
      const { problems } = load({ ...production, VIGIE_AUDIT_KEYS: ring });
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatch(/^VIGIE_AUDIT_KEYS: this setting takes keys, each/);
    },
  );

  it('may know a key of the seal by its public half, which nobody draws', () => {
    const ring = `a2:public:${Buffer.alloc(32, 1).toString('base64')}`;
    expect(load({ ...production, VIGIE_AUDIT_KEYS: ring }).problems).toEqual([]);
  });

  it('warns of names that nobody reads, and of what a start survives', () => {
    const { warnings, problems } = load({
      ...production,
      DATABSE_URL: 'hunter2',
      VIGIE_SECRET_KEY: 'hunter2',
      VIGIE_COLOUR: 'hunter2',
      PORT_FILE: 'hunter2',
      PATH: '/bin',
      MAIL: 'somebody',
      INTERNAL_PORT: '9000',
      INTERNAL_HOST: '0.0.0.0',
    });
    expect(problems).toEqual([]);
    expect(warnings).toEqual([
      'DATABSE_URL is no setting and is not read. Is DATABASE_URL meant?',
      'VIGIE_SECRET_KEY is no setting and is not read. Is VIGIE_SECRET_KEYS meant?',
      'VIGIE_COLOUR is no setting and is not read.',
      'PORT_FILE is not read: only secrets can be given as a file. Set PORT.',
      'MAIL_FROM is not set: mails come from a domain that does not exist, and relays may refuse them.',
      'INTERNAL_HOST listens on every address of this machine. Keep the public from INTERNAL_PORT.',
    ]);
  });

  it('is printed as it holds, with where it comes from and without a secret', () => {
    const path = fileOf('keys', keys);
    const { config, sources } = load({ ...production, VIGIE_SECRET_KEYS: undefined, VIGIE_SECRET_KEYS_FILE: path, PORT: '4000' });
    if (!config) throw new ConfigError();
    const lines = describeSettings(effectiveSettings(config, sources)).map((line) => line.replace(/ {2,}/, ' | '));
    expect(lines).toEqual(
      expect.arrayContaining([
        'HOST=0.0.0.0 | default',
        'PORT=4000 | environment',
        'INTERNAL_PORT=(none, and nothing is told) | default',
        'DATABASE_URL=postgres://vigie:***@db:5432/vigie?sslmode=***&sslpassword=*** | environment',
        'REDIS_URL=rediss://:***@cache/0 | environment',
        'MAIL_URL=smtps://vigie:***@mail.example.eu:465 | environment',
        `VIGIE_SECRET_KEYS=k2:***,k1:*** | file ${path}`,
        'LOG_LEVEL=info | default',
      ]),
    );
    expect(lines.join('\n')).not.toMatch(/hunter/);
    for (const key of keys.split(',')) expect(lines.join('\n')).not.toContain(key.split(':')[1]);
  });
});
