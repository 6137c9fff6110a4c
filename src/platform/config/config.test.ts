import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

const production = {
  APP_ENV: 'production',
  APP_BASE_URL: 'https://vigie.example.eu/',
  DATABASE_URL: 'postgres://vigie@db/vigie',
  MAIL_URL: 'smtps://mail.example.eu:465',
  VIGIE_SECRET_KEYS: `k1:${randomBytes(32).toString('base64')}`,
  VIGIE_AUDIT_KEYS: `a1:${randomBytes(32).toString('base64')}`,
};
const read = (environment: Record<string, string | undefined>) => readConfig('/srv/vigie', environment);

// decisions.md D14
describe('settings', () => {
  it('need nothing for the demo, which listens to this machine only', () => {
    expect(read({})).toMatchObject({ mode: 'demo', host: 'localhost', port: 3000, dataFolder: '/srv/vigie/var', databaseUrl: undefined });
    expect(read({ PORT: '', VIGIE_DATA: '/data' })).toMatchObject({ port: 3000, dataFolder: '/data' });
  });

  it('let others reach the demo only when it was said on the command line', () => {
    expect(() => read({ HOST: '0.0.0.0' })).toThrow('--expose-demo');
    expect(read({ HOST: '127.0.0.1' })).toMatchObject({ host: '127.0.0.1', exposesDemo: false });
    expect(readConfig('/srv/vigie', {}, { exposesDemo: true })).toMatchObject({ host: '0.0.0.0', exposesDemo: true });
    expect(() => readConfig('/srv/vigie', production, { exposesDemo: true })).toThrow('for the demo only');
  });

  it.each([{ DATABASE_URL: 'postgres://vigie@db/vigie' }, { APP_BASE_URL: 'https://vigie.example.eu' }])(
    'of a real installation do not start without saying which kind it is: %o',
    (environment) => {
      expect(() => read(environment)).toThrow(ConfigError);
      expect(() => read(environment)).toThrow('Set APP_ENV=production (or development)');
      expect(read({ ...environment, APP_ENV: 'development' }).mode).toBe('development');
    },
  );

  it.each([
    ['DATABASE_URL', 'does not survive a power cut'],
    ['MAIL_URL', 'the SMTP server that sends the mails'],
    ['APP_BASE_URL', 'the address people use'],
    ['VIGIE_SECRET_KEYS', 'the keys for secrets at rest'],
    ['VIGIE_AUDIT_KEYS', 'the keys that seal the trail of changes'],
  ])('of production are refused without %s', (name, sentence) => {
    expect(() => read({ ...production, [name]: undefined })).toThrow(ConfigError);
    expect(() => read({ ...production, [name]: '' })).toThrow(sentence);
  });

  it('of production open it to the network, under an address without a slash at the end', () => {
    expect(read(production)).toMatchObject({ mode: 'production', host: '0.0.0.0', baseUrl: 'https://vigie.example.eu', logLevel: 'info' });
  });

  it('of production believe a proxy on this machine what it says about a visitor, and no other without being told', () => {
    expect(read(production).trustedProxies).toBe('loopback');
    expect(read({ ...production, TRUSTED_PROXIES: '10.1.2.0/24, 2001:db8::1,loopback' }).trustedProxies).toBe(
      '10.1.2.0/24, 2001:db8::1,loopback',
    );
    expect(read({}).trustedProxies).toBeUndefined();
  });

  it.each([
    ['TRUSTED_PROXIES', 'everybody'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', '10.0.0.1,'],
    ['PORT', '70000'],
    ['PORT', 'http'],
    ['APP_ENV', 'prod'],
    ['APP_BASE_URL', 'vigie.example.eu'],
    ['APP_BASE_URL', 'ftp://vigie.example.eu'],
    ['DATABASE_URL', 'mysql://db'],
    ['DATABASE_OWNER_URL', 'mysql://db'],
    ['REDIS_URL', 'http://cache'],
    ['WEB_CONCURRENCY', '0'],
    ['INTERNAL_PORT', '0'],
    ['MAIL_URL', 'http://mail'],
    ['MAIL_FROM', 'Vigie'],
    ['MAIL_FROM', 'Vigie <a@b.eu>\r\nBcc: all@b.eu'],
    ['VIGIE_SECRET_KEYS', 'k1:AAAA'],
    ['APP_BASE_URL', 'https://*.example.eu'],
    ['APP_BASE_URL', 'https://0.0.0.0'],
    ['APP_BASE_URL', 'https://vigie.example.eu/vigie'],
    ['VIGIE_THEME', '../../etc'],
    ['SESSION_IDLE_MINUTES', '0'],
    ['LOG_LEVEL', 'loud'],
    ['DEFAULT_ZONE', 'Mars/Phobos'],
    ['APP_BASE_URL', 'http://vigie.example.eu'],
    ['APP_BASE_URL', 'http://localhost.example.eu'],
  ])('name what is wrong with %s=%s', (name, value) => {
    expect(() => read({ ...production, [name]: value })).toThrow(ConfigError);
    expect(() => read({ ...production, [name]: value })).toThrow(new RegExp(`^${name}: (this setting takes|production needs) .+\\.`));
  });
});
