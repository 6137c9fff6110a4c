import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import { actorId, actorName } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError } from '#platform/context/errors.ts';
import type { Tx } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import { fileAdoption } from '../schema/file-adoption.ts';
import { incident, report, submission } from '../schema/incident.ts';
import { draft, fileContact, incidentFile } from '../schema/reporting-side.ts';
import { incidentAccess } from '../schema/traces.ts';
import { contactRows } from './keep-contacts.ts';
import { lockIncident } from './lock-report.ts';
import { refreshDeadlines } from './refresh-deadlines.ts';
import { refreshSearchText } from './refresh-search-text.ts';
import { writeAccess } from './write-access.ts';

type Incident = typeof incident.$inferSelect;
type Adoption = typeof fileAdoption.$inferSelect;

/**
 * The regulator gives its incident back to whoever filed it. What else the operator has put into the file stays the operator's: the
 * incident then leaves the file, and nobody can tell whether it did. Throws ConflictError once the operator has sent a report or corrected a date itself,
 * because the notifier must not come to read it.
 */
export async function undoAdoption(ctx: Ctx, { incidentId, reason }: { incidentId: string; reason: string }): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const record = await lockIncident(tx, ctx, incidentId, 'settleAdoption');
    const [adoption] = await tx
      .select()
      .from(fileAdoption)
      .where(and(eq(fileAdoption.incidentId, incidentId), eq(fileAdoption.state, 'accepted')))
      .for('update');
    if (!adoption) throw new ConflictError('outside.adoption.notNow');
    const reports = tx.select({ id: report.id }).from(report).where(eq(report.incidentId, incidentId));
    const [sent] = await tx
      .select({ id: submission.id })
      .from(submission)
      .where(and(inArray(submission.reportId, reports), byOperator(adoption)))
      .limit(1);
    if (sent || (await hasCorrected(tx, adoption))) throw new ConflictError('outside.adoption.used');
    await tx.delete(draft).where(inArray(draft.reportId, reports));
    const fileId = await fileOfNotifier(tx, record, adoption);
    await tx
      .update(incident)
      .set({
        ...{ fileId, operatorId: null, notifierId: adoption.notifierId, operatorName: adoption.typedName },
        version: sql`${incident.version} + 1`,
      })
      .where(eq(incident.id, incidentId));
    await tx
      .update(fileAdoption)
      .set({
        state: 'undone',
        undoneAt: ctx.wallClock.now(),
        undoneBy: actorId(ctx.actor),
        undoneByName: actorName(ctx.actor),
        undoneReason: reason,
      })
      .where(eq(fileAdoption.id, adoption.id));
    await refreshSearchText(tx, incidentId);
    await refreshDeadlines(tx, ctx, incidentId, 'fact');
    await writeAccess(tx, ctx, { incidentId, action: 'adoptionUndone', detail: { from: record.operatorName, to: adoption.typedName } });
    await writeAudit(tx, ctx, {
      action: 'incidents.undoAdoption',
      subjectKind: 'fileAdoption',
      subjectId: adoption.id,
      detail: { incidentId, operatorId: adoption.operatorId, reason },
    });
  });
}

/** Not by whoever filed it, with or without an account, under the name that was typed. */
const byOperator = ({ notifierId, typedName }: Adoption) => sql`(${submission.organisationName} <> ${typedName}
  or ${submission.submittedBy} is distinct from ${notifierId}::uuid and not exists (
    select 1 from gov_notifier n where n.id = ${notifierId}::uuid and n.account_id = ${submission.submittedBy}))`;

/** A date that the operator has stated is its own word, with the name of whoever wrote it. */
async function hasCorrected(tx: Tx, { incidentId, operatorId }: Adoption): Promise<boolean> {
  const corrected = and(eq(incidentAccess.incidentId, incidentId), eq(incidentAccess.action, 'factCorrected'));
  return (await tx.$count(incidentAccess, and(corrected, eq(incidentAccess.organisationId, operatorId)))) > 0;
}

/** What the incident itself knows, in a new file where the operator keeps its own: nothing that the operator keeps in its own goes back to somebody outside. */
async function fileOfNotifier(tx: Tx, record: Incident, { notifierId, typedName }: Adoption): Promise<string> {
  const owner = { operatorId: null, notifierId, organisationName: typedName, organisationVerified: false };
  const others = and(eq(incident.fileId, record.fileId), ne(incident.id, record.id));
  const [sibling] = await tx.select({ id: incident.id }).from(incident).where(others).limit(1);
  const { title, zone, notifiedAt, ownReference, complaintReference } = record;
  if (!sibling) {
    await tx
      .update(incidentFile)
      .set({ ...owner, title, ownReference, complaintReference, version: sql`${incidentFile.version} + 1` })
      .where(eq(incidentFile.id, record.fileId));
    await tx.delete(fileContact).where(eq(fileContact.fileId, record.fileId));
    await tx.insert(fileContact).values(contactRows(record.contacts, { fileId: record.fileId, incidentId: null }));
    return record.fileId;
  }
  const id = newId();
  await tx.insert(incidentFile).values({ id, ...owner, title, zone, state: 'open', createdBy: notifierId, createdAt: notifiedAt });
  await tx.delete(fileContact).where(and(eq(fileContact.fileId, record.fileId), eq(fileContact.incidentId, record.id)));
  await tx.insert(fileContact).values(contactRows(record.contacts, { fileId: id, incidentId: null }));
  return id;
}
