import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError, RefusedError } from '#platform/context/errors.ts';
import type { Tx } from '#platform/db/database.ts';
import { requireRole } from '#platform/permissions/permissions.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { facts as allFacts } from '../domain/condition.ts';
import { type FileSelection, fileSelectionSchema } from '../domain/contacts.ts';
import { matchProcedures } from '../domain/match-procedures.ts';
import { offeredSectors, sameCouple } from '../domain/notify-journey.ts';
import { filePermissions } from '../permissions.ts';
import { fileContacts, fileToExtend } from '../queries/file-to-extend.query.ts';
import { fileFactProposal, incidentFile } from '../schema/reporting-side.ts';
import { openIncident } from './open-incident.ts';
import { requireFacts } from './open-incidents.ts';

const inputSchema = z.strictObject({
  fileId: z.uuid(),
  regulationId: z.uuid(),
  regulatorId: z.uuid(),
  /** Slugs. */
  sectors: z.array(z.string()),
  facts: fileSelectionSchema.shape.facts.unwrap(),
});
export type AddLawInput = z.infer<typeof inputSchema>;

/**
 * Adds a law to an open file: one incident per procedure that fits and is not on the file yet, or was withdrawn (decisions.md D2).
 * The other incidents do not move, and nothing on them tells of it. Answers the new ids. Throws RefusedError for what is not offered
 * or not complete, ConflictError when the law is on the file already.
 */
export async function addLaw(ctx: Ctx, given: AddLawInput): Promise<string[]> {
  requireRole(ctx, filePermissions, 'addLaw');
  const input = inputSchema.parse(given);
  return ctx.db.transaction(async (tx) => {
    const { file, offers, taken } = await fileToExtend(tx, ctx, input.fileId, true);
    const own = offers.filter((offer) => sameCouple(offer, input));
    if (own.length === 0) throw new RefusedError('notify.regulations.unknown');
    const offered = offeredSectors(own);
    if (!input.sectors.every((slug) => offered.includes(slug))) throw new RefusedError('notify.sectors.unknown', {}, 'sectors');
    const { matched } = matchProcedures(own, [input], input.sectors);
    if (matched.length === 0) throw new RefusedError('notify.nothingMatches', {}, 'sectors');
    const fresh = matched.filter(({ procedure }) => !taken.has(procedure.procedureId));
    if (fresh.length === 0) throw new ConflictError('notify.addLaw.already');
    requireFacts(
      input,
      fresh.map(({ procedure }) => procedure),
      ctx.clock.now(),
    );
    const contacts = await fileContacts(tx, file.id);
    const ids: string[] = [];
    for (const { procedure, sectors } of fresh)
      ids.push(await openIncident(tx, ctx, { file, offer: procedure, sectors, contacts, facts: input.facts }));
    await insertProposals(tx, file.id, input.facts);
    await tx
      .update(incidentFile)
      .set({ version: sql`${incidentFile.version} + 1` })
      .where(eq(incidentFile.id, file.id));
    await writeAudit(tx, ctx, {
      action: 'incidents.addLaw',
      subjectKind: 'incidentFile',
      subjectId: file.id,
      detail: { incidents: ids },
    });
    return ids;
  });
}

/** What the file did not know yet; what it knew stays, since it is only a proposal. */
async function insertProposals(tx: Tx, fileId: string, facts: FileSelection['facts']): Promise<void> {
  const rows = allFacts.flatMap((fact) => {
    const known = facts[fact];
    return known ? [{ fileId, fact, at: Temporal.Instant.from(known.at), zone: known.zone }] : [];
  });
  if (rows.length > 0) await tx.insert(fileFactProposal).values(rows).onConflictDoNothing();
}
