/** Figures that only the database knows, read when somebody asks and never more often than that: work that waits, people, deadlines. */
import { sql } from 'drizzle-orm';
import { Gauge, type Registry } from 'prom-client';
import type { SystemDeps } from '../context/ctx.ts';
import type { Reader } from '../db/database.ts';
import type { Temporal } from '../time/temporal.ts';
import type { metricsType } from './metrics.ts';

export interface Figure {
  name: string;
  help: string;
  labels?: readonly string[];
}
export interface FigureValue {
  name: string;
  value: number;
  labels?: Record<string, string>;
}

/** What a module tells monitoring. Every query is bounded by an index, for a system in trouble is asked as often as one that is well. */
export interface FigureSource {
  figures: readonly Figure[];
  /** @param now of the domain, which a demo may move, and of the wall. */
  read(reader: Reader, now: { domain: Temporal.Instant; wall: Temporal.Instant }): Promise<readonly FigureValue[]>;
}

/** Milliseconds an answer stands for whoever asks next, and that a query may take. */
const fresh = 10_000;
const patience = 3_000;

export interface DatabaseFigures {
  /** Reads them into the registry, unless they are fresh. Never rejects: `vigie_figures_up` says whether they are there. */
  refresh(): Promise<void>;
}

export function createDatabaseFigures(
  registry: Registry<typeof metricsType>,
  sources: readonly FigureSource[],
  { db, clock, wallClock, log }: SystemDeps,
): DatabaseFigures {
  const registers = [registry];
  const figures = sources.flatMap((source) => source.figures);
  const gauges = new Map(
    figures.map(({ name, help, labels = [] }): [string, Gauge] => [name, new Gauge({ name, help, labelNames: [...labels], registers })]),
  );
  const up = new Gauge({ name: 'vigie_figures_up', help: 'Whether the figures of the database could be read', registers });
  const took = new Gauge({ name: 'vigie_figures_seconds', help: 'Time the figures of the database took', registers });
  let running: Promise<void> | undefined;
  let readAt = Number.NEGATIVE_INFINITY;

  const readAll = () =>
    db.transaction(
      async (tx) => {
        await tx.execute(sql.raw(`set local statement_timeout = ${patience}`));
        const now = { domain: clock.now(), wall: wallClock.now() };
        const values: FigureValue[] = [];
        for (const { read } of sources) values.push(...(await read(tx, now)));
        return values;
      },
      { accessMode: 'read only' },
    );

  async function read(): Promise<void> {
    const started = performance.now();
    let values: readonly FigureValue[] = [];
    try {
      values = await readAll();
      up.set(1);
    } catch (error) {
      up.set(0);
      log.warn({ err: error }, 'the figures of the database could not be read');
    }
    // What is not known any more is not told, rather than told as it was.
    for (const { name, labels = [] } of figures) {
      if (labels.length > 0) gauges.get(name)?.reset();
      else gauges.get(name)?.remove();
    }
    for (const { name, value, labels = {} } of values) gauges.get(name)?.set(labels, value);
    took.set((performance.now() - started) / 1_000);
    readAt = performance.now();
  }

  return {
    refresh() {
      if (performance.now() - readAt < fresh) return Promise.resolve();
      running ??= read().finally(() => {
        running = undefined;
      });
      return running;
    },
  };
}
