/** The list of incidents in a growing country, for those who see it differently. */
import type { Driver } from './drive.ts';
import type { People } from './pages.ts';
import { type Line, milliseconds, percentile } from './results.ts';
import type { BenchServer } from './server.ts';
import { get, sendExpecting } from './visitor.ts';

const readers = {
  administrator: 'regulator administrator',
  sectors: 'regulator user with two sectors',
  observer: 'observer of three sectors',
  narrow: 'observer of two operators',
} as const;
const views = ['open', 'all'] as const;

export interface ListTime {
  size: number;
  reader: keyof typeof readers;
  view: (typeof views)[number];
  alone: number;
  perSecond: number;
  p99: number;
}

export async function measureLists(server: BenchServer, driver: Driver, people: People, size: number): Promise<ListTime[]> {
  const measured: ListTime[] = [];
  for (const reader of Object.keys(readers) as (keyof typeof readers)[]) {
    for (const view of views) {
      const order = get(people[reader], `/incidents?view=${view}`);
      const times: number[] = [];
      for (let turn = 0; turn < 60; turn++) {
        const { milliseconds: time } = await sendExpecting(server.address, 200, order);
        if (turn >= 10) times.push(time);
      }
      const driven = await driver.drive(server, { connections: 16, seconds: 3, orders: [order] });
      measured.push({ size, reader, view, alone: percentile(times, 0.5), perSecond: driven.perSecond, p99: driven.p99 });
    }
  }
  return measured;
}

export function listLines(times: readonly ListTime[]): Line[] {
  const of = (reader: ListTime['reader'], view: ListTime['view'], size: number) =>
    times.find((one) => one.reader === reader && one.view === view && one.size === size)?.alone;
  return views.flatMap((view) =>
    (Object.keys(readers) as ListTime['reader'][]).flatMap((reader) => {
      const [small, large] = [of(reader, view, 1_000), of(reader, view, 100_000)];
      if (small === undefined || large === undefined) return [];
      const factor = large / small;
      const figure = `${milliseconds(small)} to ${milliseconds(large)}: ${factor.toFixed(2)}x`;
      // The budget names the regulator's list; the others are shown beside it.
      return { what: `list (${view}) at 100,000 against 1,000, ${readers[reader]}`, budget: '<= 1.3x', figure, isMet: factor <= 1.3 };
    }),
  );
}

export const listDetails = (times: readonly ListTime[]): string[][] =>
  times.map(({ size, reader, view, alone, perSecond, p99 }) => [
    size.toLocaleString('en'),
    readers[reader],
    view,
    milliseconds(alone),
    `${Math.round(perSecond)}/s`,
    `${p99} ms`,
  ]);
