import { and, eq, sql } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import { actorId, isIncidentUser } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError, NotFoundError, RefusedError } from '#platform/context/errors.ts';
import type { Tx } from '#platform/db/database.ts';
import { requireRole, scope } from '#platform/permissions/permissions.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { type Contacts, contactSchema, type FileSelection } from '../domain/contacts.ts';
import { matchProcedures } from '../domain/match-procedures.ts';
import { coupleKey } from '../domain/notify-journey.ts';
import { filePermissions } from '../permissions.ts';
import { type Offer, offeredProcedures } from '../queries/offered-procedures.query.ts';
import { fileContact, fileFactProposal, incidentFile } from '../schema/reporting-side.ts';
import { requireMayNotify } from './filing-limits.ts';
import { tellOperatorNamed } from './offer-adoption.ts';
import { openIncident } from './open-incident.ts';

/**
 * Ends "notify": turns the draft file into an open one with one incident per matched procedure, all in one transaction
 * (incidents.md 3.2, decisions.md D2). `skipped`: the chosen couples that may stay without a procedure. Throws RefusedError when something is missing or nothing matches, ConflictError when the
 * draft has changed since `version`. Answers the ids of the incidents.
 */
export async function openIncidents(ctx: Ctx, input: { fileId: string; version: number; skipped?: readonly string[] }): Promise<string[]> {
  requireRole(ctx, filePermissions, 'notify');
  return ctx.db.transaction(async (tx) => {
    const [file] = await tx
      .select()
      .from(incidentFile)
      .where(and(eq(incidentFile.id, input.fileId), scope(ctx, filePermissions, 'notify', incidentFile)))
      .for('update');
    if (!file) throw new NotFoundError();
    if (file.state !== 'draft' || !file.selection || file.version !== input.version) throw new ConflictError('notify.changed');
    const { selection } = file;
    const { matched, unmatched } = matchProcedures(await offeredProcedures(tx, ctx.clock.now()), selection.couples, selection.sectors);
    const open = unmatched.filter((couple) => !(input.skipped ?? selection.skipped).includes(coupleKey(couple)));
    if (matched.length === 0) throw new RefusedError('notify.nothingMatches');
    if (open.length > 0) throw new RefusedError('notify.unmatched', {}, 'skipped');
    if (file.title.trim() === '') throw new RefusedError('notify.title.missing', {}, 'title');
    const contacts = completeContacts(selection);
    requireFacts(
      selection,
      matched.map(({ procedure }) => procedure),
      ctx.clock.now(),
    );
    if (isIncidentUser(ctx.actor)) await requireMayNotify(tx, ctx, ctx.actor.email);
    await tx
      .update(incidentFile)
      .set({ state: 'open', selection: null, version: sql`${incidentFile.version} + 1` })
      .where(eq(incidentFile.id, file.id));
    await insertFileParts(tx, file.id, contacts, selection);
    const ids: string[] = [];
    for (const { procedure, sectors } of matched)
      ids.push(await openIncident(tx, ctx, { file, offer: procedure, sectors, contacts, facts: selection.facts }));
    if (file.notifierId) await tellOperatorNamed(tx, ctx, file.organisationName, ids);
    await writeAudit(tx, ctx, {
      action: 'incidents.openFile',
      subjectKind: 'incidentFile',
      subjectId: file.id,
      detail: { title: file.title, incidents: ids, by: actorId(ctx.actor) },
    });
    return ids;
  });
}

/** Throws RefusedError while a contact lacks something (incidents.md 4.1). */
function completeContacts({ contacts }: FileSelection): Contacts {
  const primary = contactSchema.safeParse(contacts.primary);
  if (!primary.success) throw new RefusedError('notify.contacts.missing');
  const technical =
    contacts.technical && Object.keys(contacts.technical).length > 0 ? contactSchema.safeParse(contacts.technical) : undefined;
  if (technical && !technical.success) throw new RefusedError('notify.contacts.missing');
  return { primary: primary.data, ...(technical?.data && { technical: technical.data }) };
}

/** Throws RefusedError while a mandatory moment is missing, or one lies in the future. */
export function requireFacts({ facts }: Pick<FileSelection, 'facts'>, offers: readonly Offer[], now: Temporal.Instant): void {
  for (const { fact, mandatory } of offers.flatMap(({ definition }) => definition.facts)) {
    const known = facts[fact];
    if (!known && mandatory) throw new RefusedError('notify.facts.missing');
    // Minutes are typed by people: a clock that runs a little ahead is not a lie.
    if (known && Temporal.Instant.compare(Temporal.Instant.from(known.at), now.add({ minutes: 5 })) > 0)
      throw new RefusedError('notify.facts.future');
  }
}

async function insertFileParts(tx: Tx, fileId: string, contacts: Contacts, selection: FileSelection): Promise<void> {
  const people = Object.entries(contacts).flatMap(([role, contact]) =>
    contact ? [{ fileId, role: role as keyof Contacts, ...contact }] : [],
  );
  await tx.insert(fileContact).values(people);
  const proposals = Object.entries(selection.facts).map(([fact, { at, zone }]) => ({
    fileId,
    fact: fact as keyof typeof selection.facts,
    at: Temporal.Instant.from(at),
    zone,
  }));
  if (proposals.length > 0) await tx.insert(fileFactProposal).values(proposals);
}
