import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { systemCtx } from '../context/ctx.ts';
import { newId } from '../db/ids.ts';
import { migrate, readMigrations } from '../db/migrate.ts';
import { openPglite } from '../db/pglite.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { createAuditKeys } from './audit-keys.ts';
import { everything, inSnapshot, readSpan } from './read-trail.ts';
import { sealEvents } from './seal-events.ts';
import { ringOf } from './testing/sample-trail.ts';
import { verifyTrail } from './verify-trail.ts';

it('a trail that is older than its seal is sealed from its first event, with digests that fit', async () => {
  const database = await openPglite({ memory: true });
  const migrations = readMigrations(resolve('migrations'));
  await migrate(
    database,
    migrations.filter(({ name }) => name < '0019'),
  );
  const clock = new FakeClock();
  const ctx = systemCtx({ db: database.db, clock, wallClock: clock, log: pino({ level: 'silent' }) }, 'test', 'r1');
  // Digested in the order of writing, which the database does not keep.
  for (const detail of [{ step: 'é"\n\u2028', by: null, list: [{ zone: 1, at: 'x' }, []], ok: true }, {}]) {
    const id = newId();
    const text = JSON.stringify(detail);
    const digest = createHash('sha256').update(text).digest('hex');
    await ctx.db.execute(sql`insert into audit_event (id, at, actor_kind, request_id, action, subject_kind, detail_sha256)
      values (${id}, ${clock.now().toString()}, 'system', 'r', 'test.old', 'setting', ${digest})`);
    await ctx.db.execute(sql`insert into audit_detail values (${id}, ${text}::jsonb)`);
  }
  await migrate(database, migrations);
  const keys = createAuditKeys(ringOf(1));
  if (keys.signer) await sealEvents(ctx, keys.signer);
  const verification = await inSnapshot(ctx.db, (tx) => verifyTrail(readSpan(tx, everything), keys, everything.start));
  expect(verification).toMatchObject({ events: 2, unsealed: undefined, broken: undefined });
  await database.close();
});
