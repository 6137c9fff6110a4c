import cluster, { type Worker } from 'node:cluster';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '#platform/observability/logger.ts';
import { countsOf, type MetricSnapshot, snapshotOf, sumMetrics } from '#platform/observability/metrics.ts';
import { isAnswer, type ServerAnswer, type ServerDetails, toPrimary, toServer } from './prefork-messages.ts';

/** Processes that share one port: kept in number, renewed one after the other, asked how they are. */
export interface Prefork {
  /** Resolves when every server serves. @throws ServerNeverServedError when one of them ends before */
  start(): Promise<void>;
  /** Replaces each server by a fresh one, which serves before the old one is asked to go. A second call meanwhile is the same roll. */
  renew(): Promise<void>;
  stop(): Promise<void>;
  serving(): number;
  describe(): Promise<ServerDetails[]>;
  /** The figures of all servers together, with the counts of those that are gone. */
  measure(): Promise<MetricSnapshot>;
}

/** A server that could not start; it has said itself why. */
export class ServerNeverServedError extends Error {}

interface Member {
  worker: Worker;
  born: number;
  isServing: boolean;
  isLeaving: boolean;
  gone: Promise<void>;
  /** As it told them last. */
  figures: MetricSnapshot;
}

/** Milliseconds a server may take until it serves, and to go. */
const patience = { start: 60_000, leave: 11_000, describe: 1_500 };
/** Milliseconds before a dead server is replaced: doubles from death to death, until one has lived for `calm`. */
const pauses = { first: 100, longest: 30_000, calm: 60_000 };

/** As scripts/support/built.mjs and bin/vigie start the program; docs/decisions/0019 says what each is for. */
const littleMemory = ['--max-semi-space-size=16', '--heap-growing-percent=20', '--no-maglev', '--no-allocation-site-pretenuring'];

export function createPrefork(count: number, log: Logger): Prefork {
  // Each server takes its connections from the port itself. Node's default, where this process takes and hands them on, keeps those
  // that it was handing to a server that is killed: nobody answers them, and nobody closes them.
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  // Whoever starts the program without these flags has them in each server all the same; flags of one's own come later and win.
  cluster.setupPrimary({ execArgv: [...new Set([...littleMemory, ...process.execArgv])] });
  const members = new Set<Member>();
  let isStopping = false;
  let deaths = 0;
  let rolling: Promise<void> | undefined;
  /** Counts of servers that are gone; summed with each look, so that there are few. */
  let departed: MetricSnapshot[] = [];
  let measuring: Promise<MetricSnapshot> | undefined;
  const serving = () => [...members].filter((member) => member.isServing && !member.isLeaving);

  /** Resolves when the new server serves. */
  function raise(): Promise<Member> {
    const worker = cluster.fork();
    const exited = Promise.withResolvers<void>();
    const ready = Promise.withResolvers<Member>();
    const member: Member = { worker, born: performance.now(), isServing: false, isLeaving: false, gone: exited.promise, figures: [] };
    members.add(member);
    const late = setTimeout(() => worker.process.kill('SIGKILL'), patience.start);
    worker.on('message', (message) => {
      if (isAnswer(message) && message.answer === 'measure') member.figures = message.figures;
      if (message !== toPrimary.serving) return;
      clearTimeout(late);
      member.isServing = true;
      ready.resolve(member);
    });
    // A message that no longer reaches a server is no reason to end them all.
    worker.on('error', (error) => log.warn({ err: error, server: worker.process.pid }, 'a web server could not be spoken to'));
    worker.once('exit', (code, signal) => {
      clearTimeout(late);
      members.delete(member);
      departed.push(countsOf(member.figures));
      exited.resolve();
      if (!member.isServing) ready.reject(new ServerNeverServedError(`A web server ended (${signal ?? code}) before it served`));
      else if (!member.isLeaving && !isStopping) void replace(member, signal ?? code);
    });
    return ready.promise;
  }

  async function replace(dead: Member, reason: string | number): Promise<void> {
    log.error({ server: dead.worker.process.pid, reason }, 'a web server died and is replaced');
    if (performance.now() - dead.born > pauses.calm) deaths = 0;
    while (!isStopping) {
      await pause(Math.min(pauses.first * 2 ** deaths, pauses.longest));
      deaths += 1;
      if (isStopping) return;
      try {
        await raise();
        return;
      } catch (error) {
        log.error({ err: error }, 'a web server could not be replaced, and is tried again');
      }
    }
  }

  async function dismiss(member: Member): Promise<void> {
    member.isLeaving = true;
    const late = setTimeout(() => member.worker.process.kill('SIGKILL'), patience.leave);
    // One that does not serve yet may not listen to us either; it has no request to answer.
    if (!member.isServing) member.worker.process.kill('SIGTERM');
    else if (member.worker.isConnected()) member.worker.send(toServer.leave);
    await member.gone;
    clearTimeout(late);
  }

  async function roll(): Promise<void> {
    for (const old of serving()) {
      if (isStopping) return;
      // When the fresh one does not come up, the old one stays: a broken release must not end the service.
      await raise();
      await dismiss(old);
    }
  }

  return {
    async start() {
      await Promise.all(Array.from({ length: count }, raise));
    },
    renew() {
      rolling ??= roll().finally(() => {
        rolling = undefined;
      });
      return rolling;
    },
    async stop() {
      isStopping = true;
      await Promise.all([...members].map(dismiss));
    },
    serving: () => serving().length,
    async describe() {
      const answers = await Promise.all(serving().map(({ worker }) => ask(worker, 'describe')));
      return answers.flatMap((message) => (message?.answer === 'describe' ? [message.details] : []));
    },
    measure() {
      // Two at once would each miss the counts that the other one is summing.
      measuring ??= measure().finally(() => {
        measuring = undefined;
      });
      return measuring;
    },
  };

  async function measure(): Promise<MetricSnapshot> {
    const present = [...members].filter(({ isServing }) => isServing);
    // One that is too busy to answer, or leaves meanwhile, counts as it told last.
    await Promise.all(present.map(({ worker }) => ask(worker, 'measure')));
    const gone = departed.splice(0);
    const sum = gone.length > 0 ? await snapshotOf(sumMetrics(gone)) : [];
    departed = [sum, ...departed];
    return snapshotOf(sumMetrics([...departed, ...[...members].map(({ figures }) => figures)]));
  }
}

/** What a server tells about itself; undefined when it is too busy or on its way out. */
function ask(worker: Worker, question: ServerAnswer['answer']): Promise<ServerAnswer | undefined> {
  const { promise, resolve } = Promise.withResolvers<ServerAnswer | undefined>();
  const listen = (message: unknown) => {
    if (isAnswer(message) && message.answer === question) resolve(message);
  };
  const late = setTimeout(() => resolve(undefined), patience.describe);
  worker.on('message', listen);
  if (worker.isConnected()) worker.send(toServer[question]);
  else resolve(undefined);
  return promise.finally(() => {
    clearTimeout(late);
    worker.off('message', listen);
  });
}
