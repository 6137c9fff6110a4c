import type { WorkItem } from '../module.ts';
import type { PointInTime, Temporal } from '../time/temporal.ts';

export interface WorkGroups {
  /** What the reader is late with. */
  late: WorkItem[];
  /** The one thing to do next. */
  next: WorkItem | undefined;
  week: WorkItem[];
  later: WorkItem[];
  /** What somebody else is late with. */
  elsewhere: WorkItem[];
  open: WorkItem[];
  news: WorkItem[];
}

/** @param items soonest due first. A deadline is missed at its very moment. */
export function groupWork(items: readonly WorkItem[], now: Temporal.Instant): WorkGroups {
  const isDue = ({ due }: WorkItem, at: PointInTime) => due !== undefined && due.at.epochMilliseconds <= at.epochMilliseconds;
  const weekFromNow = now.add({ hours: 7 * 24 });
  const own = items.filter(({ kind }) => kind !== 'overdueElsewhere' && kind !== 'news');
  const late = own.filter((item) => isDue(item, now));
  const [next, ...ahead] = own.filter((item) => item.due && !isDue(item, now));
  return {
    late,
    next,
    week: ahead.filter((item) => isDue(item, weekFromNow)),
    later: ahead.filter((item) => !isDue(item, weekFromNow)),
    elsewhere: items.filter(({ kind }) => kind === 'overdueElsewhere'),
    open: own.filter(({ due }) => !due),
    news: items.filter(({ kind }) => kind === 'news'),
  };
}
