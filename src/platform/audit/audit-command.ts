/** `vigie audit verify|export|seal|key`: the trail of changes, for whoever must be able to trust it. Runs as the system. */
import { rm, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Ctx } from '../context/ctx.ts';
import { Temporal } from '../time/temporal.ts';
import type { AuditKeys } from './audit-keys.ts';
import { describeVerification } from './describe-verification.ts';
import { ExportFileError, openExport, writeExport } from './export-file.ts';
import { everything, findSpan, inSnapshot, type Period, readSpan } from './read-trail.ts';
import { newestSeal, sealEvents } from './seal-events.ts';
import { verifyTrail } from './verify-trail.ts';
import { writeAudit } from './write-audit.ts';

export interface AuditCommandDeps {
  print(line: string): void;
  /** Opens the database for the work and closes it afterwards. */
  withCtx<Result>(work: (ctx: Ctx) => Promise<Result>): Promise<Result>;
  /** The ring of this installation, or the one in the file. @throws when there is none */
  keys(file?: string): AuditKeys;
}

export const auditUsage = `vigie audit verify [--head HASH]              whether the trail in the database is as it was sealed
vigie audit verify [--keys KEYFILE] FILE      the same of an export; needs no database and no secret
vigie audit export [--from TIME] [--until TIME] FILE
                                              the trail, or the seals of a period, with details, into a new file
vigie audit seal                              seal what waits now, and not at the next minute
vigie audit key                               the public keys, for whoever verifies`;

type Command =
  | { verb: 'verify'; file: string | undefined; keyFile: string | undefined; head: string | undefined }
  | { verb: 'export'; file: string; period: Period }
  | { verb: 'seal' }
  | { verb: 'key' };

/** @returns the exit code: 0 well, 1 the trail is broken or the work could not be done, 2 the command is not understood. */
export async function runAuditCommand(args: readonly string[], deps: AuditCommandDeps): Promise<number> {
  const command = parse(args);
  if (!command) {
    deps.print(auditUsage);
    return 2;
  }
  try {
    if (command.verb === 'verify') return await verify(command, deps);
    if (command.verb === 'export') return await deps.withCtx((ctx) => exportTrail(ctx, command.file, command.period, deps.print));
    if (command.verb === 'seal') return await deps.withCtx((ctx) => seal(ctx, deps));
    for (const line of deps.keys().publicRing()) deps.print(line);
    return 0;
  } catch (error) {
    if (!(error instanceof ExportFileError) && !isFileError(error)) throw error;
    deps.print(error.message);
    return 1;
  }
}

const options = {
  head: { type: 'string' },
  keys: { type: 'string' },
  from: { type: 'string' },
  until: { type: 'string' },
} as const;

function parse(args: readonly string[]): Command | undefined {
  try {
    const { positionals, values } = parseArgs({ args: [...args], allowPositionals: true, options });
    const [verb, file, ...rest] = positionals;
    const { head, keys: keyFile, from, until } = values;
    if (rest.length > 0) return undefined;
    if (verb === 'verify')
      return from || until || (head && !/^[0-9a-f]{64}$/.test(head)) || (keyFile && !file) ? undefined : { verb, file, keyFile, head };
    if (head || keyFile) return undefined;
    if (verb === 'export') return file ? { verb, file, period: { from: momentOf(from), until: momentOf(until) } } : undefined;
    return (verb === 'seal' || verb === 'key') && !file && !from && !until ? { verb } : undefined;
  } catch {
    // An unknown option, or a time that is none: the usage says what there is.
    return undefined;
  }
}

/** An instant, or a day in UTC. */
const momentOf = (text: string | undefined): Temporal.Instant | undefined =>
  text === undefined ? undefined : Temporal.Instant.from(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00Z` : text);

async function verify(
  { file, keyFile, head }: Extract<Command, { verb: 'verify' }>,
  { print, withCtx, keys }: AuditCommandDeps,
): Promise<number> {
  const verification = file
    ? await openExport(file).then(({ start, records }) => verifyTrail(records, keys(keyFile), start, head))
    : await withCtx((ctx) => inSnapshot(ctx.db, (tx) => verifyTrail(readSpan(tx, everything), keys(), everything.start, head)));
  for (const line of describeVerification(verification)) print(line);
  return verification.broken || verification.hasHead === false ? 1 : 0;
}

async function exportTrail(ctx: Ctx, file: string, period: Period, print: AuditCommandDeps['print']): Promise<number> {
  if (await stat(file).catch(() => undefined)) throw new ExportFileError(`${file} is there already. An export makes a new file.`);
  const counts = await inSnapshot(ctx.db, async (tx) => {
    const span = await findSpan(tx, period);
    return span && writeExport(file, span.start, readSpan(tx, span));
  }).catch(async (error: unknown) => {
    await rm(file, { force: true });
    throw error;
  });
  if (!counts) {
    print('Nothing was sealed in that period.');
    return 1;
  }
  const detail = { from: period.from?.toString() ?? null, until: period.until?.toString() ?? null, ...counts };
  // The file holds names: that it was made is itself a thing to keep. Without a trace of it, no file.
  await ctx.db
    .transaction((tx) => writeAudit(tx, ctx, { action: 'audit.export', subjectKind: 'audit', detail }))
    .catch(async (error: unknown) => {
      await rm(file, { force: true });
      throw error;
    });
  print(`In ${file}: ${counts.events} sealed, of ${counts.seals} seals; ${counts.unsealed} not sealed yet.`);
  return 0;
}

async function seal(ctx: Ctx, { print, keys }: AuditCommandDeps): Promise<number> {
  const { signer } = keys();
  if (!signer) {
    print('VIGIE_AUDIT_KEYS has only public keys here: nothing can be sealed.');
    return 1;
  }
  const seals = await sealEvents(ctx, signer);
  const newest = await newestSeal(ctx.db);
  print(seals.length > 0 ? `${seals.length === 1 ? 'One seal was' : `${seals.length} seals were`} made.` : 'Nothing waits for a seal.');
  if (newest) print(`Head: place ${newest.last}, ${newest.head}`);
  return 0;
}

/** What a person can mend: no such file, no right, no space. */
const isFileError = (error: unknown): error is Error => error instanceof Error && 'code' in error && 'path' in error;
