import { sql } from 'drizzle-orm';
import { rowsOf } from '#platform/db/database.ts';
import type { FigureSource } from '#platform/observability/database-figures.ts';

/** What the law waits for, over all regulators. The conditions are those of the partial indexes, written out. */
export const deadlineFigures: FigureSource = {
  figures: [
    { name: 'vigie_incidents_due_24h', help: 'Ongoing incidents with a report due within 24 hours' },
    { name: 'vigie_incidents_overdue', help: 'Ongoing incidents with a report overdue' },
    { name: 'vigie_incidents_to_review', help: 'Ongoing incidents with a report that waits for its review' },
    { name: 'vigie_reminders_late', help: 'Reminders that should have gone out a quarter of an hour ago' },
    { name: 'vigie_reminders_missed_7d', help: 'Reminders of the last seven days that went out too late to go out' },
  ],
  async read(reader, { domain }) {
    const at = (change: { hours?: number; minutes?: number }) => sql`${domain.add(change).toString()}::timestamptz`;
    const [row] = await rowsOf<Record<'due' | 'overdue' | 'review' | 'late' | 'missed', number>>(
      reader,
      sql`select
        (select count(*)::int from incident where status = 'ongoing' and next_due_at > ${at({ hours: 0 })} and next_due_at <= ${at({ hours: 24 })}) as due,
        (select count(*)::int from incident where status = 'ongoing' and next_due_at <= ${at({ hours: 0 })}) as overdue,
        (select count(*)::int from incident where status = 'ongoing' and report_states && array['underReview', 'late']) as review,
        (select count(*)::int from reminder where state = 'planned' and due_at <= ${at({ minutes: -15 })}) as late,
        (select count(*)::int from reminder where state = 'missed' and due_at > ${at({ hours: -24 * 7 })}) as missed`,
    );
    return [
      { name: 'vigie_incidents_due_24h', value: row?.due ?? 0 },
      { name: 'vigie_incidents_overdue', value: row?.overdue ?? 0 },
      { name: 'vigie_incidents_to_review', value: row?.review ?? 0 },
      { name: 'vigie_reminders_late', value: row?.late ?? 0 },
      { name: 'vigie_reminders_missed_7d', value: row?.missed ?? 0 },
    ];
  },
};
