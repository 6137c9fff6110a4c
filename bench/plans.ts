/** How PostgreSQL answers the list of incidents for each reader: which index leads it, and what that costs without the web server. */
import { sql } from 'drizzle-orm';
import { loadSession } from '../src/modules/governance/queries/load-session.query.ts';
import { listStatement } from '../src/modules/incidents/pages/supervision/list-incidents/list-incidents.query.ts';
import { listOptions } from '../src/modules/incidents/pages/supervision/list-incidents/list-options.query.ts';
import { incidentListQuery } from '../src/modules/incidents/paths.ts';
import { digestOf } from '../src/platform/auth/tokens.ts';
import type { AccountActor } from '../src/platform/context/actor.ts';
import { rowsOf } from '../src/platform/db/database.ts';
import { systemClock } from '../src/platform/time/clock.ts';
import { type Reader, readers, views } from './lists.ts';
import type { People } from './pages.ts';
import { milliseconds } from './results.ts';
import type { World } from './world.ts';

interface Node {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  Plans?: Node[];
}
interface Explained {
  Plan: Node;
  'Planning Time': number;
  'Execution Time': number;
}

/** Rows of a table: reader, view, how the incidents are found, planning, execution (the best of five). */
export async function explainLists(world: World, people: People): Promise<string[][]> {
  const rows: string[][] = [];
  for (const reader of Object.keys(readers) as Reader[]) {
    const ctx = world.app.ctx(await actorOf(world, people[reader].token));
    const options = await listOptions(ctx);
    for (const view of views) {
      const statement = sql`explain (analyze, timing off, format json) ${listStatement(ctx, incidentListQuery.parse({ view }), options)}`;
      const turns: Explained[] = [];
      for (let turn = 0; turn < 5; turn++) {
        const [row] = await rowsOf<{ 'QUERY PLAN': Explained[] }>(world.database.db, statement);
        turns.push(...(row?.['QUERY PLAN'] ?? []));
      }
      const [best] = turns.toSorted((a, b) => a['Execution Time'] - b['Execution Time']);
      if (!best) throw new Error('Nothing was explained');
      const found = [...new Set(scansOf(best.Plan))].join(', ');
      rows.push([readers[reader], view, found, milliseconds(best['Planning Time']), milliseconds(best['Execution Time'])]);
    }
  }
  return rows;
}

/** The actor as the server reads it from the session. */
async function actorOf({ database }: World, token: string): Promise<AccountActor> {
  const loaded = await loadSession(database.db, digestOf(token), systemClock.now(), 720);
  if (loaded?.state.kind !== 'complete') throw new Error('A person of the bench is not signed in');
  return loaded.state.actor;
}

/** The indexes that lead to incidents, or the whole table. The index of a bitmap stands in a node of its own, without the table's name. */
function scansOf(node: Node, above?: string): string[] {
  const table = node['Relation Name'] ?? above;
  const index = node['Index Name'] ?? (node['Node Type'] === 'Seq Scan' ? 'the whole table' : undefined);
  return [...(table === 'incident' && index ? [index] : []), ...(node.Plans ?? []).flatMap((below) => scansOf(below, table))];
}
