/** The embedded installation under kill -9: its one process, its own database folder. Nothing here is a stand-in. */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scratchFolder } from '../../scripts/support/server.mjs';
import { rowsOf } from '../../src/platform/db/database.ts';
import { openPglite } from '../../src/platform/db/pglite.ts';
import { SmtpRelay } from '../../src/platform/testing/smtp-relay.ts';
import { killAgainAndAgain } from './support/kill-story.ts';
import { ServerProcess } from './support/server-process.ts';

describe('kill -9 of the embedded installation', () => {
  const dataFolder = scratchFolder('faults-embedded');
  const relay = new SmtpRelay();
  const open = () => openPglite({ folder: join(dataFolder, 'db') });
  let server: ServerProcess;

  beforeAll(async () => {
    await relay.open();
    server = await ServerProcess.on(dataFolder, {});
  });

  afterAll(async () => {
    await server?.kill();
    await relay.close();
  });

  it('in its first start leaves nothing that a second start cannot go on from', async () => {
    // While the database is made, while it is migrated, while the country is filled.
    for (const moment of [300, 900, 2_000]) {
      server.spawn();
      await delay(moment + Math.random() * 500);
      await server.kill();
    }
    await server.start();
    await server.stop();
    const database = await open();
    const [row] = await rowsOf<{ regulators: number }>(database.db, sql`select count(*)::int as regulators from regulator`);
    await database.close();
    expect(row?.regulators).toBeGreaterThan(1);
  });

  // operations.md check 13
  it('loses no acknowledged change and doubles no mail', () =>
    killAgainAndAgain({ fault: 'embedded-killed', server, dataFolder, relay, open }));
});
