import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError, NotFoundError } from '#platform/context/errors.ts';
import { fieldOf } from '#platform/forms/form.ts';
import { defineRoute, type FormBody, json, page, permission, type Result, type Route, redirect } from '#platform/http/route.ts';
import { visibleQuestions } from '../../../domain/questionnaire.ts';
import { incidentPaths } from '../../../paths.ts';
import { incidentPermissions } from '../../../permissions.ts';
import { readReport } from '../../../queries/open-report.query.ts';
import { readDraft } from '../../../queries/report-draft.query.ts';
import { readParts } from '../../../queries/report-parts.query.ts';
import { readRemarks } from '../../../queries/report-versions.query.ts';
import type { SaveConflict } from '../../../services/edit-token.ts';
import { type SaveOutcome, saveDraft } from '../../../services/save-draft.ts';
import { rowButtons } from '../group-field.tsx';
import { type Material, type Section, sectionsOf } from '../sections.ts';
import { baseField, confirmField, nextField, readSection, scriptField, shownFields, type TypedSection, useField } from './section.form.ts';
import { type SectionPageProps, sectionPage } from './section.view.tsx';
import { sectionProblems } from './section-problems.ts';
import { sectionTokens } from './section-tokens.ts';

export const sectionRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: incidentPaths.reportSection,
    access: permission(incidentPermissions, 'readReported'),
    async handle(ctx, { params, query }) {
      const loaded = await load(ctx, params);
      if (!loaded.draft.row) return redirect(incidentPaths.report.link({ params: { reportId: params.reportId } }));
      const { section } = loaded;
      const fields = withRow(shownFields(section, loaded), query.add);
      return page(sectionPage({ ...(await propsOf(ctx, loaded)), fields }));
    },
  }),
  defineRoute({
    method: 'POST',
    path: incidentPaths.reportSection,
    access: permission(incidentPermissions, 'fillReport'),
    async handle(ctx, { params, form, info }) {
      const loaded = await load(ctx, params);
      const typed = readSection(loaded.section, loaded, withoutRow(form));
      try {
        const outcome = await saveDraft(ctx, {
          reportId: params.reportId,
          baseNo: Number(fieldOf(form, baseField)) || 0,
          answers: typed.answers,
          parts: typed.parts,
          keepProposals: !info.wantsJson,
          takeOver: fieldOf(form, 'takeOver') === 'yes',
        });
        if (info.wantsJson) return savedJson(ctx, typed, outcome, loaded);
        return afterSave(ctx, { before: loaded, form: withoutRow(form), typed, outcome });
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
        if (info.wantsJson) return json({ state: 'conflict', code: error.messageKey, values: error.values, conflicts: [] }, 409);
        const notice = { messageKey: error.messageKey, values: error.values };
        return page(sectionPage({ ...(await propsOf(ctx, loaded)), fields: form, notice, isReadOnly: false }), 409);
      }
    },
  }),
];

interface Loaded extends Material {
  section: Section;
  sections: readonly Section[];
}

async function load(ctx: Ctx, params: { reportId: string; section: string }): Promise<Loaded> {
  const report = await readReport(ctx, params.reportId);
  const draft = await readDraft(ctx, report);
  const material = { report, draft, parts: await readParts(ctx, report, draft), now: ctx.clock.now() };
  const sections = sectionsOf(material);
  const section = sections.find(({ address }) => address === params.section);
  if (!section) throw new NotFoundError();
  return { ...material, section, sections };
}

async function propsOf(ctx: Ctx, loaded: Loaded): Promise<SectionPageProps> {
  const { report, draft, section } = loaded;
  const remarks =
    report.latest && report.row.verdict === 'revision' ? await readRemarks(ctx.db, report.latest.id) : new Map<string, string>();
  return {
    ...loaded,
    fields: {},
    tokens: sectionTokens(section, loaded),
    problems: new Map(),
    errors: {},
    conflicts: [],
    remarks,
    isReadOnly: !report.isOpen || draft.otherEditor !== undefined,
  };
}

