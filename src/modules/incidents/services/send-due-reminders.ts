import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm';
import type { Ctx } from '#platform/context/ctx.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { isOfRevision, isOverdueNotice } from '../domain/reminder-keys.ts';
import { overdueMails, reminderMails } from '../mails/reminder-mails.ts';
import { reportIsDone, revisionIsDone } from '../queries/mailed-events.query.ts';
import { incident, report } from '../schema/incident.ts';
import { reminder } from '../schema/traces.ts';
import { queueMails } from './queue-mails.ts';

/** A row that could have been sent for longer than this tells nobody anything: it is recorded as missed (incidents.md 7.4). */
const tooOld = Temporal.Duration.from({ hours: 24 });

/** A notice for this report went out when the deadline, as it is now, had passed: another one would tell nothing new (check 29). */
const wasTold = sql<boolean>`exists (select 1 from reminder told where told.report_id = ${reminder.reportId}
  and told.rule_key = ${reminder.ruleKey} and told.state = 'sent' and told.sent_at >= ${reminder.anchorAt})`;

/**
 * Sends up to `limit` reminders that are due by the domain's clock; answers how many rows it settled. A row is taken and settled in the
 * transaction that queues its mails, so no crash and no second runner can send it twice.
 */
export async function sendDueReminders(ctx: Ctx, limit: number): Promise<number> {
  const now = ctx.clock.now();
  return ctx.db.transaction(async (tx) => {
    const due = await tx
      .select({
        id: reminder.id,
        ruleKey: reminder.ruleKey,
        dueAt: reminder.dueAt,
        anchorAt: reminder.anchorAt,
        plannedAt: reminder.plannedAt,
        wasTold,
        incidentId: report.incidentId,
        isReportDone: reportIsDone,
        isRevisionDone: revisionIsDone,
        status: incident.status,
      })
      .from(reminder)
      .innerJoin(report, eq(report.id, reminder.reportId))
      .innerJoin(incident, eq(incident.id, report.incidentId))
      .where(and(eq(reminder.state, 'planned'), lte(reminder.dueAt, now)))
      .orderBy(asc(reminder.dueAt))
      .limit(limit)
      .for('update', { of: reminder, skipLocked: true });
    const settled = { sent: [] as string[], missed: [] as string[], cancelled: [] as string[] };
    for (const row of due) {
      const { id, incidentId } = row;
      const isNotice = isOverdueNotice(row.ruleKey);
      const isDone = isOfRevision(row.ruleKey) ? row.isRevisionDone : row.isReportDone;
      if (isDone || row.status === 'closed' || (isNotice && row.wasTold)) settled.cancelled.push(id);
      else if (isTooLate(row, now, isNotice)) settled.missed.push(id);
      else {
        await queueMails(tx, ctx, isNotice ? overdueMails : reminderMails, { incidentId, eventId: id });
        settled.sent.push(id);
      }
    }
    for (const state of ['sent', 'missed', 'cancelled'] as const) {
      if (settled[state].length === 0) continue;
      await tx
        .update(reminder)
        .set({ state, ...(state === 'sent' && { sentAt: now }) })
        .where(inArray(reminder.id, settled[state]));
    }
    return due.length;
  });
}

type Ripe = Pick<typeof reminder.$inferSelect, 'dueAt' | 'anchorAt' | 'plannedAt'>;

/** A row counts from when it could first be sent: a correction may plan it after its moment, an outage only holds it up. */
function isTooLate({ dueAt, anchorAt, plannedAt }: Ripe, now: Temporal.Instant, isNotice: boolean): boolean {
  const since = plannedAt && Temporal.Instant.compare(plannedAt, dueAt) > 0 ? plannedAt : dueAt;
  if (Temporal.Duration.compare(now.since(since), tooOld) > 0) return true;
  // "Due soon" would be wrong by now, and the overdue notice says what is right.
  const isBefore = Temporal.Instant.compare(dueAt, anchorAt) < 0;
  return !isNotice && isBefore && Temporal.Instant.compare(anchorAt, now) <= 0;
}
