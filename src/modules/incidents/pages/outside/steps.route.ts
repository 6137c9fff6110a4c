import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError, RefusedError } from '#platform/context/errors.ts';
import { emptyForm, type FormState, fieldOf, refusedForm } from '#platform/forms/form.ts';
import { defineRoute, type FormBody, notifierAccess, page, type Result, type Route, redirect } from '#platform/http/route.ts';
import { formFields } from '#platform/ui/form.tsx';
import type { FilingStep } from '../../domain/filing.ts';
import { offeredSectors } from '../../domain/notify-journey.ts';
import { incidentPaths } from '../../paths.ts';
import { filingPermissions } from '../../permissions.ts';
import {
  answersOf,
  circumstancesOf,
  type FilingRow,
  type FilingTarget,
  filingOffers,
  filingTarget,
  openStep,
  ownFiling,
  stepFor,
} from '../../queries/filing.query.ts';
import { sectorNames } from '../../queries/notify-draft.query.ts';
import { discardFiling } from '../../services/discard-filing.ts';
import { saveFilingStep } from '../../services/save-filing-step.ts';
import { sendFiling } from '../../services/send-filing.ts';
import { checkPage } from './check/check.view.tsx';
import { filingStepLink } from './filing-frame.view.tsx';
import { filledWhat, readWhat } from './what/what.form.ts';
import { whatPage } from './what/what.view.tsx';
import { filledWhere, readWhere } from './where/where.form.ts';
import { wherePage } from './where/where.view.tsx';
import { readFiler } from './who/who.form.ts';
import { whoPage } from './who/who.view.tsx';

const access = notifierAccess(filingPermissions, 'fill');
const receipt = () => redirect(incidentPaths.filingReceipt.link());

/** What every page of the short way begins with: the draft, where it leads, and the page that may be shown. */
async function opened(ctx: Ctx, step: FilingStep) {
  const row = await ownFiling(ctx);
  const target = await filingTarget(ctx, row);
  return { row, target, shown: stepFor(step, openStep(row, target, ctx.clock.now())) };
}

interface Typed {
  form: FormState;
  status?: number;
  isChanged?: boolean;
}

async function show(ctx: Ctx, step: FilingStep, row: FilingRow, target: FilingTarget | undefined, typed?: Typed): Promise<Result> {
  const { version, content } = row;
  const { isChanged = false, status = 200 } = typed ?? {};
  const now = ctx.clock.now();
  if (step === 'who') return page(whoPage({ form: typed?.form ?? filled({ ...content.filer }), version, isChanged }), status);
  if (step === 'where' || !target) {
    const offers = await filingOffers(ctx);
    const sectors = await sectorNames(ctx.db, offeredSectors(offers));
    return page(wherePage({ form: typed?.form ?? filled(filledWhere(content)), version, isChanged, offers, sectors }), status);
  }
  if (step === 'what') {
    const read = typed && readWhat(typed.form.values, row, target, now);
    const form = typed?.form ?? filled(filledWhat(row, target));
    const answers = read ? new Map(read.content.answers) : answersOf(content);
    const around = read?.around ?? circumstancesOf(row, target, now);
    const zone = read?.content.zone ?? content.zone;
    return page(whatPage({ form, version, isChanged, target, zone, answers, around, problems: read?.problems ?? new Map() }), status);
  }
  const sectors = await sectorNames(ctx.db, content.sectors);
  const form = typed?.form ?? emptyForm;
  return page(checkPage({ form, row, isChanged, target, sectors, around: circumstancesOf(row, target, now) }), status);
}

const filled = (values: FormBody): FormState => ({ values, errors: {} });

export const stepRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: incidentPaths.filingStep,
    access,
    async handle(ctx, { params: { step } }) {
      const { row, target, shown } = await opened(ctx, step);
      if (row.state !== 'draft') return receipt();
      return shown === step ? show(ctx, step, row, target) : redirect(filingStepLink(shown));
    },
  }),
  defineRoute({
    method: 'POST',
    path: incidentPaths.filingStep,
    access,
    async handle(ctx, { params: { step }, form, info }) {
      const { row, target, shown } = await opened(ctx, step);
      // Sent twice, or in another window: it is on its receipt.
      if (row.state !== 'draft') return receipt();
      if (shown !== step) return redirect(filingStepLink(shown));
      const version = Number(fieldOf(form, formFields.version)) || 0;
      try {
        if (step === 'check') {
          await sendFiling(ctx, { version, address: info.ip });
          return receipt();
        }
        const input = await read(ctx, step, form, row, target);
        if (!input.ok) return show(ctx, step, row, target, { form: input.form, status: 422 });
        await saveFilingStep(ctx, { version, step, answers: input.answers });
        return redirect(filingStepLink(nextOf(step)));
      } catch (error) {
        return refused(ctx, step, form, error);
      }
    },
  }),
  defineRoute({
    method: 'POST',
    path: incidentPaths.discardFiling,
    access,
    async handle(ctx, { info }) {
      const row = await ownFiling(ctx);
      if (row.state !== 'draft') return receipt();
      await discardFiling(ctx);
      info.setNotifier({ token: null });
      return redirect(incidentPaths.withoutAccount.link(), { kind: 'success', messageKey: 'outside.discarded' });
    },
  }),
];

const order: readonly FilingStep[] = ['who', 'where', 'what', 'check'];
const nextOf = (step: FilingStep): FilingStep => order[order.indexOf(step) + 1] ?? 'check';

type ReadStep = { ok: true; answers: Partial<FilingRow['content']> } | { ok: false; form: FormState };

async function read(ctx: Ctx, step: FilingStep, form: FormBody, row: FilingRow, target: FilingTarget | undefined): Promise<ReadStep> {
  if (step === 'who') {
    const input = readFiler(form, false);
    return input.ok ? { ok: true, answers: { filer: input.data } } : { ok: false, form: input.state };
  }
  if (step === 'where' || !target) {
    const input = readWhere(form, await filingOffers(ctx), row.content);
    return input.ok ? { ok: true, answers: input.data } : { ok: false, form: input.state };
  }
  const { content, problems, errors } = readWhat(form, row, target, ctx.clock.now());
  if (problems.size > 0 || Object.keys(errors).length > 0) return { ok: false, form: { values: form, errors } };
  return { ok: true, answers: content };
}

/** The same page with what was typed: 409 when the draft has moved on, 422 when a rule refuses. */
async function refused(ctx: Ctx, step: FilingStep, form: FormBody, error: unknown): Promise<Result> {
  if (!(error instanceof ConflictError) && !(error instanceof RefusedError)) throw error;
  const { row, target, shown } = await opened(ctx, step);
  if (row.state !== 'draft') return receipt();
  if (shown !== step) return redirect(filingStepLink(shown));
  if (error instanceof ConflictError)
    return show(ctx, step, row, target, { form: { values: form, errors: {} }, status: 409, isChanged: true });
  return show(ctx, step, row, target, { form: refusedForm(error, form), status: 422 });
}
