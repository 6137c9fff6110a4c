/** The PDF of an incident with three reports, each made for the first time. */
import { type Line, milliseconds, percentile } from './results.ts';
import type { BenchServer } from './server.ts';
import { get, sendExpecting, signIn } from './visitor.ts';
import type { World } from './world.ts';

export async function measureDocuments(world: World, server: BenchServer): Promise<Line[]> {
  const { ids, actor, questions } = await world.makeThorough(25);
  const visitor = await signIn(world, actor.accountId, actor.organisation?.id);
  const times: number[] = [];
  for (const id of ids) times.push((await sendExpecting(server.address, 200, get(visitor, `/incidents/${id}/incident.pdf`))).milliseconds);
  const p50 = percentile(times.slice(5), 0.5);
  return [
    {
      what: `incident PDF, 3 reports, ${questions} answers, request and page included`,
      budget: '< 150 ms',
      figure: `p50 ${milliseconds(p50)}, first ${milliseconds(times[0] ?? 0)}`,
      isMet: p50 < 150,
    },
  ];
}
