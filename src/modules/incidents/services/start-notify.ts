import { notifierOfAccount } from '#modules/governance/index.ts';
import { writeAudit } from '#platform/audit/write-audit.ts';
import { actorId, isIncidentUser, isOperator } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { NotFoundError, RefusedError } from '#platform/context/errors.ts';
import type { Tx } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import { requireRole } from '#platform/permissions/permissions.ts';
import { type FileSelection, fileSelectionSchema } from '../domain/contacts.ts';
import { filePermissions } from '../permissions.ts';
import { type Offer, offeredProcedures } from '../queries/offered-procedures.query.ts';
import { incidentFile } from '../schema/reporting-side.ts';
import { mayNotifyToday } from './filing-limits.ts';

interface StartInput {
  /** Key of a regulation to tick already. */
  regulation?: string | undefined;
  /** For whom an incident user reports; an operator's people report for it. */
  organisation?: string | undefined;
}

/**
 * Begins a notification: a draft file of the actor's operator, or of an incident user. Answers its id. Throws RefusedError when an
 * incident user has notified as often as one may in a day.
 */
export async function startNotify(ctx: Ctx, { regulation, organisation }: StartInput): Promise<string> {
  requireRole(ctx, filePermissions, 'notify');
  const { actor } = ctx;
  if (actor.kind !== 'account') throw new NotFoundError();
  if (isIncidentUser(actor) && !(await mayNotifyToday(ctx, actor.email))) throw new RefusedError('outside.limit');
  const id = newId();
  await ctx.db.transaction(async (tx) => {
    const offers = await offeredProcedures(tx, ctx.clock.now());
    const wanted = offers.filter((offer) => offer.regulation.key === regulation);
    await tx.insert(incidentFile).values({
      id,
      title: '',
      ...(await fileOwner(tx, ctx, organisation)),
      zone: (wanted[0] ?? offers[0])?.regulator.zone ?? 'UTC',
      state: 'draft',
      selection: firstSelection(wanted),
      createdBy: actorId(actor),
      createdAt: ctx.clock.now(),
    });
    await writeAudit(tx, ctx, { action: 'incidents.startNotify', subjectKind: 'incidentFile', subjectId: id });
  });
  return id;
}

/** A file belongs to the operator; an incident user is a notifier with an account behind it, and nobody has verified the organisation. */
export async function fileOwner(tx: Tx, ctx: Ctx, typed = '') {
  const { actor } = ctx;
  if (isOperator(actor))
    return { operatorId: actor.organisation.id, organisationName: actor.organisation.name, organisationVerified: true };
  if (!isIncidentUser(actor)) throw new NotFoundError();
  const organisationName = typed.trim().replace(/\s+/g, ' ').slice(0, 100);
  if (!organisationName) throw new RefusedError('outside.who.organisation.missing', {}, 'organisation');
  return { notifierId: await notifierOfAccount(tx, ctx, actor.accountId, organisationName), organisationName };
}

/** A regulator is only ticked for the person when there is no other. */
function firstSelection(wanted: readonly Offer[]): FileSelection {
  const regulators = new Set(wanted.map(({ regulatorId }) => regulatorId));
  const only = regulators.size === 1 ? wanted[0] : undefined;
  return fileSelectionSchema.parse({
    regulationIds: [...new Set(wanted.map(({ regulationId }) => regulationId))],
    couples: only ? [{ regulationId: only.regulationId, regulatorId: only.regulatorId }] : [],
  });
}
