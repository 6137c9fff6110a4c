import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../../scripts/support/server.mjs';
import { ConfigError } from '../config/config.ts';
import type { OpenDatabase } from '../db/database.ts';
import { createInProcessBroker } from '../jobs/broker.ts';
import { scratchKinds } from '../testing/scratch-database.ts';
import { openWebWorld } from '../testing/web-world.tsx';
import { createHealth, databaseProblem } from './health.ts';
import { startInternalServer } from './internal-server.ts';

const [pglite] = scratchKinds(undefined);

describe('health', () => {
  let database: OpenDatabase;
  let migrations: string[];
  const state = { isDraining: false };
  const health = () =>
    createHealth({
      role: 'worker',
      version: '1.2.3',
      db: database.db,
      migrations,
      broker: createInProcessBroker(),
      isDraining: () => state.isDraining,
      clock: { skew: { milliseconds: 12, uncertainty: 1 } },
      metrics: async () => '# EOF\n',
    });

  beforeAll(async () => {
    if (!pglite) throw new Error('no database');
    database = await pglite.open();
    migrations = ['0001_one.sql'];
    await database.db.execute(sql`insert into migration (name, sha256) values ('0001_one.sql', 'x'), ('9999_newer.sql', 'x')`);
  });
  afterAll(() => database.close());

  it('is good with the migrations of this program, and with newer ones', async () => {
    expect(await databaseProblem(database.db, migrations)).toBeUndefined();
    expect(await databaseProblem(database.db, [...migrations, '0002_two.sql'])).toBe('migrations');
  });

  it('is bad when the database does not answer within a second', async () => {
    const waiting = Promise.withResolvers<void>();
    const held = database.db.transaction(async () => waiting.promise);
    expect(await databaseProblem(database.db, migrations)).toBe('database');
    waiting.resolve();
    await held;
    expect(await databaseProblem(database.db, migrations)).toBeUndefined();
  });

  // operations.md check 9: while migrations are pending
  it('is told on the public port in a word, and not ready while migrations are pending', async () => {
    const web = await openWebWorld(database);
    expect(JSON.parse((await web.anonymous().get('/readyz')).body)).toEqual({ status: 'ready' });
    // operations.md check 24
    for (const path of ['/metrics', '/details']) expect((await web.anonymous().get(path)).status).toBe(404);
    await web.app.close();
    const behind = await openWebWorld(database, { migrations: ['0002_two.sql'] });
    const answer = await behind.anonymous().get('/readyz');
    expect(answer.status).toBe(503);
    expect(JSON.parse(answer.body)).toEqual({ status: 'not ready', reason: 'migrations' });
    await behind.app.close();
  });

  // operations.md check 9: while the process goes
  it('is told in detail on a port of its own, without a secret', async () => {
    const port = await freePort();
    const close = await startInternalServer({ host: 'localhost', port }, health());
    const get = async (path: string, method = 'GET') => {
      const answer = await fetch(`http://localhost:${port}${path}`, { method });
      return { status: answer.status, body: await answer.json() };
    };
    expect(await get('/livez')).toEqual({ status: 200, body: { status: 'up' } });
    expect(await get('/readyz')).toEqual({ status: 200, body: { status: 'ready' } });
    const { body } = await get('/details');
    expect(body).toMatchObject({ role: 'worker', version: '1.2.3', draining: false, broker: 'own', database: { state: 'up' } });
    expect(body).toMatchObject({ jobs: { queued: 0, failed: 0 }, clock: { milliseconds: 12 } });
    expect(JSON.stringify(body)).not.toMatch(/:\/\/|password|secret/i);
    state.isDraining = true;
    expect(await get('/readyz')).toEqual({ status: 503, body: { status: 'not ready', reason: 'draining' } });
    state.isDraining = false;
    const metrics = await fetch(`http://localhost:${port}/metrics`);
    expect(metrics.headers.get('content-type')).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
    expect(await metrics.text()).toBe('# EOF\n');
    expect((await get('/')).status).toBe(404);
    expect((await get('/details', 'POST')).status).toBe(405);
    await expect(startInternalServer({ host: 'localhost', port }, health())).rejects.toThrow(ConfigError);
    close();
  });

  it('is not told anywhere when no port was given', async () => {
    const close = await startInternalServer(undefined, health());
    close();
  });
});
