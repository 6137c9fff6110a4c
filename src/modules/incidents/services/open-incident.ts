import { randomBytes } from 'node:crypto';
import { inArray } from 'drizzle-orm';
import { govSector } from '#modules/governance/index.ts';
import { writeAudit } from '#platform/audit/write-audit.ts';
import { actorId, actorName } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Tx } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import { enqueue } from '#platform/jobs/enqueue.ts';
import { Temporal } from '#platform/time/temporal.ts';
import type { Contacts, FileSelection } from '../domain/contacts.ts';
import { referenceBytes, referenceFromBytes } from '../domain/reference.ts';
import { announceJob } from '../jobs/announce.job.ts';
import type { Offer } from '../queries/offered-procedures.query.ts';
import { incident, incidentFact, incidentSector, report } from '../schema/incident.ts';
import type { incidentFile } from '../schema/reporting-side.ts';
import { offerVoluntary } from './offer-voluntary.ts';
import { refreshDeadlines } from './refresh-deadlines.ts';
import { refreshSearchText } from './refresh-search-text.ts';
import { writeAccess } from './write-access.ts';

export interface OpeningInput {
  file: typeof incidentFile.$inferSelect;
  offer: Offer;
  /** Slugs: the chosen sectors that are the procedure's own. */
  sectors: readonly string[];
  contacts: Contacts;
  facts: FileSelection['facts'];
  /** Given already: on a receipt. */
  reference?: string;
}

/**
 * Opens one incident under a file, inside the caller's transaction: its reports, facts, sectors and deadlines, the log entry and
 * the opening mail. Answers its id.
 */
export async function openIncident(
  tx: Tx,
  ctx: Ctx,
  { file, offer, sectors, contacts, facts, reference: given }: OpeningInput,
): Promise<string> {
  const id = newId();
  const now = ctx.clock.now();
  const { definition } = offer;
  const reference = await insertWithReference(tx, given, (candidate) => ({
    id,
    fileId: file.id,
    procedureId: offer.procedureId,
    regulatorId: offer.regulatorId,
    regulationId: offer.regulationId,
    procedureVersionId: offer.versionId,
    reference: candidate,
    title: file.title,
    ownReference: file.ownReference,
    complaintReference: file.complaintReference,
    notifiedAt: now,
    zone: file.zone,
    contacts,
    operatorId: file.operatorId,
    notifierId: file.notifierId,
    operatorName: file.organisationName,
    lastUpdateAt: now,
  }));
  if (sectors.length > 0) {
    const rows = await tx
      .select({ id: govSector.id })
      .from(govSector)
      .where(inArray(govSector.slug, [...sectors]));
    await tx.insert(incidentSector).values(rows.map((row) => ({ incidentId: id, sectorId: row.id })));
  }
  await refreshSearchText(tx, id);
  await insertFacts(tx, ctx, id, offer, facts);
  await tx
    .insert(report)
    .values(
      definition.stages
        .filter(({ kind }) => kind !== 'onRequest')
        .map(({ key, kind }) => ({ id: newId(), incidentId: id, stageKey: key, kind })),
    );
  for (const stage of definition.stages) await offerVoluntary(tx, id, stage);
  await refreshDeadlines(tx, ctx, id, 'opened');
  await writeAccess(tx, ctx, { incidentId: id, action: 'opened', detail: { reference } });
  await writeAudit(tx, ctx, {
    action: 'incidents.openIncident',
    subjectKind: 'incident',
    subjectId: id,
    detail: { reference, procedure: offer.key },
  });
  await enqueue(tx, ctx, announceJob, { event: 'opened', incidentId: id, eventId: id });
  return id;
}

/** Only the facts the procedure asks for: what another law wants to know stays with that law's incident. */
async function insertFacts(tx: Tx, ctx: Ctx, incidentId: string, offer: Offer, facts: FileSelection['facts']): Promise<void> {
  const rows = offer.definition.facts.flatMap(({ fact }) => {
    const known = facts[fact];
    if (!known) return [];
    return {
      id: newId(),
      incidentId,
      fact,
      at: Temporal.Instant.from(known.at),
      zone: known.zone,
      source: 'wizard' as const,
      by: actorId(ctx.actor),
      byName: actorName(ctx.actor),
      recordedAt: ctx.clock.now(),
    };
  });
  if (rows.length > 0) await tx.insert(incidentFact).values(rows);
}

export const newReference = (): string => referenceFromBytes(randomBytes(referenceBytes));

/** A reference that another incident has is drawn again: one in a million million, but evidence must not fail on it. */
async function insertWithReference(
  tx: Tx,
  given: string | undefined,
  rowFor: (reference: string) => typeof incident.$inferInsert,
): Promise<string> {
  for (let attempt = 0; attempt < (given ? 1 : 5); attempt += 1) {
    const reference = given ?? newReference();
    const inserted = await tx.insert(incident).values(rowFor(reference)).onConflictDoNothing().returning({ id: incident.id });
    if (inserted.length === 1) return reference;
  }
  throw new Error('No free reference: does the file have an incident of this procedure already?');
}
