import { and, eq, inArray } from 'drizzle-orm';
import { govOperatorMember } from '#modules/governance/index.ts';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError, NotFoundError, RefusedError } from '#platform/context/errors.ts';
import type { Tx } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import { sendMail } from '#platform/mail/send-mail.ts';
import { requireRole, scope } from '#platform/permissions/permissions.ts';
import { adoptionOffered } from '../mails/adoption-offered.mail.ts';
import { filePermissions, filingPermissions } from '../permissions.ts';
import { operatorNamed } from '../queries/adoptions.query.ts';
import { fileAdoption } from '../schema/file-adoption.ts';
import { incident } from '../schema/incident.ts';
import { incidentFile } from '../schema/reporting-side.ts';
import { lockIncident } from './lock-report.ts';
import { lockOwnFiling } from './save-filing-step.ts';
import { sideOf } from './write-access.ts';

type Incident = typeof incident.$inferSelect;

/**
 * The notifier offers its proven filing to the organisation of that name. Whether there is one is not answered: a stranger learns
 * nothing of who uses the platform.
 */
export async function offerAdoption(ctx: Ctx, organisation: string): Promise<void> {
  requireRole(ctx, filingPermissions, 'offer');
  await ctx.db.transaction(async (tx) => {
    const { incidentId } = await lockOwnFiling(tx, ctx);
    if (!incidentId) throw new ConflictError('outside.offer.notYet');
    const [record] = await tx.select().from(incident).where(eq(incident.id, incidentId)).for('update');
    const operator = await operatorNamed(tx, organisation);
    if (record?.notifierId && operator && !(await isOffered(tx, incidentId))) await insertOffer(tx, ctx, record, operator.id);
  });
}

/** The same by an incident user, for a file of its own. Throws NotFoundError for every other file, and for a draft. */
export async function offerFile(ctx: Ctx, { fileId, organisation }: { fileId: string; organisation: string }): Promise<void> {
  requireRole(ctx, filePermissions, 'offer');
  await ctx.db.transaction(async (tx) => {
    const [first] = await tx
      .select({ id: incident.id })
      .from(incident)
      .innerJoin(incidentFile, eq(incidentFile.id, incident.fileId))
      .where(and(eq(incidentFile.id, fileId), scope(ctx, filePermissions, 'offer', incidentFile)))
      .orderBy(incident.id)
      .limit(1);
    if (!first) throw new NotFoundError();
    const [record] = await tx.select().from(incident).where(eq(incident.id, first.id)).for('update');
    const operator = await operatorNamed(tx, organisation);
    if (record?.notifierId && operator && !(await isOffered(tx, record.id))) await insertOffer(tx, ctx, record, operator.id);
  });
}

/** The regulator suggests an operator to take over. Throws RefusedError when no operator has that name. */
export async function suggestAdoption(ctx: Ctx, { incidentId, operator: typed }: { incidentId: string; operator: string }): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const record = await lockIncident(tx, ctx, incidentId, 'settleAdoption');
    if (!record.notifierId || (await isOffered(tx, incidentId))) throw new ConflictError('outside.adoption.notNow');
    const operator = await operatorNamed(tx, typed);
    if (!operator) throw new RefusedError('outside.adoption.unknown', {}, 'operator');
    await insertOffer(tx, ctx, record, operator.id);
  });
}

async function isOffered(tx: Tx, incidentId: string): Promise<boolean> {
  const open = and(eq(fileAdoption.incidentId, incidentId), inArray(fileAdoption.state, ['offered', 'accepted']));
  const [row] = await tx.select({ id: fileAdoption.id }).from(fileAdoption).where(open);
  return row !== undefined;
}

async function insertOffer(tx: Tx, ctx: Ctx, record: Incident, operatorId: string): Promise<void> {
  const { notifierId } = record;
  if (!notifierId) return;
  const id = newId();
  await tx.insert(fileAdoption).values({
    id,
    incidentId: record.id,
    notifierId,
    operatorId,
    state: 'offered',
    typedName: record.operatorName,
    filedAt: record.notifiedAt,
    offeredAt: ctx.wallClock.now(),
    offeredSide: sideOf(ctx.actor) === 'supervising' ? 'supervising' : 'reporting',
  });
  await writeAudit(tx, ctx, {
    action: 'incidents.offerAdoption',
    subjectKind: 'fileAdoption',
    subjectId: id,
    detail: { incidentId: record.id, operatorId },
  });
  await tellAdministrators(tx, ctx, record, operatorId);
}

/** A known operator's administrators are told once that somebody outside has filed for it. @param incidentIds of one file */
export async function tellOperatorNamed(tx: Tx, ctx: Ctx, organisation: string, [incidentId]: readonly string[]): Promise<void> {
  const known = await operatorNamed(tx, organisation);
  if (known && incidentId) await tellAdministrators(tx, ctx, { id: incidentId }, known.id);
}

/** Once for each filing and operator, and nothing of what it says (decisions.md D4). */
async function tellAdministrators(tx: Tx, ctx: Ctx, record: Pick<Incident, 'id'>, operatorId: string): Promise<void> {
  const administrators = await tx
    .select({ accountId: govOperatorMember.accountId, email: govOperatorMember.email, language: govOperatorMember.language })
    .from(govOperatorMember)
    .where(and(eq(govOperatorMember.operatorId, operatorId), govOperatorMember.administrator, govOperatorMember.active));
  if (administrators.length === 0) return;
  await sendMail(tx, ctx, adoptionOffered, {
    eventKey: `incidents.filed-outside:${record.id}:${operatorId}`,
    payload: { incidentId: record.id },
    recipients: administrators,
  });
}
