import { and, eq, isNull, sql } from 'drizzle-orm';
import { govRegulator, importRegulation, importSectors } from '#modules/governance/index.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { NotFoundError } from '#platform/context/errors.ts';
import type { Tx } from '#platform/db/database.ts';
import { requireRole } from '#platform/permissions/permissions.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { checkPack } from '../packs/check-pack.ts';
import { finding } from '../packs/finding.ts';
import { type PackChange, PackRefusedError } from '../packs/import-steps.ts';
import type { Pack } from '../packs/pack-schema.ts';
import { packPermissions } from '../permissions.ts';
import { importForm } from './import-form.ts';
import { importProcedure } from './import-procedure.ts';
import { importQuestions } from './import-questions.ts';

export interface ImportPackInput {
  pack: Pack;
  /** Whose procedures they become; needed when the pack holds a regulation. */
  regulatorId?: string | undefined;
}

/**
 * Creates or updates what the pack holds, and tells what changed; importing the same pack again changes nothing (decisions.md D11).
 * A changed form or procedure becomes a new published version; incidents and submissions keep theirs.
 * Throws PackRefusedError when the pack fails its check or contradicts what is here, NotFoundError for an unknown regulator.
 */
export async function importPack(ctx: Ctx, input: ImportPackInput): Promise<PackChange[]> {
  requireImport(ctx, input.pack);
  return await ctx.db.transaction((tx) => importAll(tx, ctx, input));
}

/** What `importPack` would change. It does the import and takes everything back, so the two can never disagree. */
export async function diffPack(ctx: Ctx, input: ImportPackInput): Promise<PackChange[]> {
  requireImport(ctx, input.pack);
  const undo = new Error('dry run');
  let changes: PackChange[] = [];
  try {
    await ctx.db.transaction(async (tx) => {
      changes = await importAll(tx, ctx, input);
      throw undo;
    });
  } catch (error) {
    if (error !== undo) throw error;
  }
  return changes;
}

function requireImport(ctx: Ctx, pack: Pack): void {
  if (ctx.actor.kind !== 'system') requireRole(ctx, packPermissions, 'import');
  const findings = checkPack(pack);
  if (findings.length > 0) throw new PackRefusedError(findings);
}

async function importAll(tx: Tx, ctx: Ctx, { pack, regulatorId }: ImportPackInput): Promise<PackChange[]> {
  // Two imports at once would number their versions alike.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('vigie.import-pack'))`);
  const changes: PackChange[] = [];
  for (const part of [...pack.uses, pack]) {
    changes.push(...(await importSectors(tx, ctx, part.sectors)), ...(await importQuestions(tx, ctx, part)));
  }
  for (const form of pack.forms) changes.push(...(await importForm(tx, ctx, pack.manifest.id, form)));
  if (pack.manifest.regulation) changes.push(...(await importLaw(tx, ctx, pack, pack.manifest.regulation, regulatorId)));
  return changes;
}

async function importLaw(
  tx: Tx,
  ctx: Ctx,
  pack: Pack,
  regulation: NonNullable<Pack['manifest']['regulation']>,
  regulatorId: string | undefined,
): Promise<PackChange[]> {
  const { id: packId, status } = pack.manifest;
  if (regulatorId === undefined) {
    throw new PackRefusedError([
      finding('regulator-missing', pack.files.manifest, ['regulation'], 'name the regulator who gets the procedures'),
    ]);
  }
  const isRegulator = and(eq(govRegulator.id, regulatorId), isNull(govRegulator.archivedAt));
  const [regulator] = await tx.select({ zone: govRegulator.zone }).from(govRegulator).where(isRegulator);
  if (!regulator) throw new NotFoundError();

  const active = status === 'active';
  const { id: regulationId, changes } = await importRegulation(tx, ctx, { ...regulation, active }, regulatorId);
  const appliesFrom = Temporal.PlainDate.from(regulation.appliesFrom).toZonedDateTime(regulator.zone).toInstant();
  const all: PackChange[] = [...changes];
  for (const procedure of pack.procedures) {
    all.push(...(await importProcedure(tx, ctx, { packId, regulatorId, regulationId, appliesFrom, active }, procedure)));
  }
  return all;
}
