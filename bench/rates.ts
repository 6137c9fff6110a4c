/** How many pages a second one web process answers. */
import type { Driven, Driver } from './drive.ts';
import type { People } from './pages.ts';
import { type Line, perSecond } from './results.ts';
import type { BenchServer } from './server.ts';
import { anonymous, get, type Visitor } from './visitor.ts';

export async function measureRates(server: BenchServer, driver: Driver, people: People): Promise<Line[]> {
  const load = async (what: string, visitor: Visitor, path: string, atLeast: number, p99?: number): Promise<Line> => {
    const order = get(visitor, path);
    await driver.drive(server, { connections: 16, seconds: 2, orders: [order] });
    const driven = await driver.drive(server, { connections: 16, seconds: 8, orders: [order] });
    return {
      what: `${what}, 16 connections`,
      budget: `>= ${perSecond(atLeast)}${p99 ? `, p99 < ${p99} ms` : ''}`,
      figure: `${perSecond(driven.perSecond)}, p50 ${driven.p50} ms, p99 ${driven.p99} ms; ${costOf(driven)}${driven.wrong.map((words) => `; ${words}`).join('')}`,
      isMet: driven.wrong.length === 0 && driven.perSecond >= atLeast && (p99 === undefined || driven.p99 < p99),
      cpu: driven.cpu,
    };
  };
  return [
    await load('sign-in page', anonymous, '/sign-in', 2_000),
    await load('home with session and work list, operator', people.operator, '/', 800),
    await load('home with session and work list, regulator', people.administrator, '/', 800),
    await load('incident list, regulator', people.administrator, '/incidents', 800, 60),
  ];
}

/** Processor time for one answer, which depends less than the rate on what else the machine does. */
const costOf = ({ costs }: Driven): string =>
  `an answer costs ${costs.web.toFixed(1)} ms of web${costs.postgres === undefined ? '' : ` and ${costs.postgres.toFixed(1)} ms of PostgreSQL`}`;
