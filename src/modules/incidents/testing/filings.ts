/** A filing of somebody without an account, for tests that need one to be there: by its verbs, without its pages. */
import { eq } from 'drizzle-orm';
import { beginNotifier, makeProof } from '#modules/governance/index.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { newId } from '#platform/db/ids.ts';
import { attempt } from '#platform/db/schema.ts';
import type { Filer } from '../domain/filing.ts';
import { questionsOf } from '../domain/questionnaire.ts';
import { type FilingRow, filingOffers, filingTarget } from '../queries/filing.query.ts';
import { fileAdoption } from '../schema/file-adoption.ts';
import { notifierFiling } from '../schema/notifier-filing.ts';
import { proveFiling } from '../services/prove-filing.ts';
import { sendFiling } from '../services/send-filing.ts';
import { completeAnswers } from './factories.ts';

export const sampleFiler: Filer = {
  firstName: 'Marit',
  lastName: 'Solberg',
  email: 'marit.solberg@harbour.example',
  phone: '+352 621 10 20 30',
  organisation: 'Harbour Water Works',
  country: 'LU',
};

/** Sent under that law, with its e-mail unproven. Answers its row, and the context of the notifier. */
export async function makeQueuedFiling(ctx: Ctx, { law = 'nis2', sectors = ['energy-electricity'], filer = sampleFiler } = {}) {
  const offer = (await filingOffers(ctx)).find(({ regulation }) => regulation.key === law);
  if (!offer) throw new Error(`Nothing is filed under ${law}`);
  const id = newId();
  const now = ctx.clock.now();
  const zone = offer.regulator.zone;
  const name = `${filer.firstName} ${filer.lastName}`;
  const notifierId = await ctx.db.transaction((tx) => beginNotifier(tx, ctx, { ...filer, name, language: 'en' }, '1'));
  const own = offer.sectors.length > 0 ? sectors : [];
  const facts = { aware: { at: now.subtract({ hours: 2 }).toString(), zone } };
  const content: FilingRow['content'] = {
    ...{ filer, regulation: law, sectors: own, procedureId: offer.procedureId, facts, zone, answers: [] },
    saved: ['who', 'where', 'what'],
  };
  const times = { createdAt: now, savedAt: now, expiresAt: ctx.wallClock.now().add({ hours: 24 }) };
  const [draft] = await ctx.db
    .insert(notifierFiling)
    .values({ id, notifierId, state: 'draft', content, ...times })
    .returning();
  const target = draft && (await filingTarget(ctx, draft));
  if (!target) throw new Error('It leads nowhere');
  const given = Object.fromEntries(
    questionsOf(target.form.definition).flatMap(({ key }) => (key === 'description' ? [[key, 'The pumps do not answer.']] : [])),
  );
  const answers = [...completeAnswers(target.form.definition, given)];
  await ctx.db
    .update(notifierFiling)
    .set({ content: { ...content, answers } })
    .where(eq(notifierFiling.id, id));
  await ctx.db.delete(attempt);
  const notifier: Ctx = { ...ctx, actor: { kind: 'notifier', notifierId, name } };
  await sendFiling(notifier, { version: 1, address: '192.0.2.1' });
  return { id, notifierId, notifier };
}

/** Proven, with its incident. */
export async function makeProvenFiling(ctx: Ctx, options: Parameters<typeof makeQueuedFiling>[1] = {}) {
  const made = await makeQueuedFiling(ctx, options);
  const proof = await makeProof(ctx, made.notifierId);
  if (!proof || (await proveFiling(made.notifier, proof.code)) !== 'proven') throw new Error('Not proven');
  const [row] = await ctx.db.select().from(notifierFiling).where(eq(notifierFiling.id, made.id));
  return { ...made, incidentId: row?.incidentId ?? '', fileId: row?.fileId ?? '' };
}

/** Offered to that operator, which need not have the name that was typed. */
export async function makeAdoption({ systemCtx }: { systemCtx(): Ctx }, operatorId: string, law = 'nis2'): Promise<string> {
  const ctx = systemCtx();
  const { incidentId, notifierId } = await makeProvenFiling(ctx, { law });
  const id = newId();
  await ctx.db.insert(fileAdoption).values({
    ...{ id, incidentId, notifierId, operatorId, state: 'offered', typedName: sampleFiler.organisation, offeredSide: 'reporting' },
    filedAt: ctx.clock.now(),
    offeredAt: ctx.wallClock.now(),
  });
  return id;
}
