import { isRegulator } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError, NotFoundError } from '#platform/context/errors.ts';
import { type FormState, fieldOf, refusedForm } from '#platform/forms/form.ts';
import { defineRoute, page, permission, redirect } from '#platform/http/route.ts';
import { facts as allFacts, type Fact, factSchema } from '../../../domain/condition.ts';
import { incidentPaths } from '../../../paths.ts';
import { incidentPermissions } from '../../../permissions.ts';
import { correctFact } from '../../../services/correct-fact.ts';
import { filledForm, readCorrection } from '../../file/correct-fact/correct-fact.form.ts';
import { requireAct } from '../act-page.tsx';
import { type IncidentData, loadIncidentPage } from '../show-incident/show-incident.query.ts';
import { chooseFactPage, correctFactPage, type FactChoice } from './correct-fact.view.tsx';

// Not `correctFact`: operators have that too, and correct their dates on the page of their file.
const access = permission(incidentPermissions, 'requestReport');

/** What the procedure asks for, and what is known beside that. */
function choicesOf({ procedure, facts }: IncidentData): FactChoice[] {
  return allFacts.flatMap((fact) => {
    const asked = procedure.facts.find((one) => one.fact === fact);
    const current = facts.find((row) => row.fact === fact && row.supersededAt === null);
    return asked || current ? [{ fact, mandatory: asked?.mandatory ?? false, current }] : [];
  });
}

function choiceOf(data: IncidentData, fact: Fact): FactChoice {
  const choice = choicesOf(data).find((one) => one.fact === fact);
  if (!choice) throw new NotFoundError();
  return choice;
}

async function load(ctx: Ctx, incidentId: string): Promise<IncidentData> {
  if (!isRegulator(ctx.actor)) throw new NotFoundError();
  return loadIncidentPage(ctx, incidentId);
}

export const correctFactRoutes = [
  defineRoute({
    method: 'GET',
    path: incidentPaths.correctFact,
    access,
    async handle(ctx, { params, query }) {
      const data = await load(ctx, params.incidentId);
      requireAct(data, 'correct');
      if (!query.fact) return page(chooseFactPage({ data, choices: choicesOf(data) }));
      const choice = choiceOf(data, query.fact);
      return page(correctFactPage({ data, choice, form: filledForm(choice.current, data.record.zone), isStale: false }));
    },
  }),
  defineRoute({
    method: 'POST',
    path: incidentPaths.correctFact,
    access,
    async handle(ctx, { params, form }) {
      const data = await load(ctx, params.incidentId);
      const fact = factSchema.safeParse(fieldOf(form, 'fact'));
      if (!fact.success) return page(chooseFactPage({ data, choices: choicesOf(data) }), 422);
      const again = (shown: IncidentData, state: FormState, status: number, isStale = false) =>
        page(correctFactPage({ data: shown, choice: choiceOf(shown, fact.data), form: state, isStale }), status);
      try {
        requireAct(data, 'correct');
        const input = readCorrection(form, data.record.zone, ctx.clock.now());
        if (!input.ok) return again(data, input.state, 422);
        await correctFact(ctx, { incidentId: params.incidentId, fact: fact.data, ...input.data });
      } catch (error) {
        if (!(error instanceof ConflictError)) return again(data, refusedForm(error, form), 422);
        // Either the date was changed meanwhile, and both values are shown, or the incident was closed.
        const fresh = await load(ctx, params.incidentId);
        const errors = fresh.acts.correct ? {} : { '': { messageKey: error.messageKey } };
        return again(fresh, { values: form, errors }, 409, fresh.acts.correct);
      }
      return redirect(incidentPaths.incident.link({ params }), { kind: 'success', messageKey: 'supervision.done.corrected' });
    },
  }),
];
