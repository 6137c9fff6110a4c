import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { MovableClock } from '#platform/time/demo-clock.ts';

export const clockSteps = { hour: { hours: 1 }, sixHours: { hours: 6 }, day: { hours: 24 }, month: { months: 1 } } as const;
export type ClockStep = keyof typeof clockSteps;

/**
 * Moves the domain's time on by a step, or back to the real time (decisions.md D14). A month is the calendar's, in `zone`. Who may:
 * everybody who is signed in, since a movable clock only exists where all data are made up.
 */
export async function moveClock(ctx: Ctx, clock: MovableClock, step: ClockStep | 'real', zone: string): Promise<void> {
  const now = clock.now();
  const further = step === 'real' ? clock.offset().negated() : now.toZonedDateTimeISO(zone).add(clockSteps[step]).toInstant().since(now);
  const detail = { step, now: now.add(further).toString() };
  await ctx.db.transaction(async (tx) => {
    await writeAudit(tx, ctx, { action: 'demo.moveClock', subjectKind: 'clock', detail });
    await clock.move(tx, clock.offset().add(further));
  });
}
