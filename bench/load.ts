/** The load generator, a process of its own: takes one task after the other from its parent and answers what it measured. */
import autocannon from 'autocannon';
import type { Order } from './visitor.ts';

export interface LoadTask {
  address: string;
  connections: number;
  /** Sent round and round for so long, or each once. */
  seconds?: number;
  /** So many in a second, whatever comes of them; left out: as many as are answered. */
  rate?: number;
  orders: Order[];
}

export interface LoadResult {
  perSecond: number;
  p50: number;
  p99: number;
  seconds: number;
  statuses: Record<string, number>;
  /** Connections that broke and answers that never came. */
  failures: number;
}

process.on('message', (task: LoadTask) => {
  void run(task).then((result) => process.send?.(result));
});
process.on('disconnect', () => process.exit(0));

async function run({ address, connections, seconds, rate, orders }: LoadTask): Promise<LoadResult> {
  let next = 0;
  const only = orders.length === 1 ? orders[0] : undefined;
  const result = await autocannon({
    url: address,
    connections,
    ...(rate !== undefined && { overallRate: rate }),
    // Only then it looks whether all is answered; once a second, a tenth of the time of a short run would be waiting.
    sampleInt: 50,
    ...(seconds === undefined ? { amount: orders.length } : { duration: seconds }),
    requests: [only ?? { setupRequest: (request) => ({ ...request, ...orders[next++ % orders.length] }) }],
  });
  const statuses = Object.entries(result.statusCodeStats ?? {}).map(([status, { count = 0 }]): [string, number] => [status, count]);
  const answered = statuses.reduce((sum, [, count]) => sum + count, 0);
  return {
    perSecond: answered / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    seconds: result.duration,
    statuses: Object.fromEntries(statuses),
    failures: result.errors + result.timeouts,
  };
}
