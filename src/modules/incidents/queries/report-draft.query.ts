import { eq } from 'drizzle-orm';
import { govAccount } from '#modules/governance/index.ts';
import { actorId } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Reader } from '#platform/db/database.ts';
import { Temporal } from '#platform/time/temporal.ts';
import type { Answers, AnswerValue } from '../domain/answer-value.ts';
import { draft, draftAnswer, draftPart } from '../schema/reporting-side.ts';
import { currentFacts, keysSchema, toldFacts } from '../services/draft-content.ts';
import { type FormVersion, formVersion, newestFormVersion } from './form-versions.query.ts';
import { isLateAsTold } from './late-as-told.ts';
import type { OpenReport } from './open-report.query.ts';
import { loadPrefill, type Prefill } from './prefill.query.ts';
import { loadSectorTree, sectorSlugs } from './sector-tree.query.ts';

export type StoredAnswer = typeof draftAnswer.$inferSelect;

export interface OpenDraft {
  /** Undefined while nobody has started: then everything below is what a new draft would show. */
  row: typeof draft.$inferSelect | undefined;
  baseNo: number;
  form: FormVersion;
  /** Rows the people of the organisation have written; a null value was emptied on purpose. */
  stored: ReadonlyMap<string, StoredAnswer>;
  parts: ReadonlyMap<string, { value: unknown; version: number }>;
  prefill: ReadonlyMap<string, Prefill>;
  /** What the fields show: what was written, else the prefill that needs no consent. */
  shown: Answers;
  /** What a submission would take: what was written. */
  kept: Answers;
  /** Whether it would be late if it were sent now, for conditions of the form. */
  late: boolean;
  /** Somebody else who is editing at this moment. */
  otherEditor: string | undefined;
  /** A newer published version of the form; this draft has to move to it before it can be sent. */
  newerForm: FormVersion | undefined;
}

export async function readDraft(ctx: Ctx, report: OpenReport): Promise<OpenDraft> {
  const { db } = ctx;
  const [row] = await db.select().from(draft).where(eq(draft.reportId, report.row.id));
  const newest = await newestFormVersion(db, report.incident.regulatorId, report.stage.formKey);
  const form = row ? await formVersion(db, row.formVersionId) : newest;
  const stored = row ? await db.select().from(draftAnswer).where(eq(draftAnswer.draftId, row.id)) : [];
  const parts = row ? await db.select().from(draftPart).where(eq(draftPart.draftId, row.id)) : [];
  const baseSubmissionId = row ? row.baseSubmissionId : (report.latest?.id ?? null);
  const prefill = await loadPrefill(db, { incident: report.incident, reportId: report.row.id, baseSubmissionId }, form.definition);
  const known = new Map(stored.map((answer) => [answer.questionKey, answer]));
  const kept = keptOf(stored);
  const proposed = [...prefill].filter(([key, { needsConsent }]) => !needsConsent && !known.has(key));
  const typed = (part: string) => parts.find((stored) => stored.part === part)?.value;
  const told = {
    answers: kept,
    facts: toldFacts(await currentFacts(db, report.incident.id), typed('facts')),
    sectors: typed('sectors') === undefined ? await sectorSlugs(db, ctx, report.incident) : keysSchema.parse(typed('sectors')),
  };
  const { procedure, world, stage } = report;
  return {
    row,
    baseNo: row?.baseNo ?? report.latest?.no ?? 0,
    form,
    stored: known,
    parts: new Map(parts.map((part) => [part.part, part])),
    prefill,
    shown: new Map([...proposed.map(([key, { value }]): [string, AnswerValue] => [key, value]), ...kept]),
    kept,
    late: isLateAsTold(
      await loadSectorTree(ctx, db),
      { procedure, world, stage, row: report.row, now: ctx.clock.now() },
      form.definition,
      told,
    ),
    otherEditor: row && (await otherEditor(ctx, db, row)),
    newerForm: newest.id === form.id ? undefined : newest,
  };
}

const keptOf = (stored: readonly StoredAnswer[]): Answers =>
  new Map(stored.flatMap(({ questionKey, value }): [string, AnswerValue][] => (value === null ? [] : [[questionKey, value]])));

/** Whose turn it is, when it is not the actor's. */
export async function otherEditor(ctx: Ctx, reader: Reader, row: typeof draft.$inferSelect): Promise<string | undefined> {
  const isActive = row.editorUntil !== null && Temporal.Instant.compare(row.editorUntil, ctx.clock.now()) > 0;
  if (!isActive || row.editorId === null || row.editorId === actorId(ctx.actor)) return undefined;
  const [person] = await reader
    .select({ firstName: govAccount.firstName, lastName: govAccount.lastName })
    .from(govAccount)
    .where(eq(govAccount.id, row.editorId));
  return person ? `${person.firstName} ${person.lastName}` : row.savedByName;
}
