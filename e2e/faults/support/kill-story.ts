/** Work goes on, the server is killed again and again, and in the end everything that was acknowledged is there, once. */
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import type { OpenDatabase } from '../../../src/platform/db/database.ts';
import type { SmtpRelay } from '../../../src/platform/testing/smtp-relay.ts';
import { type Evidence, readEvidence } from './evidence.ts';
import { FaultWatch } from './fault-watch.ts';
import type { Fault } from './faults.ts';
import { Operator } from './operator.ts';
import type { ServerProcess } from './server-process.ts';
import { everyMailOnce, fewestReports, nothingDoubled, nothingLost } from './verdict.ts';

export interface Scene {
  fault: Fault;
  server: ServerProcess;
  dataFolder: string;
  relay: SmtpRelay;
  /** A look at the database while no server runs. */
  open(): Promise<OpenDatabase>;
}

/** Milliseconds the work and the kills go on, at least. */
const storm = 20_000;
const fewestKills = 6;
/** Milliseconds for what is waited for, on a machine that has much else to do. */
const patience = 300_000;

/** Runs the whole story on a server that has been started once, and stopped. */
export async function killAgainAndAgain({ fault, server, dataFolder, relay, open }: Scene): Promise<void> {
  const since = new Date().toISOString();
  const withRelay = { MAIL_URL: `smtp://127.0.0.1:${relay.port}?ignoreTLS=true` };
  await server.start(withRelay);
  const operator = new Operator(server.address);
  await operator.signIn(dataFolder);
  const end = new AbortController();
  // Two windows of one person.
  const work = Promise.all([operator.work(end.signal), operator.work(end.signal)]);
  let failure: unknown;
  work.catch((error: unknown) => (failure = error));

  const watch = new FaultWatch(fault, operator);
  const hasFailed = () => failure !== undefined;
  let kills = 0;
  const deadline = performance.now() + storm;
  while (failure === undefined && (kills < fewestKills || performance.now() < deadline)) {
    await aChange(operator, hasFailed);
    await delay(Math.random() * 1_500);
    await server.kill();
    const killed = performance.now();
    kills += 1;
    // Every second start has no relay: what the mailbox keeps and what the relay takes must add up. Every fourth is killed at once.
    if (kills % 4 === 0) {
      server.spawn(withRelay);
      await delay(Math.random() * 1_500);
      await server.kill();
    }
    await server.start(kills % 2 === 0 ? withRelay : {});
    await aChange(operator, hasFailed);
    watch.tell({ answeredAfter: performance.now() - killed });
  }
  const lastMoment = performance.now() + patience;
  while (failure === undefined && operator.acknowledged.sentReports.length < fewestReports && performance.now() < lastMoment)
    await delay(100);
  end.abort();
  await work;
  watch.end();
  await server.kill();
  const evidence = await settled({ server, open, withRelay, since });
  nothingLost(operator.acknowledged, evidence);
  nothingDoubled(evidence);
  everyMailOnce(evidence, relay, kills + 1);
  watch.judge(evidence, relay);
}

/** Waits for the next acknowledged change, so that also a busy machine gets something done between two kills. */
async function aChange(operator: Operator, hasFailed: () => boolean): Promise<void> {
  const before = operator.changes;
  const deadline = performance.now() + patience;
  while (operator.changes === before && !hasFailed() && performance.now() < deadline) await delay(20);
}

interface Settling extends Pick<Scene, 'server' | 'open'> {
  withRelay: Record<string, string>;
  since: string;
}

/** Lets the jobs of the dead run out their lease and end, then stops the server as an administrator does. */
async function settled({ server, open, withRelay, since }: Settling): Promise<Evidence> {
  await server.start(withRelay);
  const unfinished = async () => {
    const { jobs } = await server.details<{ jobs?: { queued: number; running: number } }>();
    return jobs && jobs.queued + jobs.running;
  };
  await expect.poll(unfinished, { timeout: patience, interval: 100 }).toBe(0);
  await server.stop();
  const database = await open();
  const evidence = await readEvidence(database, since);
  await database.close();
  return evidence;
}
