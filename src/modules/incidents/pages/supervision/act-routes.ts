import type { VNode } from 'preact';
import type { z } from 'zod';
import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError } from '#platform/context/errors.ts';
import { emptyForm, type FormResult, type FormState, refusedForm } from '#platform/forms/form.ts';
import type { definePath } from '#platform/http/path.ts';
import { defineRoute, type FormBody, page, permission, type Result, type Route, redirect } from '#platform/http/route.ts';
import { incidentPaths } from '../../paths.ts';
import { incidentPermissions } from '../../permissions.ts';
import { requireAct } from './act-page.tsx';
import { type Act, type IncidentData, loadIncidentPage } from './show-incident/show-incident.query.ts';

interface ActDeclaration<Input> {
  path: ReturnType<typeof definePath<z.ZodObject<{ incidentId: z.ZodType<string> }>>>;
  action: keyof typeof incidentPermissions.actions;
  act: Act;
  view(props: { data: IncidentData; form: FormState }): VNode;
  read(form: FormBody, data: IncidentData): FormResult<Input>;
  /** The verb. */
  run(ctx: Ctx, input: Input & { incidentId: string }): Promise<unknown>;
  /** Said on the incident's page afterwards. */
  done: string;
}

/**
 * The two routes of an act on an incident: the form, and the act. Whatever is refused comes back on the same page with what was
 * typed: with 422 for the input, with 409 when the incident has moved on since the page was opened.
 */
export function defineActRoutes<Input>({ path, action, act, view, read, run, done }: ActDeclaration<Input>): Route[] {
  const access = permission(incidentPermissions, action);

  async function perform(ctx: Ctx, incidentId: string, form: FormBody): Promise<Result> {
    const data = await loadIncidentPage(ctx, incidentId);
    const again = (state: FormState, status: number, shown = data) => page(view({ data: shown, form: state }), status);
    try {
      requireAct(data, act);
      const input = read(form, data);
      if (!input.ok) return again(input.state, 422);
      await run(ctx, { ...input.data, incidentId });
    } catch (error) {
      if (!(error instanceof ConflictError)) return again(refusedForm(error, form), 422);
      const moved = { values: form, errors: { '': { messageKey: error.messageKey, values: error.values } } };
      return again(moved, 409, await loadIncidentPage(ctx, incidentId));
    }
    return redirect(incidentPaths.incident.link({ params: { incidentId } }), { kind: 'success', messageKey: done });
  }

  return [
    defineRoute({
      method: 'GET',
      path,
      access,
      async handle(ctx, { params }) {
        const data = await loadIncidentPage(ctx, params.incidentId);
        requireAct(data, act);
        return page(view({ data, form: emptyForm }));
      },
    }),
    defineRoute({ method: 'POST', path, access, handle: (ctx, { params, form }) => perform(ctx, params.incidentId, form) }),
  ];
}
