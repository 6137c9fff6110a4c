import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { addDuration } from '../domain/duration.ts';
import { overdueNoticeKey, revisionOverdueKey, revisionReminder } from '../domain/reminder-keys.ts';
import type { StageState } from '../domain/stage-states.ts';
import type { LoadedWorld, ReportRow } from '../queries/incident-world.query.ts';
import { reminder } from '../schema/traces.ts';

type Planned = typeof reminder.$inferInsert;

/**
 * The ledger follows the deadlines (incidents.md 7.4): a row per report, rule and anchor, so that what was sent is never sent again.
 * Rows whose deadline has moved, or whose report has come in, are cancelled; a cancelled one that is wanted again counts from now.
 */
export async function planReminders(tx: Tx, loaded: LoadedWorld, states: readonly StageState[]): Promise<void> {
  const { reports, isClosed } = loaded.world;
  const wanted = isClosed ? [] : reports.flatMap((row) => [...deadlineRows(row, loaded, states), ...revisionRows(row, loaded)]);
  const others = and(
    inArray(
      reminder.reportId,
      reports.map(({ id }) => id),
    ),
    eq(reminder.state, 'planned'),
    isNoneOf(wanted),
  );
  if (wanted.length === 0) {
    await tx.update(reminder).set({ state: 'cancelled' }).where(others);
    return;
  }
  const isWantedAgain = sql`${reminder.state} = 'cancelled'`;
  const planned = tx
    .insert(reminder)
    .values(wanted)
    .onConflictDoUpdate({
      target: [reminder.reportId, reminder.ruleKey, reminder.anchorAt],
      set: {
        plannedAt: sql`case when ${isWantedAgain} then excluded.planned_at else ${reminder.plannedAt} end`,
        state: sql`case when ${isWantedAgain} then 'planned' else ${reminder.state} end`,
      },
    })
    .returning({ id: reminder.id });
  await tx.with(tx.$with('wanted').as(planned)).update(reminder).set({ state: 'cancelled' }).where(others);
}

/** The stage's own reminders and the overdue notice, while the report is awaited. */
function deadlineRows(row: ReportRow, { procedure, world }: LoadedWorld, states: readonly StageState[]): Planned[] {
  const stage = procedure.stages.find(({ key }) => key === row.stage);
  const state = states.find(({ stage: key, ordinal }) => key === row.stage && ordinal === row.ordinal);
  if (!stage || !state || state.isSubmitted || state.due.kind !== 'due') return [];
  const { at: anchorAt, explanation } = state.due;
  // Of two reports that may be due the other one speaks for both, until it is clear which it is (decisions.md D3).
  if (explanation.onlyWhileOngoing && explanation.combinedWith) return [];
  const start = explanation.counted?.fromAt;
  return [...stage.reminders, { key: overdueNoticeKey, offset: 'PT0H' }].flatMap(({ key, offset }) => {
    const dueAt = addDuration(anchorAt, offset, world.zone);
    // A shorter rule counts (24 h for a trust service): "24 h before" would be the moment the clock began.
    if (start && Temporal.Instant.compare(dueAt, Temporal.Instant.from(start)) <= 0) return [];
    return [{ id: newId(), reportId: row.id, ruleKey: key, anchorAt, dueAt, plannedAt: world.now }];
  });
}

/** A revision with a date: one reminder and one notice of its own, until the new version is sent. */
function revisionRows(row: ReportRow, { world }: LoadedWorld): Planned[] {
  const anchorAt = row.stored.revisionDueAt;
  if (row.verdict !== 'revision' || !anchorAt) return [];
  return [revisionReminder, { key: revisionOverdueKey, offset: 'PT0H' }].flatMap(({ key, offset }) => {
    const dueAt = addDuration(anchorAt, offset, world.zone);
    // Asked for a day before it is due: the mail with the verdict has just said so.
    if (row.reviewedAt && Temporal.Instant.compare(dueAt, row.reviewedAt) <= 0) return [];
    return [{ id: newId(), reportId: row.id, ruleKey: key, anchorAt, dueAt, plannedAt: world.now }];
  });
}

/** Among the planned ones: those whose deadline has moved, or whose report has come in. */
function isNoneOf(wanted: readonly Planned[]): SQL | undefined {
  if (wanted.length === 0) return undefined;
  const keep = wanted.map(
    ({ reportId, ruleKey, anchorAt }) => sql`(${reportId}::uuid, ${ruleKey}::text, ${anchorAt.toString()}::timestamptz)`,
  );
  return sql`(${reminder.reportId}, ${reminder.ruleKey}, ${reminder.anchorAt}) not in (${sql.join(keep, sql`, `)})`;
}
