/** `vigie jobs list|retry|cancel`: what an administrator does with jobs that did not go well. Runs as the system, like every command. */
import { parseArgs } from 'node:util';
import type { Ctx } from '../context/ctx.ts';
import { jobStates } from '../db/schema.ts';
import type { JobRegistry } from './job-registry.ts';
import { cancelJob, type JobState, JobStateError, type JobSummary, listJobs, listStuckJobs, retryJob } from './manage-jobs.ts';

export interface JobsCommandDeps {
  print(line: string): void;
  /** Opens the database for the work and closes it afterwards. */
  withCtx<Result>(work: (ctx: Ctx, registry: JobRegistry) => Promise<Result>): Promise<Result>;
}

export const jobsUsage = `vigie jobs list                               jobs that failed or are stuck, and why
vigie jobs list STATE                         those that are queued, running, succeeded, failed or cancelled
vigie jobs retry ID                           try one of them again
vigie jobs retry --failed                     try every failed job again
vigie jobs cancel ID                          take back one that waits, or stop one that runs`;

/** Of one page and of one round; a flood of failures has one cause, and the first hundreds tell it. */
const batch = 500;

/** @returns the exit code: 0 done, 1 it cannot be done with that job, 2 the command is not understood. */
export async function runJobsCommand(args: readonly string[], { print, withCtx }: JobsCommandDeps): Promise<number> {
  const command = parse(args);
  if (!command) {
    print(jobsUsage);
    return 2;
  }
  if (command.verb === 'list') return withCtx((ctx) => (command.state ? listState(ctx, command.state, print) : list(ctx, print)));
  const { id } = command;
  if (command.verb === 'cancel') return withCtx((ctx, registry) => cancelOne(ctx, registry, command.id, print));
  return withCtx((ctx) => (id === undefined ? retryFailed(ctx, print) : retryOne(ctx, id, print)));
}

type Command = { verb: 'list'; state: JobState | undefined } | { verb: 'cancel'; id: string } | { verb: 'retry'; id: string | undefined };

function parse(args: readonly string[]): Command | undefined {
  try {
    const { positionals, values } = parseArgs({ args: [...args], allowPositionals: true, options: { failed: { type: 'boolean' } } });
    const [verb, id, ...rest] = positionals;
    if (rest.length > 0) return undefined;
    if (verb === 'list') return (id === undefined || isState(id)) && !values.failed ? { verb, state: id } : undefined;
    if (verb === 'cancel') return id !== undefined && !values.failed ? { verb, id } : undefined;
    // One job or all of them, never neither and never both.
    return verb === 'retry' && (id === undefined) === (values.failed === true) ? { verb, id } : undefined;
  } catch {
    // An unknown option: the usage says which there are.
    return undefined;
  }
}

const isState = (word: string): word is JobState => jobStates.some((state) => state === word);

async function listState(ctx: Ctx, state: JobState, print: JobsCommandDeps['print']): Promise<number> {
  const jobs = await listJobs(ctx.db, { state, limit: batch });
  for (const job of jobs) print(lineOf(job, state));
  print(`${jobs.length}${jobs.length === batch ? ' or more' : ''} ${state}`);
  return 0;
}

async function list(ctx: Ctx, print: JobsCommandDeps['print']): Promise<number> {
  const stuck = await listStuckJobs(ctx.db, ctx.wallClock.now(), batch);
  const failed = await listJobs(ctx.db, { state: 'failed', limit: batch });
  for (const job of stuck) print(lineOf(job, 'stuck'));
  for (const job of failed) print(lineOf(job, 'failed'));
  print(`${failed.length}${failed.length === batch ? ' or more' : ''} failed, ${stuck.length} stuck`);
  return 0;
}

const lineOf = ({ id, name, attempts, lastError, finishedAt, runAt }: JobSummary, what: string): string =>
  `${id}  ${what}  ${(finishedAt ?? runAt).toString()}  ${name}, ${attempts} of its attempts used${reasonOf(what, lastError)}`;

const reasonOf = (what: string, lastError: string | null): string =>
  lastError !== null ? `: ${lastError}` : ['failed', 'stuck'].includes(what) ? ': no reason was kept' : '';

async function retryOne(ctx: Ctx, id: string, print: JobsCommandDeps['print']): Promise<number> {
  const refusal = await refusalOf(id, () => retryJob(ctx, id));
  print(refusal ?? `${id} will be tried again.`);
  return refusal ? 1 : 0;
}

async function cancelOne(ctx: Ctx, registry: JobRegistry, id: string, print: JobsCommandDeps['print']): Promise<number> {
  const refusal = await refusalOf(id, () => cancelJob(ctx, registry, id));
  print(refusal ?? `${id} is cancelled.`);
  return refusal ? 1 : 0;
}

async function retryFailed(ctx: Ctx, print: JobsCommandDeps['print']): Promise<number> {
  let retried = 0;
  let refused = 0;
  let before: string | undefined;
  for (;;) {
    const failed = await listJobs(ctx.db, { state: 'failed', limit: batch, ...(before && { before }) });
    for (const { id } of failed) {
      const refusal = await refusalOf(id, () => retryJob(ctx, id));
      if (refusal) print(`${id}: ${refusal}`);
      if (refusal) refused += 1;
      else retried += 1;
    }
    before = failed.at(-1)?.id;
    if (failed.length < batch) break;
  }
  print(`${retried} will be tried again${refused > 0 ? `, ${refused} not` : ''}.`);
  return refused > 0 ? 1 : 0;
}

/** The reason why not, for people. */
async function refusalOf(id: string, act: () => Promise<void>): Promise<string | undefined> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return `There is no job ${id}`;
  try {
    await act();
    return undefined;
  } catch (error) {
    if (error instanceof JobStateError) return error.message;
    throw error;
  }
}
