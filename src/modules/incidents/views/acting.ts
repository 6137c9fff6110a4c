import type { Ui } from '#platform/ui/page-context.ts';

/** For texts that speak of "your organisation": an incident user has none. */
export const actingOf = ({ frame }: Pick<Ui, 'frame'>): { who: 'self' | 'organisation' } => ({
  who: frame.organisation ? 'organisation' : 'self',
});
