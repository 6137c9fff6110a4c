import { writeAudit } from '#platform/audit/write-audit.ts';
import { actorId, isOperator } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { NotFoundError } from '#platform/context/errors.ts';
import { newId } from '#platform/db/ids.ts';
import { requireRole } from '#platform/permissions/permissions.ts';
import { type FileSelection, fileSelectionSchema } from '../domain/contacts.ts';
import { filePermissions } from '../permissions.ts';
import { type Offer, offeredProcedures } from '../queries/offered-procedures.query.ts';
import { incidentFile } from '../schema/reporting-side.ts';

/** Begins a notification: a draft file of the actor's operator. Answers its id. @param regulation key of a regulation to tick already */
export async function startNotify(ctx: Ctx, { regulation }: { regulation?: string | undefined }): Promise<string> {
  requireRole(ctx, filePermissions, 'notify');
  const { actor } = ctx;
  if (!isOperator(actor)) throw new NotFoundError();
  const id = newId();
  await ctx.db.transaction(async (tx) => {
    const offers = await offeredProcedures(tx, ctx.clock.now());
    const wanted = offers.filter((offer) => offer.regulation.key === regulation);
    await tx.insert(incidentFile).values({
      id,
      title: '',
      operatorId: actor.organisation.id,
      organisationName: actor.organisation.name,
      organisationVerified: true,
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

/** A regulator is only ticked for the person when there is no other. */
function firstSelection(wanted: readonly Offer[]): FileSelection {
  const regulators = new Set(wanted.map(({ regulatorId }) => regulatorId));
  const only = regulators.size === 1 ? wanted[0] : undefined;
  return fileSelectionSchema.parse({
    regulationIds: [...new Set(wanted.map(({ regulationId }) => regulationId))],
    couples: only ? [{ regulationId: only.regulationId, regulatorId: only.regulatorId }] : [],
  });
}