interface Saved {
  before: Loaded;
  form: FormBody;
  typed: TypedSection;
  outcome: SaveOutcome;
}

/** Where a pressed button leads: on, back to the list, or to the same page when something on it wants attention. */
async function afterSave(ctx: Ctx, { before, form, typed, outcome }: Saved): Promise<Result> {
  const { section } = before;
  const params = { reportId: before.report.row.id, section: section.address };
  const here = (hash?: string, add?: string) =>
    redirect(incidentPaths.reportSection.link({ params, query: { add }, ...(hash && { hash }) }));
  const after = await load(ctx, params).catch(() => undefined);
  if (!after) return redirect(incidentPaths.report.link({ params }));
  const used = fieldOf(form, useField);
  const added = fieldOf(form, rowButtons.add);
  const next = fieldOf(form, nextField);
  const removed = fieldOf(form, rowButtons.remove).split('.')[0];
  const problems = sectionProblems(after, typed, {
    isComplete: next !== 'list' && !used && !added && !removed,
    isLateDetectionConfirmed: fieldOf(form, confirmField) === 'yes',
  });
  if (outcome.conflicts.length > 0 || problems.hasAny) {
    const props = await propsOf(ctx, after);
    const view = sectionPage({ ...props, fields: form, ...problems, conflicts: outcome.conflicts, isReadOnly: false });
    return page(view, outcome.conflicts.length > 0 ? 409 : 422);
  }
  if (used) return here(`f-${used}`);
  if (added) return here(`f-${added}`, added);
  if (removed) return here(`f-${removed}`);
  if (next === 'list') return redirect(incidentPaths.report.link({ params }));
  const appeared = fieldOf(form, scriptField) ? undefined : newlyAsked(before, after);
  if (appeared) return here(`f-${appeared}`);
  const following = after.sections[after.sections.findIndex(({ address }) => address === section.address) + 1];
  return redirect(
    following
      ? incidentPaths.reportSection.link({ params: { ...params, section: following.address } })
      : incidentPaths.reportCheck.link({ params }),
  );
}

/** Without script, a question that an answer of this page brought up is shown before going on (interface.md 7.5). */
function newlyAsked(before: Loaded, after: Loaded): string | undefined {
  const keys = new Set(after.section.page?.questions.map(({ key }) => key));
  const asked = ({ draft }: Loaded) => visibleQuestions(draft.form.definition, draft.shown, draft).map(({ key }) => key);
  const known = asked(before);
  return asked(after).find((key) => keys.has(key) && !known.includes(key) && !after.draft.shown.has(key));
}

function savedJson(ctx: Ctx, typed: TypedSection, outcome: SaveOutcome, { report }: Loaded): Result {
  const at = outcome.savedAt.toZonedDateTimeISO(report.incident.zone).toPlainTime().toString({ smallestUnit: 'minute' });
  const conflicts = outcome.conflicts.map((conflict: SaveConflict) => ({ key: conflict.key, by: conflict.by }));
  const state = conflicts.length > 0 ? 'conflict' : typed.problems.size > 0 ? 'partial' : 'saved';
  ctx.log.debug({ reportId: report.row.id, state }, 'draft saved');
  return json({ state, savedAt: at, tokens: Object.fromEntries(outcome.tokens), conflicts }, conflicts.length > 0 ? 409 : 200);
}

/** One empty row more, when the person asked for it. */
function withRow(fields: Record<string, string | string[]>, key: string | undefined): Record<string, string | string[]> {
  if (!key) return fields;
  const numbers = Object.keys(fields).flatMap((field) =>
    field.startsWith(`${key}.`) ? [Number(field.slice(key.length + 1).split('.')[0])] : [],
  );
  return { ...fields, [`${key}.${Math.max(-1, ...numbers) + 1}.`]: '' };
}

/** Without the row whose "remove" was pressed. */
function withoutRow(form: FormBody): FormBody {
  const prefix = fieldOf(form, rowButtons.remove);
  return prefix ? Object.fromEntries(Object.entries(form).filter(([field]) => !field.startsWith(`${prefix}.`))) : form;
}
