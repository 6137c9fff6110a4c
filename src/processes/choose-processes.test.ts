import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '#platform/config/config.ts';
import { readStartChoice, requireProcesses } from './choose-processes.ts';

const servers = { APP_ENV: 'development', DATABASE_URL: 'postgres://vigie@db/vigie', REDIS_URL: 'redis://cache' };
const check = (processes: 'all' | 'web' | 'worker' | 'scheduler', environment: Record<string, string>) =>
  requireProcesses(processes, readConfig('/srv/vigie', environment));

describe('vigie start', () => {
  it('runs everything, or the part that is named', () => {
    expect(readStartChoice([])).toEqual({ processes: 'all', exposesDemo: false });
    expect(readStartChoice(['--expose-demo'])).toEqual({ processes: 'all', exposesDemo: true });
    expect(readStartChoice(['--processes', 'worker']).processes).toBe('worker');
    expect(readStartChoice(['--processes=web']).processes).toBe('web');
  });

  it.each([[['--processes', 'mail']], [['--processes']], [['--procesess=web']], [['web']]])('refuses %j', (args) => {
    expect(() => readStartChoice(args)).toThrow(ConfigError);
    expect(() => readStartChoice(args)).toThrow('it is vigie start --processes all|web|worker|scheduler');
  });
});

describe('separate processes', () => {
  it.each(['web', 'worker', 'scheduler'] as const)('%s needs PostgreSQL and Redis', (processes) => {
    expect(() => check(processes, {})).toThrow(`--processes ${processes} needs DATABASE_URL: the embedded database belongs to one`);
    expect(() => check(processes, { ...servers, REDIS_URL: '' })).toThrow(`--processes ${processes} needs REDIS_URL`);
    expect(() => check(processes, servers)).not.toThrow();
  });

  it('only web is several', () => {
    expect(() => check('all', {})).not.toThrow();
    expect(() => check('all', { ...servers, WEB_CONCURRENCY: '2' })).toThrow('WEB_CONCURRENCY=2 is for --processes web');
    expect(() => check('web', { ...servers, WEB_CONCURRENCY: '2' })).not.toThrow();
  });

  it('are not for a demo that others can reach', () => {
    const config = readConfig('/srv/vigie', { ...servers, APP_ENV: 'demo' }, { exposesDemo: true });
    expect(() => requireProcesses('web', config)).toThrow('--expose-demo is for everything in one process');
  });
});
