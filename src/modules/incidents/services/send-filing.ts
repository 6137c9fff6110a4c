import { eq, inArray } from 'drizzle-orm';
import { askProof, govRegulator, govSector } from '#modules/governance/index.ts';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError, RefusedError } from '#platform/context/errors.ts';
import type { Tx } from '#platform/db/database.ts';
import { networkOf } from '#platform/limits/network.ts';
import { sendMail } from '#platform/mail/send-mail.ts';
import { requireRole } from '#platform/permissions/permissions.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { contentHash } from '../domain/content-hash.ts';
import { contactsOfFiler, type FilingContent, filerName, filingTitle } from '../domain/filing.ts';
import { filingReceived } from '../mails/filing-received.mail.ts';
import { filingUnconfirmed } from '../mails/filing-unconfirmed.mail.ts';
import { filingPermissions } from '../permissions.ts';
import { answersOf, circumstancesOf, type FilingRow, type FilingTarget, filingTarget } from '../queries/filing.query.ts';
import { notifierFiling } from '../schema/notifier-filing.ts';
import { checkedAnswers } from './checked-submission.ts';
import { requireMaySend } from './filing-limits.ts';
import { newReference } from './open-incident.ts';
import { requireFacts } from './open-incidents.ts';
import { lockOwnFiling } from './save-filing-step.ts';

/**
 * Sends it: from this moment it is filed, whatever comes of the proof (decisions.md D4). Sent twice, it is sent once. Throws RefusedError
 * when something is missing or the limits of the day are reached, ConflictError when another window has changed it.
 */
export async function sendFiling(ctx: Ctx, { version, address }: { version: number; address: string }): Promise<void> {
  requireRole(ctx, filingPermissions, 'fill');
  await ctx.db.transaction(async (tx) => {
    const row = await lockOwnFiling(tx, ctx);
    if (row.state !== 'draft') return;
    if (row.version !== version) throw new ConflictError('notify.changed');
    const target = await filingTarget(ctx, row, tx);
    if (!target) throw new RefusedError('outside.notOffered');
    const sentAt = ctx.clock.now();
    const content = completeContent(row, target, sentAt);
    await requireMaySend(tx, ctx, row.worked, { email: content.filer.email, network: networkOf(address) });
    const reference = newReference();
    const sha256 = contentHash(submissionOf({ content, target, reference, sentAt }));
    await tx
      .update(notifierFiling)
      .set({
        state: 'sent',
        content,
        sentAt,
        regulatorId: target.offer.regulatorId,
        regulationId: target.offer.regulationId,
        procedureVersionId: target.offer.versionId,
        formVersionId: target.form.id,
        sectorIds: await sectorIdsOf(tx, content.sectors),
        reference,
        title: titleOf(content, target),
        contentSha256: sha256,
      })
      .where(eq(notifierFiling.id, row.id));
    await writeAudit(tx, ctx, {
      action: 'incidents.sendFiling',
      subjectKind: 'notifierFiling',
      subjectId: row.id,
      detail: { reference, sha256 },
    });
    await sendProof(tx, ctx, row);
    await tellRegulator(tx, ctx, row.id, target.offer.regulatorId);
  });
}

/** What is frozen: canonical answers of visible questions, and only the facts that the procedure asks for. */
function completeContent(row: FilingRow, target: FilingTarget, now: Temporal.Instant): FilingContent {
  const { content } = row;
  const { offer, form } = target;
  requireFacts(content, [offer], now);
  const lists = { now: { at: now, zone: content.zone } };
  const answers = checkedAnswers(form.definition, answersOf(content), circumstancesOf(row, target, now), lists);
  const asked = offer.definition.facts.map(({ fact }) => fact);
  const facts = Object.fromEntries(Object.entries(content.facts).filter(([fact]) => asked.some((one) => one === fact)));
  return { ...content, facts, answers: [...answers] };
}

/** The same content that the submission will have once the filing is an incident, so that the digest on the receipt stays true. */
function submissionOf(sent: { content: FilingContent; target: FilingTarget; reference: string; sentAt: Temporal.Instant }) {
  const { content, target, reference, sentAt } = sent;
  return {
    format: 1 as const,
    reference,
    stage: target.stage.key,
    ordinal: 1,
    no: 1,
    procedureVersionId: target.offer.versionId,
    formVersionId: target.form.id,
    submittedAt: sentAt.toString({ fractionalSecondDigits: 3 }),
    submitterName: filerName(content.filer),
    organisationName: content.filer.organisation,
    facts: content.facts,
    contacts: contactsOfFiler(content.filer),
    sectors: content.sectors,
    impacts: [],
    covers: [],
    answers: answersOf(content),
  };
}

function titleOf({ answers, filer }: FilingContent, { form }: FilingTarget): string {
  const texts = form.definition.pages.flatMap(({ questions }) => questions).filter(({ type }) => type === 'longText' || type === 'text');
  const told = texts.map(({ key }) => answers.find(([name]) => name === key)?.[1]).find((value) => value !== undefined);
  return filingTitle(typeof told === 'string' ? told : '', filer.organisation);
}

async function sectorIdsOf(tx: Tx, slugs: readonly string[]): Promise<string[]> {
  if (slugs.length === 0) return [];
  const rows = await tx
    .select({ id: govSector.id })
    .from(govSector)
    .where(inArray(govSector.slug, [...slugs]));
  return rows.map(({ id }) => id);
}

/** One mail with a code and a link. Answers whether another may still be sent. */
export async function sendProof(tx: Tx, ctx: Ctx, { id, notifierId, content }: FilingRow): Promise<boolean> {
  const no = await askProof(tx, notifierId);
  if (no === undefined) return false;
  await sendMail(tx, ctx, filingReceived, {
    eventKey: `incidents.filing-received:${id}:${no}`,
    payload: { filingId: id },
    recipients: [{ email: content.filer.email, language: ctx.language }],
  });
  return true;
}

/** The regulator alone hears of what is not proven; nobody who is entitled by law only (decisions.md D4). */
async function tellRegulator(tx: Tx, ctx: Ctx, filingId: string, regulatorId: string): Promise<void> {
  const [regulator] = await tx.select({ email: govRegulator.email }).from(govRegulator).where(eq(govRegulator.id, regulatorId));
  if (!regulator) return;
  await sendMail(tx, ctx, filingUnconfirmed, {
    eventKey: `incidents.filing-unconfirmed:${filingId}`,
    payload: { filingId },
    recipients: [{ email: regulator.email }],
  });
}
