import { and, eq, inArray, sql } from 'drizzle-orm';
import { govSector } from '#modules/governance/index.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Tx } from '#platform/db/database.ts';
import { isCrossBorder } from '../domain/cross-border.ts';
import type { ProcedureDefinition } from '../domain/definition.ts';
import { afterSubmission, type Significance } from '../domain/significance.ts';
import { computedSignificance } from '../queries/computed-significance.query.ts';
import { loadIncidentWorld } from '../queries/incident-world.query.ts';
import { incident, incidentSector } from '../schema/incident.ts';
import { incidentFile } from '../schema/reporting-side.ts';
import type { DraftContent } from './draft-content.ts';
import { keepContacts } from './keep-contacts.ts';
import { refreshSearchText } from './refresh-search-text.ts';

type Incident = typeof incident.$inferSelect;

/** What a submission changes on the incident itself: title, references, contacts, sectors, significance, the cross-border flag, the search text. */
export async function updateIncident(
  tx: Tx,
  ctx: Ctx,
  record: Incident,
  procedure: ProcedureDefinition,
  content: DraftContent,
): Promise<void> {
  await replaceSectors(tx, record.id, content.sectors);
  const { world } = await loadIncidentWorld(tx, record.id, ctx.clock.now());
  const computed = await computedSignificance(tx, record.id, procedure, world.sectors);
  const named = await namesOfFile(tx, record);
  const { significance } = afterSubmission(significanceOf(record), computed);
  await tx
    .update(incident)
    .set({
      ...named,
      contacts: content.contacts,
      crossBorder: isCrossBorder(procedure, [world.answers]),
      ...(significance.source === 'computed' && { significant: significance.significant, significantSource: 'computed' as const }),
      lastUpdateAt: ctx.clock.now(),
      version: sql`${incident.version} + 1`,
    })
    .where(eq(incident.id, record.id));
  await refreshSearchText(tx, record.id);
  await keepContacts(tx, record, content.contacts);
}

/** What the file is called by now, and its references: an edit of the file reaches the regulator with this submission. */
async function namesOfFile(tx: Tx, record: Incident): Promise<Pick<Incident, 'title' | 'ownReference' | 'complaintReference'>> {
  const { title, ownReference, complaintReference } = incidentFile;
  const [file] = await tx.select({ title, ownReference, complaintReference }).from(incidentFile).where(eq(incidentFile.id, record.fileId));
  return file ?? record;
}

export function significanceOf(
  record: Pick<Incident, 'significant' | 'significantSource' | 'significantBy' | 'significantAt'>,
): Significance {
  if (record.significantSource === 'override' && record.significant !== null && record.significantAt) {
    return { source: 'override', significant: record.significant, by: record.significantBy ?? '', at: record.significantAt };
  }
  return { source: 'computed', significant: record.significant };
}

/** Mostly they stay as they are, and each change of them is followed on the incident, in every index it has. */
async function replaceSectors(tx: Tx, incidentId: string, slugs: readonly string[]): Promise<void> {
  const wanted = slugs.length === 0 ? [] : await sectorIds(tx, slugs);
  const rows = await tx.select({ sectorId: incidentSector.sectorId }).from(incidentSector).where(eq(incidentSector.incidentId, incidentId));
  const before = rows.map(({ sectorId }) => sectorId);
  const gone = before.filter((id) => !wanted.includes(id));
  const added = wanted.filter((id) => !before.includes(id));
  if (gone.length > 0)
    await tx.delete(incidentSector).where(and(eq(incidentSector.incidentId, incidentId), inArray(incidentSector.sectorId, gone)));
  if (added.length > 0) await tx.insert(incidentSector).values(added.map((sectorId) => ({ incidentId, sectorId })));
}

async function sectorIds(tx: Tx, slugs: readonly string[]): Promise<string[]> {
  const rows = await tx
    .select({ id: govSector.id })
    .from(govSector)
    .where(inArray(govSector.slug, [...slugs]));
  return rows.map(({ id }) => id);
}
