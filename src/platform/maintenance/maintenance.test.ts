import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../db/database.ts';
import { auditDetail, auditEvent, setting } from '../db/schema.ts';
import { fieldOf } from '../forms/form.ts';
import { definePath } from '../http/path.ts';
import { anyAccount, defineRoute, redirect } from '../http/route.ts';
import { runJob } from '../jobs/run-job.ts';
import { JobWorld, never } from '../testing/job-world.ts';
import { scratchKinds } from '../testing/scratch-database.ts';
import { elinAt, norvane, openWebWorld, type WebWorld } from '../testing/web-world.tsx';
import type { Temporal } from '../time/temporal.ts';
import { beginMaintenance, endMaintenance } from './maintenance.ts';
import { maintenanceUsage, runMaintenanceCommand } from './maintenance-command.ts';

const kept: string[] = [];
const write = (address: string, goesOnInMaintenance: boolean) =>
  defineRoute({
    method: 'POST',
    path: definePath(address),
    access: anyAccount,
    goesOnInMaintenance,
    handle(_ctx, { form }) {
      kept.push(fieldOf(form, 'words'));
      return redirect('/mine');
    },
  });
const typed = { words: 'At 02:40 the pumps stopped & nobody knew' };

// operations.md 10: maintenance mode by command.
describe.each(scratchKinds(process.env.TEST_DATABASE_URL))('maintenance on $name', (kind) => {
  let database: OpenDatabase;
  let jobs: JobWorld;
  const opened: WebWorld[] = [];

  beforeAll(async () => {
    database = await kind.open();
    jobs = new JobWorld(database);
  });
  afterEach(async () => {
    await database.db.delete(setting);
    kept.length = 0;
    for (const { app } of opened.splice(0)) await app.close();
  });
  afterAll(() => database.close());

  const openWeb = async () => {
    const web = await openWebWorld(database, { added: [write('/write', false), write('/leave', true)] });
    opened.push(web);
    return web;
  };
  const begin = (said: { until?: Temporal.Instant; message?: string } = {}) =>
    beginMaintenance(jobs.ctxOf(), { until: said.until, message: said.message });
  const command = async (...words: string[]) => {
    const lines: string[] = [];
    const code = await runMaintenanceCommand(words, { print: (line) => lines.push(line), withCtx: (work) => work(jobs.ctxOf()) });
    return { code, said: lines.join('\n') };
  };

  it.each([
    ['en', 'Maintenance: everything can be read', 'Until about'],
    ['fr', 'Maintenance : tout reste consultable', 'Jusqu’à environ'],
    ['de', 'Wartung: Alles kann gelesen werden', 'Bis etwa'],
    ['nl', 'Onderhoud: alles blijft leesbaar', 'Tot ongeveer'],
  ])('leaves every page readable, with a notice in %s and the words of whoever began it', async (language, notice, until) => {
    await begin({ until: jobs.clock.now().add({ hours: 2 }), message: 'New <disks>' });
    const web = await openWeb();
    for (const person of [web.as(elinAt(norvane), norvane), web.anonymous()]) {
      person.cookies.set('__Host-vigie-language', language);
      const page = await person.get('/open');
      expect(page.status).toBe(200);
      for (const words of [notice, until, 'New <disks>']) expect(page.text).toContain(words);
    }
  });

  it('answers a form with 503, keeps what was typed, changes nothing, and takes it when it is over', async () => {
    const web = await openWeb();
    const elin = web.as(elinAt(norvane), norvane);
    await begin();
    const refused = await elin.post('/write', typed);
    expect(refused.status).toBe(503);
    expect(refused.headers['retry-after']).toBe('120');
    expect(refused.text).toContain('Nothing can be sent during maintenance');
    expect(refused.text).toContain('this page keeps it');
    expect(refused.text).not.toContain('Number of this error');
    const form = refused.document.querySelector('main form[action="/write"]');
    expect(form?.querySelector('input[name=words]')?.getAttribute('value')).toBe(typed.words);
    expect(kept).toEqual([]);
    expect(web.lines.filter((line) => line.includes('request failed'))).toEqual([]);

    await endMaintenance(jobs.ctxOf());
    expect((await elin.post('/write', typed)).status).toBe(303);
    expect(kept).toEqual([typed.words]);
  });

  it('tells script so in its own words', async () => {
    const web = await openWeb();
    await begin();
    const { status, body } = await web.as(elinAt(norvane), norvane).post('/write', typed, { accept: 'application/json' });
    expect([status, JSON.parse(body)]).toMatchObject([503, { status: 503, code: 'error.maintenance' }]);
  });

  it('does not keep people from signing in or out, and a server that can be read is ready and says that it can only be read', async () => {
    const web = await openWeb();
    await begin();
    expect((await web.as(elinAt(norvane), norvane).post('/leave', typed)).status).toBe(303);
    const { status, body } = await web.anonymous().get('/readyz');
    expect([status, JSON.parse(body)]).toEqual([200, { status: 'ready', readOnly: true }]);
  });

  it('lets jobs wait where they are, except those that tell people what has happened', async () => {
    await jobs.empty();
    const done: string[] = [];
    jobs.handler = async (_ctx, { note }) => void done.push(note);
    const waits = await jobs.mustAdd('waits');
    await begin();
    expect(await runJob(jobs.deps(), waits, never)).toBe(false);
    expect(await jobs.stateOf(waits)).toBe('queued');
    const tells = await jobs.mustAdd('tells');
    expect(await runJob(jobs.deps({}, { goesOnInMaintenance: true }), tells, never)).toBe(true);
    await endMaintenance(jobs.ctxOf());
    expect(await runJob(jobs.deps(), waits, never)).toBe(true);
    expect(done).toEqual(['tells', 'waits']);
  });

  it('is begun, asked for and ended by a command, which leaves its trail', async () => {
    expect(await command('status')).toEqual({ code: 0, said: 'There is no maintenance.' });
    expect((await command('on', '--until', '2026-03-05T11:00Z', 'New', 'disks')).code).toBe(0);
    const status = await command('status');
    expect(status).toEqual({ code: 3, said: 'Maintenance is on since 2026-03-05T09:00:00Z, until 2026-03-05T11:00:00Z: New disks' });
    expect(await command('off')).toEqual({ code: 0, said: 'Maintenance is over.' });
    expect(await command('off')).toEqual({ code: 0, said: 'There was no maintenance.' });
    const trail = await database.db
      .select({ action: auditEvent.action, detail: auditDetail.detail })
      .from(auditEvent)
      .innerJoin(auditDetail, eq(auditDetail.eventId, auditEvent.id))
      .orderBy(auditEvent.seq);
    expect(trail.slice(-2)).toMatchObject([
      { action: 'maintenance.begin', detail: { message: 'New disks', until: '2026-03-05T11:00:00Z' } },
      { action: 'maintenance.end' },
    ]);
  });

  it.each([
    [[]],
    [['now']],
    [['on', '--until', 'noon']],
    [['on', 'x'.repeat(301)]],
    [['off', 'now']],
    [['status', '--until', '2026-03-05T11:00Z']],
  ])('says how it is used: %j', async (words) => {
    expect(await command(...words)).toEqual({ code: 2, said: maintenanceUsage });
  });
});
