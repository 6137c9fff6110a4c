/** `vigie jobs list|retry`: what an administrator does with jobs that did not go well. Runs as the system, like every command. */
import { parseArgs } from 'node:util';
import type { Ctx } from '../context/ctx.ts';
import { JobStateError, type JobSummary, listJobs, listStuckJobs, retryJob } from './manage-jobs.ts';

export interface JobsCommandDeps {
  print(line: string): void;
  /** Opens the database for the work and closes it afterwards. */
  withCtx<Result>(work: (ctx: Ctx) => Promise<Result>): Promise<Result>;
}

export const jobsUsage = `vigie jobs list                               jobs that failed or are stuck, and why
vigie jobs retry ID                           try one of them again
vigie jobs retry --failed                     try every failed job again`;

/** Of one page and of one round; a flood of failures has one cause, and the first hundreds tell it. */
const batch = 500;

/** @returns the exit code: 0 done, 1 a job cannot be tried again, 2 the command is not understood. */
export async function runJobsCommand(args: readonly string[], { print, withCtx }: JobsCommandDeps): Promise<number> {
  const command = parse(args);
  if (!command) {
    print(jobsUsage);
    return 2;
  }
  if (command.verb === 'list') return withCtx((ctx) => list(ctx, print));
  const { id } = command;
  return withCtx((ctx) => (id === undefined ? retryFailed(ctx, print) : retryOne(ctx, id, print)));
}

type Command = { verb: 'list' } | { verb: 'retry'; id: string | undefined };

function parse(args: readonly string[]): Command | undefined {
  try {
    const { positionals, values } = parseArgs({ args: [...args], allowPositionals: true, options: { failed: { type: 'boolean' } } });
    const [verb, id, ...rest] = positionals;
    if (rest.length > 0) return undefined;
    if (verb === 'list') return id === undefined && !values.failed ? { verb } : undefined;
    // One job or all of them, never neither and never both.
    return verb === 'retry' && (id === undefined) === (values.failed === true) ? { verb, id } : undefined;
  } catch {
    // An unknown option: the usage says which there are.
    return undefined;
  }
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
  `${id}  ${what}  ${(finishedAt ?? runAt).toString()}  ${name}, ${attempts} of its attempts used: ${lastError ?? 'no reason was kept'}`;

async function retryOne(ctx: Ctx, id: string, print: JobsCommandDeps['print']): Promise<number> {
  const refusal = await tryAgain(ctx, id);
  print(refusal ?? `${id} will be tried again.`);
  return refusal ? 1 : 0;
}

async function retryFailed(ctx: Ctx, print: JobsCommandDeps['print']): Promise<number> {
  let retried = 0;
  let refused = 0;
  let before: string | undefined;
  for (;;) {
    const failed = await listJobs(ctx.db, { state: 'failed', limit: batch, ...(before && { before }) });
    for (const { id } of failed) {
      const refusal = await tryAgain(ctx, id);
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
async function tryAgain(ctx: Ctx, id: string): Promise<string | undefined> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return `There is no job ${id}`;
  try {
    await retryJob(ctx, id);
    return undefined;
  } catch (error) {
    if (error instanceof JobStateError) return error.message;
    throw error;
  }
}
