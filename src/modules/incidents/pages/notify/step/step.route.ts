import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError } from '#platform/context/errors.ts';
import { emptyForm, type FormState, fieldOf, refusedForm } from '#platform/forms/form.ts';
import { defineRoute, type FormBody, page, permission, type Result, redirect } from '#platform/http/route.ts';
import { formFields } from '#platform/ui/form.tsx';
import { firstOpenStep, type NotifyStep, stepToShow } from '../../../domain/notify-journey.ts';
import { incidentPaths } from '../../../paths.ts';
import { filePermissions } from '../../../permissions.ts';
import { type NotifyDraft, notifyDraft } from '../../../queries/notify-draft.query.ts';
import { openIncidents } from '../../../services/open-incidents.ts';
import { saveNotifyStep } from '../../../services/save-notify-step.ts';
import { checkStep } from '../check/check.view.tsx';
import { contactsStep } from '../contacts/contacts.view.tsx';
import { factsStep } from '../facts/facts.view.tsx';
import { regulationsStep } from '../regulations/regulations.view.tsx';
import { sectorsStep } from '../sectors/sectors.view.tsx';
import type { StepPage } from './step.ts';

const access = permission(filePermissions, 'notify');
const stepLink = (fileId: string, step: NotifyStep) => incidentPaths.notifyStep.link({ params: { fileId, step } });
const fileLink = (fileId: string) => incidentPaths.file.link({ params: { fileId } });

/** The pages of one step, with the type of what it loads kept to itself. */
function pagesOf<Data>(step: NotifyStep, { load, filled, read, view }: StepPage<Data>) {
  return {
    read,
    show: async (ctx: Ctx, draft: NotifyDraft): Promise<Result> => {
      const data = await load(ctx, draft);
      return page(view({ draft, form: { ...emptyForm, values: filled(draft, data) }, isChanged: false }, data));
    },
    again: async (ctx: Ctx, draft: NotifyDraft, form: FormState, isChanged: boolean): Promise<Result> =>
      page(view({ draft, form, isChanged }, await load(ctx, draft)), isChanged ? 409 : 422),
    step,
  };
}

const steps = {
  regulations: pagesOf('regulations', regulationsStep),
  sectors: pagesOf('sectors', sectorsStep),
  contacts: pagesOf('contacts', contactsStep),
  facts: pagesOf('facts', factsStep),
  check: pagesOf('check', checkStep),
};

export const stepRoutes = [
  defineRoute({
    method: 'GET',
    path: incidentPaths.notifyStep,
    access,
    async handle(ctx, { params: { fileId, step } }) {
      const draft = await notifyDraft(ctx, fileId);
      if (draft === 'open') return redirect(fileLink(fileId));
      const shown = stepToShow(draft.journey, step);
      return shown === step ? steps[step].show(ctx, draft) : redirect(stepLink(fileId, shown));
    },
  }),
  defineRoute({
    method: 'POST',
    path: incidentPaths.notifyStep,
    access,
    async handle(ctx, { params: { fileId, step }, form }) {
      const draft = await notifyDraft(ctx, fileId);
      // Sent twice: the first time has opened the file.
      if (draft === 'open') return redirect(fileLink(fileId));
      const shown = stepToShow(draft.journey, step);
      if (shown !== step) return redirect(stepLink(fileId, shown));
      const input = steps[step].read(form, draft, ctx);
      if (!input.ok) return steps[step].again(ctx, draft, input.state, false);
      const version = Number(fieldOf(form, formFields.version)) || 0;
      try {
        if (input.data.step !== 'check') {
          await saveNotifyStep(ctx, { fileId, version, answers: input.data });
          return redirect(await nextLink(ctx, fileId));
        }
        // One transaction: a second click finds the draft as it was, or the file open.
        await openIncidents(ctx, { fileId, version, skipped: input.data.skipped });
        return redirect(fileLink(fileId), { kind: 'success', messageKey: 'notify.opened' });
      } catch (error) {
        return refused(ctx, { fileId, step, form }, error);
      }
    },
  }),
];

async function nextLink(ctx: Ctx, fileId: string): Promise<string> {
  const draft = await notifyDraft(ctx, fileId);
  return draft === 'open' ? fileLink(fileId) : stepLink(fileId, firstOpenStep(draft.journey));
}

/** The same page with what was typed: 409 when the draft has moved on, 422 when a rule refuses. */
async function refused(
  ctx: Ctx,
  { fileId, step, form }: { fileId: string; step: NotifyStep; form: FormBody },
  error: unknown,
): Promise<Result> {
  const draft = await notifyDraft(ctx, fileId);
  if (draft === 'open') return redirect(fileLink(fileId));
  if (error instanceof ConflictError) return steps[step].again(ctx, draft, { values: form, errors: {} }, true);
  return steps[step].again(ctx, draft, refusedForm(error, form), false);
}
