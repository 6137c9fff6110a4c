import { and, asc, eq, inArray, lte } from 'drizzle-orm';
import type { Ctx } from '#platform/context/ctx.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { overdueMails, reminderMails } from '../mails/reminder-mails.ts';
import { reportIsDone } from '../queries/mailed-events.query.ts';
import { incident, report } from '../schema/incident.ts';
import { reminder } from '../schema/traces.ts';
import { queueMails } from './queue-mails.ts';
import { overdueNoticeKey } from './refresh-deadlines.ts';

/** A reminder older than this tells nobody anything: it is recorded as missed (incidents.md 7.4). */
const tooOld = Temporal.Duration.from({ hours: 24 });

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
        incidentId: report.incidentId,
        isDone: reportIsDone,
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
    for (const { id, ruleKey, dueAt, incidentId, isDone, status } of due) {
      if (isDone || status === 'closed') settled.cancelled.push(id);
      else if (Temporal.Duration.compare(now.since(dueAt), tooOld) > 0) settled.missed.push(id);
      else {
        await queueMails(tx, ctx, ruleKey === overdueNoticeKey ? overdueMails : reminderMails, { incidentId, eventId: id });
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
