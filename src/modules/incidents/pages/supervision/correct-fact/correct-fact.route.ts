import { isRegulator } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError, NotFoundError } from '#platform/context/errors.ts';
import { fieldOf, refusedForm } from '#platform/forms/form.ts';
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
  const data = await loadIncidentPage(ctx, incidentId);
  requireAct(data, 'correct');
  return data;
}

export const correctFactRoutes = [
  defineRoute({
    method: 'GET',
    path: incidentPaths.correctFact,
    access,
    async handle(ctx, { params, query }) {
      const data = await load(ctx, params.incidentId);
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
      const choice = choiceOf(data, fact.data);
      const input = readCorrection(form, data.record.zone, ctx.clock.now());
      if (!input.ok) return page(correctFactPage({ data, choice, form: input.state, isStale: false }), 422);
      try {
        await correctFact(ctx, { incidentId: params.incidentId, fact: fact.data, ...input.data });
      } catch (error) {
        if (error instanceof ConflictError) {
          const fresh = await load(ctx, params.incidentId);
          const again = { data: fresh, choice: choiceOf(fresh, fact.data), form: { values: form, errors: {} }, isStale: true };
          return page(correctFactPage(again), 409);
        }
        return page(correctFactPage({ data, choice, form: refusedForm(error, form), isStale: false }), 422);
      }
      return redirect(incidentPaths.incident.link({ params }), { kind: 'success', messageKey: 'supervision.done.corrected' });
    },
  }),
];
