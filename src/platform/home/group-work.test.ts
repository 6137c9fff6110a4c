import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WorkItem } from '../module.ts';
import { Temporal } from '../time/temporal.ts';
import { groupWork } from './group-work.ts';

const now = Temporal.Instant.from('2026-03-05T09:00:00Z');
const kinds = ['report', 'revision', 'review', 'draft', 'request', 'close', 'overdueElsewhere', 'news'] as const;
const item = (hours: number | undefined, kind: WorkItem['kind'], id: number): WorkItem => ({
  id: String(id),
  kind,
  title: () => 'Report',
  subject: 'Incident',
  party: () => 'Regulator',
  href: '/',
  status: 'unsubmitted',
  action: () => 'Start',
  ...(hours !== undefined && { due: { at: now.add({ hours }), from: now.subtract({ hours: 24 }), zone: 'UTC' } }),
});

describe('the groups of Home', () => {
  it('puts every item into exactly one place, each in the order given', () => {
    const hours = fc.option(fc.integer({ min: -500, max: 500 }), { nil: undefined });
    fc.assert(
      fc.property(fc.array(fc.tuple(hours, fc.constantFrom(...kinds))), (drawn) => {
        const items = drawn
          .map(([at, kind], id) => item(at, kind, id))
          .sort((one, other) => (one.due?.at.epochMilliseconds ?? Infinity) - (other.due?.at.epochMilliseconds ?? Infinity) || 0);
        const { next, ...groups } = groupWork(items, now);
        const all = [...Object.values(groups).flat(), ...(next ? [next] : [])];
        expect(all.map(({ id }) => id).sort()).toEqual(items.map(({ id }) => id).sort());
        for (const group of Object.values(groups)) expect(group).toEqual(items.filter((one) => group.includes(one)));
        expect(
          [next, ...groups.week, ...groups.later].every((one) => !one?.due || one.due.at.epochMilliseconds > now.epochMilliseconds),
        ).toBe(true);
      }),
    );
  });

  it('counts a deadline of this very moment as missed', () => {
    expect(groupWork([item(0, 'report', 1)], now).late).toHaveLength(1);
  });
});
