import { and, desc, eq } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Tx } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { definitionHash } from '../packs/definition-hash.ts';
import { describeProcedureChange } from '../packs/describe-change.ts';
import { finding } from '../packs/finding.ts';
import { type PackChange, PackRefusedError } from '../packs/import-steps.ts';
import type { PackProcedure } from '../packs/pack-schema.ts';
import { procedure, procedureVersion } from '../schema/definitions.ts';

export interface ProcedureOwner {
  packId: string;
  regulatorId: string;
  regulationId: string;
  /** From when the first version counts, at the latest from now. */
  appliesFrom: Temporal.Instant;
  /** Whether a new procedure is offered at once; later the regulator switches it. */
  active: boolean;
}

/** A step of `importPack`: creates the regulator's procedure, or publishes a version that takes over from the one before. */
export async function importProcedure(tx: Tx, ctx: Ctx, owner: ProcedureOwner, imported: PackProcedure): Promise<PackChange[]> {
  const { key, definition } = imported;
  const row = await findProcedure(tx, owner, imported);
  const procedureId = row?.id ?? newId();
  const ofProcedure = eq(procedureVersion.procedureId, procedureId);
  const versions = await tx.select().from(procedureVersion).where(ofProcedure).orderBy(desc(procedureVersion.no));
  const published = versions.find(({ state }) => state === 'published');
  const sha256 = definitionHash(definition);
  if (published?.sha256 === sha256) return [];

  if (!row) {
    const { packId: sourcePack, regulatorId, regulationId, active } = owner;
    await tx.insert(procedure).values({ id: procedureId, regulatorId, regulationId, key, kind: imported.kind, active, sourcePack });
  }
  const no = (versions[0]?.no ?? 0) + 1;
  const validFrom = published ? await takeOver(tx, ctx, published) : earlier(ctx.clock.now(), owner.appliesFrom);
  await tx.insert(procedureVersion).values({ id: newId(), procedureId, no, state: 'published', definition, sha256, validFrom });
  const detail = { key, no, sha256 };
  await writeAudit(tx, ctx, { action: 'incidents.procedurePublished', subjectKind: 'procedure', subjectId: procedureId, detail });
  if (!published) return [{ what: 'procedure', key, change: 'added' }];
  return [{ what: 'procedure', key, change: 'changed', details: describeProcedureChange(published.definition, definition) }];
}

async function findProcedure(tx: Tx, owner: ProcedureOwner, { key, kind, file }: PackProcedure): Promise<{ id: string } | undefined> {
  const isKey = and(eq(procedure.regulatorId, owner.regulatorId), eq(procedure.key, key));
  const [row] = await tx.select().from(procedure).where(isKey);
  if (row && row.sourcePack !== owner.packId) {
    throw new PackRefusedError([finding('key-taken', file, ['key'], `"${key}" is not a procedure of this pack`)]);
  }
  if (row && (row.kind !== kind || row.regulationId !== owner.regulationId)) {
    throw new PackRefusedError([finding('procedure-changed', file, ['kind'], `"${key}" keeps its kind and its regulation`)]);
  }
  return row;
}

type Version = typeof procedureVersion.$inferSelect;

/**
 * Ends the version in force, and tells from when the next one counts: now, unless the clock was turned back since, or the
 * version begins later only. Published windows never overlap and are never empty.
 */
async function takeOver(tx: Tx, ctx: Ctx, { id, validFrom, validTo }: Version): Promise<Temporal.Instant> {
  const now = ctx.clock.now();
  if (validTo && validTo.epochMilliseconds <= now.epochMilliseconds) return now;
  const earliest = validFrom?.add({ milliseconds: 1 }) ?? now;
  const at = earlier(now, earliest) === now ? earliest : now;
  await tx.update(procedureVersion).set({ validTo: at }).where(eq(procedureVersion.id, id));
  return at;
}

const earlier = (one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant =>
  one.epochMilliseconds < other.epochMilliseconds ? one : other;
