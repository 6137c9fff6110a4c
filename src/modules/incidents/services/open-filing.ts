import { and, eq } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import { actorId } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Tx } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { contactsOfFiler } from '../domain/filing.ts';
import { answersOf, type FilingRow, filingTarget } from '../queries/filing.query.ts';
import { loadIncidentWorld } from '../queries/incident-world.query.ts';
import { incident, report } from '../schema/incident.ts';
import { notifierFiling } from '../schema/notifier-filing.ts';
import { fileContact, fileFactProposal, incidentFile } from '../schema/reporting-side.ts';
import { currentFactRows } from './draft-content.ts';
import { contactRows } from './keep-contacts.ts';
import { tellOperatorNamed } from './offer-adoption.ts';
import { openIncident } from './open-incident.ts';
import { recordSubmission } from './record-submission.ts';
import { refreshDeadlines } from './refresh-deadlines.ts';

/**
 * The e-mail is proven: the filing becomes a file with one incident and its first report, exactly as it was sent and at the time it was
 * sent. A dismissal ends with it. The caller has locked the filing.
 */
export async function openFiling(tx: Tx, ctx: Ctx, row: FilingRow): Promise<void> {
  if (row.state !== 'sent' || !row.sentAt || !row.reference || !row.title) return;
  const target = await filingTarget(ctx, row, tx);
  if (!target) throw new Error(`The filing ${row.id} leads nowhere`);
  const { offer, stage, form } = target;
  const { content } = row;
  const sentAt = row.sentAt;
  // Deadlines are met, and facts recorded, as of the moment in which it was sent.
  const asSent: Ctx = { ...ctx, clock: { now: () => sentAt } };
  const contacts = contactsOfFiler(content.filer);
  const [file] = await tx
    .insert(incidentFile)
    .values({
      id: newId(),
      title: row.title,
      notifierId: row.notifierId,
      organisationName: content.filer.organisation,
      zone: content.zone,
      state: 'open',
      createdBy: actorId(ctx.actor),
      createdAt: sentAt,
    })
    .returning();
  if (!file) throw new Error('No file');
  await tx.insert(fileContact).values(contactRows(contacts, { fileId: file.id, incidentId: null }));
  const proposals = Object.entries(content.facts).flatMap(([fact, known]) =>
    known ? [{ fileId: file.id, fact: fact as keyof typeof content.facts, at: Temporal.Instant.from(known.at), zone: known.zone }] : [],
  );
  if (proposals.length > 0) await tx.insert(fileFactProposal).values(proposals);
  const sectors = content.sectors;
  const incidentId = await openIncident(tx, asSent, { file, offer, sectors, contacts, facts: content.facts, reference: row.reference });
  const [record] = await tx.select().from(incident).where(eq(incident.id, incidentId));
  const [reportRow] = await tx
    .select()
    .from(report)
    .where(and(eq(report.incidentId, incidentId), eq(report.stageKey, stage.key), eq(report.ordinal, 1)));
  if (!record || !reportRow) throw new Error(`No report of the stage ${stage.key}`);
  const { sha256 } = await recordSubmission(tx, asSent, {
    record,
    reportRow,
    stage,
    loaded: await loadIncidentWorld(tx, incidentId, sentAt),
    content: {
      answers: new Map(content.answers),
      current: await currentFactRows(tx, incidentId),
      facts: content.facts,
      contacts,
      impacts: [],
      sectors: [...sectors],
    },
    answers: answersOf(content),
    formVersionId: form.id,
    baseNo: 0,
    idempotencyKey: row.id,
  });
  // The receipt is out: a submission with another digest would make it a lie.
  if (sha256 !== row.contentSha256) throw new Error(`The filing ${row.id} would not be what was sent`);
  await refreshDeadlines(tx, ctx, incidentId, 'submission');
  await tellOperatorNamed(tx, ctx, content.filer.organisation, [incidentId]);
  await tx
    .update(notifierFiling)
    .set({
      state: 'opened',
      fileId: file.id,
      incidentId,
      dismissedAt: null,
      dismissedBy: null,
      dismissedByName: null,
      dismissedReason: null,
    })
    .where(eq(notifierFiling.id, row.id));
  await writeAudit(tx, ctx, {
    action: 'incidents.openFiling',
    subjectKind: 'notifierFiling',
    subjectId: row.id,
    detail: { incidentId, reference: row.reference, wasDismissed: row.dismissedAt !== null },
  });
}
