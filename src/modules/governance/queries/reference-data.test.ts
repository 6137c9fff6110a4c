import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../../testing/test-app.ts';
import { importSectors } from '../services/import-reference-data.ts';
import { referenceData } from './reference-data.query.ts';

const everywhere = (text: string) => ({ en: text, fr: text, de: text, nl: text });

describe('reference data that a process keeps', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await testApp();
    const sector = { slug: 'energy', acronym: 'ENE', codes: {}, name: everywhere('Energy') };
    await app.db.transaction((tx) => importSectors(tx, app.systemCtx(), [sector]));
  });

  it('is the same until it changes, and new after that, whoever changed it', async () => {
    const ctx = app.systemCtx();
    const before = await referenceData(ctx);
    expect(await referenceData(ctx)).toBe(before);
    await app.db.execute(sql`update sector set acronym = 'NRG'`);
    expect((await referenceData(ctx)).sectors).toEqual([{ ...before.sectors[0], acronym: 'NRG' }]);
  });

  it('is read with the transaction that changes it, and not kept when that fails', async () => {
    const ctx = app.systemCtx();
    const before = await referenceData(ctx);
    const failing = app.db.transaction(async (tx) => {
      await tx.execute(sql`update sector set archived_at = now()`);
      expect((await referenceData(ctx, tx)).sectors.every(({ archivedAt }) => archivedAt !== null)).toBe(true);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect((await referenceData(ctx)).sectors).toEqual(before.sectors);
  });
});
