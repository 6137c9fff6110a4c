/** How PostgreSQL answers the list of incidents and Home for each reader: what leads it, and what that costs without the web server. */
import { type SQL, sql } from 'drizzle-orm';
import { loadSession } from '../src/modules/governance/queries/load-session.query.ts';
import { termsInForce } from '../src/modules/governance/testing/terms.ts';
import { listStatement } from '../src/modules/incidents/pages/supervision/list-incidents/list-incidents.query.ts';
import { listOptions } from '../src/modules/incidents/pages/supervision/list-incidents/list-options.query.ts';
import { incidentListQuery } from '../src/modules/incidents/paths.ts';
import { draftsStatement, openReportsStatement } from '../src/modules/incidents/queries/reporting-work.query.ts';
import { observerStatement, regulatorStatement } from '../src/modules/incidents/queries/supervising-work.query.ts';
import { digestOf } from '../src/platform/auth/tokens.ts';
import { isRegulator } from '../src/platform/context/actor.ts';
import type { Ctx } from '../src/platform/context/ctx.ts';
import { rowsOf } from '../src/platform/db/database.ts';
import { systemClock } from '../src/platform/time/clock.ts';
import { type Reader, readers, views } from './lists.ts';
import type { People } from './pages.ts';
import { milliseconds } from './results.ts';
import type { World } from './world.ts';

export interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  Plans?: PlanNode[];
}
interface Explained {
  Plan: PlanNode;
  'Planning Time': number;
  'Execution Time': number;
}

export const planHead = ['Reader', 'Statement', 'Found by', 'Planning', 'Execution'];

/** Rows of a table: reader, statement, how its incidents or files are found, planning, execution (the best of five). */
export async function explainPages(world: World, people: People): Promise<string[][]> {
  const rows: string[][] = [];
  const add = async (who: string, what: string, statement: SQL) => rows.push([who, what, ...(await explain(world, statement))]);
  for (const reader of Object.keys(readers) as Reader[]) {
    const ctx = await ctxOf(world, people[reader].token);
    const options = await listOptions(ctx);
    for (const view of views) await add(readers[reader], `list, ${view}`, listStatement(ctx, incidentListQuery.parse({ view }), options));
    await add(readers[reader], 'Home', isRegulator(ctx.actor) ? regulatorStatement(ctx) : observerStatement(ctx));
  }
  const operator = await ctxOf(world, people.operator.token);
  await add('operator', 'Home, reports', openReportsStatement(operator));
  await add('operator', 'Home, drafts', draftsStatement(operator));
  return rows;
}

async function explain({ database }: World, statement: SQL): Promise<string[]> {
  const turns: Explained[] = [];
  for (let turn = 0; turn < 5; turn++) {
    const [row] = await rowsOf<{ 'QUERY PLAN': Explained[] }>(database.db, sql`explain (analyze, timing off, format json) ${statement}`);
    turns.push(...(row?.['QUERY PLAN'] ?? []));
  }
  const [best] = turns.toSorted((a, b) => a['Execution Time'] - b['Execution Time']);
  if (!best) throw new Error('Nothing was explained');
  return [[...new Set(waysOf(best.Plan))].join(', '), milliseconds(best['Planning Time']), milliseconds(best['Execution Time'])];
}

/** As the server makes it from the session. */
async function ctxOf({ app, database }: World, token: string): Promise<Ctx> {
  const loaded = await loadSession(database.db, digestOf(token), systemClock.now(), {
    idleMinutes: 720,
    terms: { version: termsInForce, days: 0 },
  });
  if (loaded?.state.kind !== 'complete') throw new Error('A person of the bench is not signed in');
  return app.ctx(loaded.state.actor);
}

/** What a page starts from, and what it looks up for each of these. */
const led = ['incident', 'incident_file'];
const growing = [...led, 'report', 'submission', 'review'];

/**
 * The indexes that lead to incidents or files, and every growing table that is read whole. The index of a bitmap stands in a node of
 * its own, without the table's name.
 */
export function waysOf(node: PlanNode, above?: string): string[] {
  const table = node['Relation Name'] ?? above ?? '';
  const index = node['Index Name'];
  const own = led.includes(table) && index ? [index] : [];
  const whole = growing.includes(table) && node['Node Type'] === 'Seq Scan' ? [`the whole of ${table}`] : [];
  return [...own, ...whole, ...(node.Plans ?? []).flatMap((below) => waysOf(below, table))];
}
