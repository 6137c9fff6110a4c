import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError, NotFoundError, RefusedError } from '#platform/context/errors.ts';
import type { Tx } from '#platform/db/database.ts';
import { requireRole, scope } from '#platform/permissions/permissions.ts';
import { contactSchema, type FileSelection, fileSelectionSchema } from '../domain/contacts.ts';
import { askedFacts, chosenOffers, coupleKey, offeredSectors, sameCouple } from '../domain/notify-journey.ts';
import { filePermissions } from '../permissions.ts';
import { type Offer, offeredProcedures } from '../queries/offered-procedures.query.ts';
import { incidentFile } from '../schema/reporting-side.ts';

const coupleSchema = z.strictObject({ regulationId: z.string(), regulatorId: z.string() });
export const titleLength = 200;
const answersSchema = z.discriminatedUnion('step', [
  z.strictObject({
    step: z.literal('regulations'),
    title: z.string().trim().min(1).max(titleLength),
    couples: z.array(coupleSchema).min(1),
  }),
  z.strictObject({ step: z.literal('sectors'), sectors: z.array(z.string()).min(1) }),
  z.strictObject({
    step: z.literal('contacts'),
    primary: contactSchema,
    /** Left out: the same person. */
    technical: contactSchema.optional(),
    ownReference: z.string().trim().max(255),
  }),
  z.strictObject({ step: z.literal('facts'), facts: fileSelectionSchema.shape.facts.unwrap() }),
]);
/** The answers of one page of "notify" but the last, which opens the file (`openIncidents`). */
export type NotifyAnswers = z.infer<typeof answersSchema>;

type File = typeof incidentFile.$inferSelect;

/**
 * Stores one page of a draft notification and answers the draft's new version. What the other pages hold stays, also when it does
 * not apply to the new choice for now. Throws ConflictError when the draft has moved on since `version` or is open already, and
 * RefusedError for a regulation, regulator or sector that is not offered.
 */
export async function saveNotifyStep(ctx: Ctx, input: { fileId: string; version: number; answers: NotifyAnswers }): Promise<number> {
  requireRole(ctx, filePermissions, 'notify');
  const answers = answersSchema.parse(input.answers);
  return ctx.db.transaction(async (tx) => {
    const file = await lockDraft(tx, ctx, input);
    const offers = await offeredProcedures(tx, ctx.clock.now());
    const change = changeOf(file, file.selection, answers, offers);
    const version = file.version + 1;
    await tx
      .update(incidentFile)
      .set({ ...change, version, savedAt: ctx.clock.now() })
      .where(eq(incidentFile.id, file.id));
    await writeAudit(tx, ctx, {
      action: 'incidents.saveNotifyStep',
      subjectKind: 'incidentFile',
      subjectId: file.id,
      detail: { step: answers.step },
    });
    return version;
  });
}

/** The actor's draft, locked. Throws ConflictError when it is not the version that the page showed. */
export async function lockDraft(
  tx: Tx,
  ctx: Ctx,
  { fileId, version }: { fileId: string; version?: number },
): Promise<File & { selection: FileSelection }> {
  const [file] = await tx
    .select()
    .from(incidentFile)
    .where(and(eq(incidentFile.id, fileId), scope(ctx, filePermissions, 'notify', incidentFile)))
    .for('update');
  if (!file) throw new NotFoundError();
  if (file.state !== 'draft' || (version !== undefined && file.version !== version)) throw new ConflictError('notify.changed');
  return { ...file, selection: fileSelectionSchema.parse(file.selection) };
}

function changeOf(file: File, selection: FileSelection, answers: NotifyAnswers, offers: readonly Offer[]): Partial<File> {
  const saved = [...new Set([...(selection.saved ?? []), answers.step])];
  switch (answers.step) {
    case 'regulations': {
      const { title, couples } = answers;
      if (!couples.every((couple) => offers.some((offer) => sameCouple(offer, couple))))
        throw new RefusedError('notify.regulations.unknown', {}, 'regulations');
      const regulationIds = [...new Set(couples.map(({ regulationId }) => regulationId))];
      const skipped = selection.skipped.filter((key) => couples.some((couple) => coupleKey(couple) === key));
      return { title, selection: { ...selection, saved, couples, regulationIds, skipped } };
    }
    case 'sectors': {
      const offered = offeredSectors(chosenOffers(offers, selection.couples));
      if (!answers.sectors.every((slug) => offered.includes(slug))) throw new RefusedError('notify.sectors.unknown', {}, 'sectors');
      return { selection: { ...selection, saved, sectors: answers.sectors } };
    }
    case 'contacts': {
      const { primary, technical, ownReference } = answers;
      const contacts = { primary, ...(technical && { technical }) };
      return { ownReference: ownReference || null, selection: { ...selection, saved, contacts } };
    }
    case 'facts': {
      const asked = askedFacts(chosenOffers(offers, selection.couples)).map(({ fact }) => fact);
      const others = Object.entries(selection.facts).filter(([fact]) => !asked.some((one) => one === fact));
      const facts = { ...Object.fromEntries(others), ...answers.facts };
      return { zone: zoneOf(answers.facts) ?? file.zone, selection: { ...selection, saved, facts } };
    }
  }
}

/** The incident is told in the zone in which its awareness was typed, else its first known moment. */
const zoneOf = (facts: FileSelection['facts']): string | undefined => (facts.aware ?? Object.values(facts)[0])?.zone;
