/** The list of incidents in a growing country, for those who see it differently. */
import type { Driven, Driver } from './drive.ts';
import type { People } from './pages.ts';
import { cpuText, type Line, milliseconds, percentile, perSecond } from './results.ts';
import type { BenchServer } from './server.ts';
import { get, sendExpecting } from './visitor.ts';

export const readers = {
  administrator: 'regulator administrator',
  sectors: 'regulator user with two sectors',
  observer: 'observer of three sectors',
  narrow: 'observer of two operators',
} as const;
export const views = ['open', 'all'] as const;

export type Reader = keyof typeof readers;

export interface ListTime {
  size: number;
  reader: Reader;
  view: (typeof views)[number];
  alone: number;
  /** Incidents on the page: somebody with few of them sees a shorter page in a small country. */
  rows: number;
  loaded?: Driven;
}

/** Alone, and under load when there is a driver. */
export async function measureLists(server: BenchServer, people: People, size: number, driver?: Driver): Promise<ListTime[]> {
  const measured: ListTime[] = [];
  for (const reader of Object.keys(readers) as Reader[]) {
    for (const view of views) {
      const order = get(people[reader], `/incidents?view=${view}`);
      const times: number[] = [];
      let rows = 0;
      for (let turn = 0; turn < 60; turn++) {
        const { milliseconds: time, body } = await sendExpecting(server.address, 200, order);
        if (turn >= 10) times.push(time);
        rows = body.toString('utf8').split('<th scope="row"').length - 1;
      }
      const loaded = await driver?.drive(server, { connections: 16, seconds: 3, orders: [order] });
      measured.push({ size, reader, view, alone: percentile(times, 0.5), rows, ...(loaded && { loaded }) });
    }
  }
  return measured;
}

export function listLines(times: readonly ListTime[]): Line[] {
  const of = (reader: Reader, view: ListTime['view'], size: number) =>
    times.find((one) => one.reader === reader && one.view === view && one.size === size);
  return views.flatMap((view) =>
    (Object.keys(readers) as Reader[]).flatMap((reader) => {
      const [small, large] = [of(reader, view, 1_000), of(reader, view, 100_000)];
      if (small === undefined || large === undefined) return [];
      const factor = large.alone / small.alone;
      const rowsOf = ({ rows }: ListTime) => (small.rows === large.rows ? '' : ` for ${rows} incidents on the page`);
      const figure = `${milliseconds(small.alone)}${rowsOf(small)} to ${milliseconds(large.alone)}${rowsOf(large)}: ${factor.toFixed(2)}x`;
      // The budget names the regulator's list; the others are shown beside it. Whose page was not full in the small country sees more in
      // the large one, whatever the view: that the country has grown is not all that differs.
      const seesMore = of(reader, 'all', 1_000)?.rows !== of(reader, 'all', 100_000)?.rows;
      return {
        what: `list (${view}) at 100,000 against 1,000, ${readers[reader]}`,
        budget: '<= 1.3x',
        figure: seesMore ? `${figure}, of a reader who sees more in the large country` : figure,
        isMet: seesMore ? undefined : factor <= 1.3,
      };
    }),
  );
}

export const listDetails = (times: readonly ListTime[]): string[][] =>
  times.map(({ size, reader, view, alone, loaded }) => [
    size.toLocaleString('en'),
    readers[reader],
    view,
    milliseconds(alone),
    loaded ? [perSecond(loaded.perSecond), ...loaded.wrong].join(', ') : '',
    loaded ? `${loaded.p99} ms` : '',
    loaded ? cpuText(loaded.cpu) : '',
  ]);
