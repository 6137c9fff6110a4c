import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OpenDatabase } from '../db/database.ts';
import { scheduleSlot } from '../db/schema.ts';
import { PermanentFailure } from '../jobs/failures.ts';
import type { Schedule } from '../jobs/job.ts';
import { jobFigures, scheduleFigures } from '../jobs/job-figures.ts';
import { purgeJobsNightly } from '../jobs/purge-jobs.job.ts';
import { JobWorld } from '../testing/job-world.ts';
import { scratchKinds } from '../testing/scratch-database.ts';
import { Temporal } from '../time/temporal.ts';
import { createDatabaseFigures, type FigureSource } from './database-figures.ts';
import { createLogger } from './logger.ts';
import { countsOf, createMetrics, newRegistry, snapshotOf, sumMetrics } from './metrics.ts';

const schedule: Schedule = { name: 'every-hour', cron: '0 * * * *', zone: 'UTC', job: purgeJobsNightly.job };

// operations.md O5
describe.each(scratchKinds(process.env.TEST_DATABASE_URL))('the figures of the database on $name', (kind) => {
  let database: OpenDatabase;
  let world: JobWorld;
  const lines: string[] = [];

  beforeAll(async () => {
    database = await kind.open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    world = new JobWorld(database);
    await world.empty();
    lines.length = 0;
  });
  afterEach(() => world.close());

  const open = (sources: readonly FigureSource[]) => {
    const registry = newRegistry();
    const log = createLogger('info', { destination: { write: (line) => void lines.push(line) } });
    const figures = createDatabaseFigures(registry, sources, { ...world.ctxOf(), db: database.db, log });
    return { registry, figures, text: async () => figures.refresh().then(() => registry.metrics()) };
  };

  it('tell of the jobs that wait, run or failed, and how old the oldest is', async () => {
    const metrics = createMetrics();
    world.handler = async () => {
      throw new PermanentFailure('no');
    };
    await world.mustAdd('fails');
    await world.runnerOf({ onEnd: metrics.job }).drain();
    world.handler = async () => undefined;
    await world.mustAdd('done');
    await world.runnerOf({ onEnd: metrics.job }).drain();
    await world.mustAdd('waits');
    await world.mustAdd('waits too');
    world.clock.advance({ minutes: 7 });
    const text = await open([jobFigures]).text();
    expect(text).toMatch(/^vigie_jobs\{job="test\.note",state="queued"\} 2$/m);
    expect(text).toMatch(/^vigie_jobs\{job="test\.note",state="failed"\} 1$/m);
    expect(text).toMatch(/^vigie_oldest_job_seconds\{job="test\.note"\} 420$/m);
    expect(text).toMatch(/^vigie_figures_up 1$/m);
    const own = await metrics.registry.metrics();
    expect(own).toMatch(/^vigie_jobs_run_total\{job="test\.note",outcome="failed"\} 1$/m);
    expect(own).toMatch(/^vigie_jobs_run_total\{job="test\.note",outcome="done"\} 1$/m);
    expect(own).toMatch(/^vigie_job_seconds_count\{job="test\.note"\} 2$/m);
  });

  it('tell of a schedule that nobody runs', async () => {
    const now = world.clock.now();
    const claim = (hours: number) =>
      database.db.insert(scheduleSlot).values({ name: schedule.name, dueAt: now.subtract({ hours }), claimedAt: now });
    const missed = async () =>
      /^vigie_schedule_missed_slots\{schedule="every-hour"\} (\d)$/m.exec(await open([scheduleFigures([schedule])]).text())?.[1];
    expect(Temporal.Instant.compare(now, Temporal.Instant.from('2026-03-05T09:00:00Z'))).toBe(0);
    expect(await missed(), 'never seen').toBe('0');
    await claim(30);
    expect(await missed(), 'as far as one looks back').toBe('5');
    await claim(2);
    expect(await missed()).toBe('2');
    await claim(0);
    expect(await missed()).toBe('0');
    await database.db.delete(scheduleSlot);
  });

  it('are read once for whoever asks at the same time or shortly afterwards, and change nothing', async () => {
    const read = vi.fn<FigureSource['read']>(async () => [{ name: 'vigie_test', value: 3 }]);
    const { text } = open([{ figures: [{ name: 'vigie_test', help: 'A test' }], read }]);
    const answers = await Promise.all([text(), text(), text()]);
    expect(await text()).toContain('\nvigie_test 3\n');
    expect(answers.every((answer) => answer.includes('\nvigie_test 3\n'))).toBe(true);
    expect(read).toHaveBeenCalledTimes(1);
    const writes: FigureSource = {
      figures: [],
      read: async (reader) => {
        await reader.execute(sql`delete from setting`);
        return [];
      },
    };
    expect(await open([writes]).text()).toMatch(/^vigie_figures_up 0$/m);
  });

  it('say that they are not there, and not what they were, when they cannot be read', async () => {
    let fails = false;
    const source: FigureSource = {
      figures: [
        { name: 'vigie_test', help: 'A test' },
        { name: 'vigie_named', help: 'A test', labels: ['name'] },
      ],
      read: async (reader) => {
        await reader.execute(fails ? sql`select ${'hunter2'}::uuid` : sql`select 1`);
        return [
          { name: 'vigie_test', value: 1 },
          { name: 'vigie_named', value: 1, labels: { name: 'x' } },
        ];
      },
    };
    const { text, figures } = open([source]);
    expect(await text()).toContain('\nvigie_named{name="x"} 1\n');
    fails = true;
    const later = performance.now() + 11_000;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => later);
    await figures.refresh();
    clock.mockRestore();
    const after = await text();
    expect(after).toMatch(/^vigie_figures_up 0$/m);
    expect(after).not.toMatch(/^vigie_(test|named)/m);
    expect(lines.join()).toContain('could not be read');
    expect(lines.join()).not.toContain('hunter2');
  });
});

describe('the figures of several processes', () => {
  it('are summed as one, with the counts and without the state of those that are gone', async () => {
    const [one, two] = [createMetrics(), createMetrics()];
    for (const metrics of [one, two, two]) metrics.request({ method: 'GET', route: '/', status: 200 }, 0.02);
    one.watchProcess({
      role: 'web',
      version: '1',
      connections: () => ({ busy: 2, idle: 1, waiting: 0 }),
      clock: { skew: { milliseconds: 1_500, uncertainty: 1 } },
    });
    const gone = countsOf(JSON.parse(JSON.stringify(await snapshotOf(one.registry))));
    const present = await snapshotOf(one.registry);
    const text = await sumMetrics([await snapshotOf(sumMetrics([gone, gone])), present, await snapshotOf(two.registry)]).metrics();
    expect(text).toMatch(/^vigie_http_requests_total\{method="GET",route="\/",status="200"\} 5$/m);
    expect(text).toMatch(/^vigie_http_request_seconds_bucket\{le="0.025",method="GET",route="\/"\} 5$/m);
    expect(text).toMatch(/^vigie_database_connections\{state="busy"\} 2$/m);
    expect(text).toMatch(/^vigie_clock_skew_seconds 1.5$/m);
  });
});
