/** What one process counts of its own work, in the words of OpenMetrics (operations.md O5, docs/decisions/0011). */
import { AggregatorRegistry, Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { OpenDatabase } from '../db/database.ts';
import type { ClockWatch } from './clock-watch.ts';

/** Figures as they travel from a web server to the process that keeps it. */
export type MetricSnapshot = Awaited<ReturnType<Registry['getMetricsAsJSON']>>;

export const metricsType = Registry.OPENMETRICS_CONTENT_TYPE;

export type JobOutcome = 'done' | 'retried' | 'failed' | 'handedBack' | 'lost';
export type MailOutcome = 'sent' | 'refused' | 'delayed';

export interface Metrics {
  /** Others may add to it: the figures of the database, of the process that keeps web servers. */
  readonly registry: Registry<typeof metricsType>;
  /** @param route the template, so that there are as many series as routes. */
  request(request: { method: string; route: string; status: number }, seconds: number): void;
  job(job: string, outcome: JobOutcome, seconds: number): void;
  mail(outcome: MailOutcome): void;
  document(template: string, outcome: 'made' | 'failed', seconds: number): void;
  slowQuery(): void;
  /** The process itself: memory, event loop, connections, clock. */
  watchProcess(process: { role: string; version: string; connections: OpenDatabase['connections']; clock: Pick<ClockWatch, 'skew'> }): void;
}

const buckets = {
  request: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  work: [0.01, 0.05, 0.1, 0.5, 1, 5, 30, 120],
};

export function newRegistry(): Registry<typeof metricsType> {
  const registry = new Registry<typeof metricsType>();
  registry.setContentType(metricsType);
  return registry;
}

export function createMetrics(): Metrics {
  const registry = newRegistry();
  const registers = [registry];
  const requests = new Counter({
    name: 'vigie_http_requests_total',
    help: 'Requests that were answered',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const requestSeconds = new Histogram({
    name: 'vigie_http_request_seconds',
    help: 'Time from a request to its answer',
    labelNames: ['method', 'route'],
    buckets: buckets.request,
    registers,
  });
  const jobs = new Counter({
    name: 'vigie_jobs_run_total',
    help: 'Attempts at jobs, by how they ended',
    labelNames: ['job', 'outcome'],
    registers,
  });
  const jobSeconds = new Histogram({
    name: 'vigie_job_seconds',
    help: 'Time of attempts at jobs',
    labelNames: ['job'],
    buckets: buckets.work,
    registers,
  });
  const mails = new Counter({
    name: 'vigie_mails_total',
    help: 'Mails handed to the relay, by its answer',
    labelNames: ['outcome'],
    registers,
  });
  const documents = new Histogram({
    name: 'vigie_document_seconds',
    help: 'Time of documents that were made, or were not',
    labelNames: ['template', 'outcome'],
    buckets: buckets.work,
    registers,
  });
  const slowQueries = new Counter({ name: 'vigie_slow_queries_total', help: 'Queries of half a second and more', registers });
  return {
    registry,
    request({ method, route, status }, seconds) {
      requests.inc({ method, route, status });
      requestSeconds.observe({ method, route }, seconds);
    },
    job(job, outcome, seconds) {
      jobs.inc({ job, outcome });
      jobSeconds.observe({ job }, seconds);
    },
    mail: (outcome) => mails.inc({ outcome }),
    document: (template, outcome, seconds) => documents.observe({ template, outcome }, seconds),
    slowQuery: () => slowQueries.inc(),
    watchProcess({ role, version, connections, clock }) {
      collectDefaultMetrics({ register: registry });
      new Gauge({ name: 'vigie_info', help: 'The program', labelNames: ['process', 'version'], registers, aggregator: 'first' }).set(
        { process: role, version },
        1,
      );
      new Gauge({
        name: 'vigie_database_connections',
        help: 'Connections to the database, and queries that wait for one',
        labelNames: ['state'],
        registers,
        collect() {
          for (const [state, count] of Object.entries(connections?.() ?? {})) this.set({ state }, count);
        },
      });
      new Gauge({
        name: 'vigie_clock_skew_seconds',
        help: 'How far the clock of the database is ahead of this machine',
        registers,
        aggregator: 'max',
        collect() {
          this.remove();
          if (clock.skew) this.set(clock.skew.milliseconds / 1_000);
        },
      });
    },
  };
}

/** A registry's figures, to be sent and summed. prom-client puts the ending of a counter to its name once more when it writes a sum. */
export async function snapshotOf(registry: Registry<typeof metricsType>): Promise<MetricSnapshot> {
  const figures = await registry.getMetricsAsJSON();
  return figures.map((figure) => (isCount(figure) ? { ...figure, name: figure.name.replace(/_total$/, '') } : figure));
}

/** The figures of several processes as those of one. */
export function sumMetrics(snapshots: readonly MetricSnapshot[]): Registry<typeof metricsType> {
  const sum = AggregatorRegistry.aggregate<typeof metricsType>([...snapshots]);
  sum.setContentType(metricsType);
  return sum;
}

/** What of a process's figures still counts when it is gone: what it did, not how it was. */
export const countsOf = (snapshot: MetricSnapshot): MetricSnapshot => snapshot.filter(isCount);

const isCount = ({ type }: MetricSnapshot[number]): boolean => ['counter', 'histogram'].includes(String(type));
