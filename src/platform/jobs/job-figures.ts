import { sql } from 'drizzle-orm';
import { rowsOf } from '../db/database.ts';
import type { FigureSource } from '../observability/database-figures.ts';
import { Temporal } from '../time/temporal.ts';
import type { Schedule } from './job.ts';
import { pastSlots } from './scheduler.ts';

/** Jobs that are not done, kind by kind. Each state has its own small index; the finished ones are counted by who ran them. */
export const jobFigures: FigureSource = {
  figures: [
    { name: 'vigie_jobs', help: 'Jobs that wait, run, or failed for good', labels: ['job', 'state'] },
    { name: 'vigie_oldest_job_seconds', help: 'Age of the oldest job that is due and not begun', labels: ['job'] },
  ],
  async read(reader, { wall }) {
    const count = (state: 'queued' | 'running' | 'failed') =>
      sql`select name, ${state}::text as state, count(*)::int as count from job where state = ${sql.raw(`'${state}'`)} group by name`;
    const counts = await rowsOf<{ name: string; state: string; count: number }>(
      reader,
      sql`${count('queued')} union all ${count('running')} union all ${count('failed')}`,
    );
    const oldest = await rowsOf<{ name: string; seconds: number }>(
      reader,
      sql`select name, extract(epoch from ${wall.toString()}::timestamptz - min(run_at))::float8 as seconds
        from job where state = 'queued' and run_at <= ${wall.toString()}::timestamptz group by name`,
    );
    return [
      ...counts.map(({ name, state, count: value }) => ({ name: 'vigie_jobs', labels: { job: name, state }, value })),
      ...oldest.map(({ name, seconds }) => ({ name: 'vigie_oldest_job_seconds', labels: { job: name }, value: Number(seconds) })),
    ];
  },
};

/** Slots looked back at; more of them missed is the same trouble. */
const lookBack = 5;

/** How many slots of each schedule have passed since the last one that a scheduler took. */
export const scheduleFigures = (schedules: readonly Schedule[]): FigureSource => ({
  figures: [{ name: 'vigie_schedule_missed_slots', help: `Slots that no scheduler took, ${lookBack} at most`, labels: ['schedule'] }],
  async read(reader, { wall }) {
    const rows = await rowsOf<{ name: string; at: string }>(
      reader,
      sql`select name, (extract(epoch from max(due_at)) * 1000)::float8::text as at from schedule_slot group by name`,
    );
    const taken = new Map(rows.map(({ name, at }) => [name, Temporal.Instant.fromEpochMilliseconds(Math.round(Number(at)))]));
    return schedules.map((schedule) => {
      const last = taken.get(schedule.name);
      // A schedule that was never seen begins with its next slot.
      const missed = last ? pastSlots(schedule, wall, lookBack).filter((slot) => Temporal.Instant.compare(slot, last) > 0).length : 0;
      return { name: 'vigie_schedule_missed_slots', labels: { schedule: schedule.name }, value: missed };
    });
  },
});
