import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emptyTables } from '../../testing/test-database.ts';
import { type Ctx, systemCtx } from '../context/ctx.ts';
import { type OpenDatabase, rowsOf } from '../db/database.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { scratchKinds } from '../testing/scratch-database.ts';
import { auditUsage, runAuditCommand } from './audit-command.ts';
import { createAuditKeys } from './audit-keys.ts';
import { ringOf } from './testing/sample-trail.ts';
import { writeAudit } from './write-audit.ts';

const folder = mkdtempSync(join(tmpdir(), 'vigie-audit-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// decisions.md D13
describe.each(scratchKinds(process.env.TEST_DATABASE_URL))('vigie audit on $name', ({ open }) => {
  let database: OpenDatabase;
  let ctx: Ctx;
  let clock: FakeClock;
  let file: string;
  const keys = createAuditKeys(ringOf(1));

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await emptyTables(database);
    clock = new FakeClock('2026-03-05T09:00:00Z');
    ctx = systemCtx({ db: database.db, clock, wallClock: clock, log: pino({ level: 'silent' }) }, 'audit', 'r1');
    file = join(folder, 'trail.jsonl');
    rmSync(file, { force: true });
  });

  interface Run {
    code: number;
    lines: string[];
  }
  /** @param here what the machine has; a verifier's has neither database nor private keys. */
  async function run(args: string[], here: { database?: boolean; ring?: string } = {}): Promise<Run> {
    const lines: string[] = [];
    const code = await runAuditCommand(args, {
      print: (line) => lines.push(line),
      withCtx: (work) => {
        if (here.database === false) throw new Error('no database here');
        return work(ctx);
      },
      keys: (path) => (path ? createAuditKeys(readFileSync(path, 'utf8')) : here.ring ? createAuditKeys(here.ring) : keys),
    });
    return { code, lines };
  }
  const change = (note: string) =>
    ctx.db.transaction((tx) => writeAudit(tx, ctx, { action: 'test.changed', subjectKind: 'setting', detail: { note } }));
  async function sealed(...notes: string[]): Promise<string> {
    for (const note of notes) await change(note);
    const { lines } = await run(['seal']);
    return lines[1]?.split(' ').at(-1) ?? '';
  }

  it('seals at once, and verifies what was sealed and names what was not', async () => {
    expect(await run(['seal'])).toEqual({ code: 0, lines: ['Nothing waits for a seal.'] });
    expect((await run(['verify'])).lines).toEqual(['Nothing is sealed yet.']);
    const head = await sealed('a', 'b');
    clock.advance({ minutes: 5 });
    await change('c');
    expect(await run(['verify'])).toEqual({
      code: 0,
      lines: [
        '2 events, at the places 1 to 2: as they were sealed.',
        'Seals 1 to 1, of 2026-03-05T09:00:00.000Z to 2026-03-05T09:00:00.000Z, fit.',
        'Keys: k1 (1 seal).',
        `Head: place 2, ${head}`,
        'Not sealed yet: 1 event, of 2026-03-05T09:05:00.000Z to 2026-03-05T09:05:00.000Z.',
        'The trail is whole.',
      ],
    });
  });

  it('names the first broken place, with exit code 1', async () => {
    await sealed('a', 'b', 'c');
    await database.db.transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`);
      await tx.execute(sql`update audit_event set action = 'test.hidden' where seq = (select min(seq) + 1 from audit_event)`);
    });
    const { code, lines } = await run(['verify']);
    expect(code).toBe(1);
    expect(lines.at(-2)).toMatch(/^BROKEN: event changed: place 2, event .* of 2026-03-05T09:00:00\.000Z: it does not fit its hash\.$/);
  });

  it('asks for a head that the log kept, and finds an end that was cut off', async () => {
    const old = await sealed('a');
    const head = await sealed('b');
    expect((await run(['verify', '--head', head])).code).toBe(0);
    await database.db.transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`);
      await tx.execute(sql`delete from audit_seal where number = 2`);
      await tx.execute(sql`delete from audit_event where id = (select event_id from audit_chain where place = 2)`);
      await tx.execute(sql`delete from audit_chain where place = 2`);
    });
    expect((await run(['verify', '--head', old])).code).toBe(0);
    const { code, lines } = await run(['verify', '--head', head]);
    expect(code).toBe(1);
    expect(lines.at(-1)).toMatch(/^BROKEN: no seal has the head that was asked for/);
  });

  it('exports to a file that is verified elsewhere with the public keys, and leaves a trace of it', async () => {
    await sealed('Zoé', 'b');
    await change('waits');
    expect(await run(['export', file])).toEqual({
      code: 0,
      lines: [`In ${file}: 2 sealed, of 1 seals; 1 not sealed yet.`],
    });
    expect(readFileSync(file, 'utf8')).toContain('Zoé');
    const trace = await rowsOf<{ detail: unknown }>(
      database.db,
      sql`select d.detail from audit_event e join audit_detail d on d.event_id = e.id where e.action = 'audit.export'`,
    );
    expect(trace).toEqual([{ detail: { from: null, until: null, events: 2, seals: 1, unsealed: 1 } }]);
    const printed = await run(['key']);
    expect(printed.lines.join()).not.toContain(ringOf(1).slice(3));
    const keyFile = join(folder, 'keys.txt');
    writeFileSync(keyFile, printed.lines.join('\n'));
    const elsewhere = await run(['verify', '--keys', keyFile, file], { database: false });
    expect(elsewhere.code).toBe(0);
    expect(elsewhere.lines.at(-1)).toBe('The trail is whole.');
    writeFileSync(file, readFileSync(file, 'utf8').replace('Zoé', 'Zoe'));
    const harmed = await run(['verify', '--keys', keyFile, file], { database: false });
    expect(harmed.code).toBe(1);
    expect(harmed.lines.at(-2)).toMatch(/^BROKEN: detail changed: place 1, event /);
  });

  it('exports the seals of a period, which verify by themselves', async () => {
    await sealed('first');
    for (const note of ['second', 'third']) {
      clock.advance({ hours: 24 });
      await sealed(note);
    }
    expect((await run(['export', '--from', '2026-03-06', '--until', '2026-03-07', file])).lines[0]).toContain(
      '1 sealed, of 1 seals; 0 not',
    );
    const { code, lines } = await run(['verify', file], { database: false });
    expect([code, lines[0]]).toEqual([0, '1 event, at the places 2 to 2: as they were sealed.']);
    rmSync(file);
    expect(await run(['export', '--until', '2026-01-01T00:00:00Z', file])).toEqual({
      code: 1,
      lines: ['Nothing was sealed in that period.'],
    });
    expect(existsSync(file)).toBe(false);
  });

  it('writes over nothing, and reads only what is an export', async () => {
    await sealed('a');
    writeFileSync(file, 'mine');
    expect(await run(['export', file])).toEqual({ code: 1, lines: [`${file} is there already. An export makes a new file.`] });
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect(await run(['verify', file])).toEqual({ code: 1, lines: ['Line 1 is not JSON.'] });
    expect((await run(['verify', join(folder, 'nowhere')])).lines[0]).toMatch(/^ENOENT/);
    expect((await run(['export', join(folder, 'nowhere', 'trail')])).code).toBe(1);
  });

  it('seals nothing where only public keys are', async () => {
    expect(await run(['seal'], { ring: keys.publicRing().join() })).toEqual({
      code: 1,
      lines: ['VIGIE_AUDIT_KEYS has only public keys here: nothing can be sealed.'],
    });
  });

  it.each([
    [],
    ['open'],
    ['export'],
    ['verify', '--head', 'abc'],
    ['verify', '--keys', 'k'],
    ['export', '--from', 'yesterday', 'f'],
    ['seal', 'f'],
    ['key', '--all'],
  ])('answers %j with what there is', async (...args) => {
    expect(await run(args)).toEqual({ code: 2, lines: [auditUsage] });
  });
});
