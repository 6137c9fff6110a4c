import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Tx } from '#platform/db/database.ts';
import { canonicalJson } from '#platform/text/canonical-json.ts';
import { isCrossBorder } from '../domain/cross-border.ts';
import { afterSubmission, type Significance } from '../domain/significance.ts';
import { computedSignificance } from '../queries/computed-significance.query.ts';
import { loadIncidentWorld } from '../queries/incident-world.query.ts';
import { sectorIdsOf } from '../queries/sector-tree.query.ts';
import { incident, incidentSector } from '../schema/incident.ts';
import { incidentFile } from '../schema/reporting-side.ts';
import type { DraftContent } from './draft-content.ts';
import { keepContacts } from './keep-contacts.ts';
import { storeDeadlines } from './refresh-deadlines.ts';
import { refreshSearchText } from './refresh-search-text.ts';

type Incident = typeof incident.$inferSelect;

/**
 * What a submission changes on the incident itself: title, references, contacts, sectors, significance, the cross-border flag, the
 * deadlines, the search text. The submission is stored already.
 */
export async function updateIncident(tx: Tx, ctx: Ctx, record: Incident, content: DraftContent): Promise<void> {
  const hasOtherSectors = await replaceSectors(tx, ctx, record, content.sectors);
  await keepContacts(tx, record, content.contacts);
  const loaded = await loadIncidentWorld(tx, record.id, ctx.clock.now());
  const { world, procedure } = loaded;
  const computed = await computedSignificance(tx, record.id, procedure, world.sectors);
  const named = await namesOfFile(tx, record);
  const { significance } = afterSubmission(significanceOf(record), computed);
  const changed = {
    ...named,
    contacts: content.contacts,
    crossBorder: isCrossBorder(procedure, [world.answers]),
    ...(significance.source === 'computed' && { significant: significance.significant, significantSource: 'computed' as const }),
    lastUpdateAt: ctx.clock.now(),
    version: sql`${incident.version} + 1`,
  };
  await storeDeadlines(tx, ctx, loaded, { incidentId: record.id, cause: 'submission', changed });
  const isFoundOtherwise =
    hasOtherSectors || named.title !== record.title || canonicalJson(content.contacts) !== canonicalJson(record.contacts);
  if (isFoundOtherwise) await refreshSearchText(tx, record.id);
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

/** Mostly they stay as they are, and each change of them is followed on the incident, in every index it has. Answers whether any changed. */
async function replaceSectors(
  tx: Tx,
  ctx: Ctx,
  { id: incidentId, sectorIds: before }: Incident,
  slugs: readonly string[],
): Promise<boolean> {
  const wanted = await sectorIdsOf(tx, ctx, slugs);
  const gone = before.filter((id) => !wanted.includes(id));
  const added = wanted.filter((id) => !before.includes(id));
  if (gone.length > 0)
    await tx.delete(incidentSector).where(and(eq(incidentSector.incidentId, incidentId), inArray(incidentSector.sectorId, gone)));
  if (added.length > 0) await tx.insert(incidentSector).values(added.map((sectorId) => ({ incidentId, sectorId })));
  return gone.length + added.length > 0;
}
