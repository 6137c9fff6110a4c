import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError, NotFoundError, RefusedError } from '#platform/context/errors.ts';
import { fieldOf, listOf, refusedForm } from '#platform/forms/form.ts';
import { defineRoute, type FormBody, page, permission, type Result, redirect } from '#platform/http/route.ts';
import type { Name } from '#platform/i18n/language.ts';
import { type Fact, factSchema } from '../../../domain/condition.ts';
import { incidentPaths } from '../../../paths.ts';
import { filePermissions } from '../../../permissions.ts';
import { correctFact } from '../../../services/correct-fact.ts';
import { chooseFactPage } from './choose-fact.view.tsx';
import { filledForm, readCorrection } from './correct-fact.form.ts';
import { type Correctable, differingSiblings, type FactChoice, loadCorrectable } from './correct-fact.query.ts';
import { correctFactPage } from './correct-fact.view.tsx';
import { correctOthersPage, seenField } from './correct-others.view.tsx';

const access = permission(filePermissions, 'read');

const fileAddress = ({ file }: Correctable) => incidentPaths.file.link({ params: { fileId: file.id } });

function choiceOf({ incident }: Correctable, fact: Fact): FactChoice {
  const choice = incident.facts.find((one) => one.fact === fact);
  if (!choice) throw new NotFoundError();
  return choice;
}

export const correctFactRoutes = [
  defineRoute({
    method: 'GET',
    path: incidentPaths.correctOwnFact,
    access,
    async handle(ctx, { params, query }) {
      const correctable = await loadCorrectable(ctx, params);
      if (query.saved) {
        const others = differingSiblings(correctable, query.saved);
        if (others.length === 0) return redirect(fileAddress(correctable));
        return page(correctOthersPage({ correctable, fact: query.saved, others, refused: [] }));
      }
      if (!query.fact || correctable.incident.isClosed) return page(chooseFactPage({ correctable }));
      const choice = choiceOf(correctable, query.fact);
      return page(correctFactPage({ correctable, choice, form: filledForm(choice.current, correctable.incident.zone), isStale: false }));
    },
  }),
  defineRoute({
    method: 'POST',
    path: incidentPaths.correctOwnFact,
    access,
    async handle(ctx, { params, form }) {
      const correctable = await loadCorrectable(ctx, params);
      const fact = factSchema.safeParse(fieldOf(form, 'fact'));
      if (!fact.success) throw new NotFoundError();
      return fieldOf(form, 'step') === 'others' ? saveOthers(ctx, correctable, fact.data, form) : save(ctx, correctable, fact.data, form);
    },
  }),
];

async function save(ctx: Ctx, correctable: Correctable, fact: Fact, form: FormBody): Promise<Result> {
  const choice = choiceOf(correctable, fact);
  const { incident, file } = correctable;
  const input = readCorrection(form, incident.zone, ctx.clock.now());
  if (!input.ok) return page(correctFactPage({ correctable, choice, form: input.state, isStale: false }), 422);
  // Both values on one page; whoever saves that page has seen the newer one.
  const stale = () => page(correctFactPage({ correctable, choice, form: { values: form, errors: {} }, isStale: true }), 409);
  if ((choice.current?.id ?? null) !== input.data.seenFactId) return stale();
  try {
    await correctFact(ctx, { incidentId: incident.id, fact, ...input.data });
  } catch (error) {
    return page(correctFactPage({ correctable, choice, form: refusedForm(error, form), isStale: false }), 422);
  }
  const params = { fileId: file.id, incidentId: incident.id };
  const others = differingSiblings(await loadCorrectable(ctx, params), fact);
  const to = others.length > 0 ? incidentPaths.correctOwnFact.link({ params, query: { saved: fact } }) : fileAddress(correctable);
  return redirect(to, { kind: 'success', messageKey: 'file.correct.saved' });
}

/** The same moment and reason for the ticked siblings. Those that cannot take it stay as they are, and are named. */
async function saveOthers(ctx: Ctx, correctable: Correctable, fact: Fact, form: FormBody): Promise<Result> {
  const { current } = choiceOf(correctable, fact);
  const ticked = listOf(form, 'incident');
  const chosen = correctable.siblings.filter(({ id }) => ticked.includes(id));
  const refused: Name[] = [];
  for (const sibling of current ? chosen : []) {
    try {
      await correctFact(ctx, {
        incidentId: sibling.id,
        fact,
        at: current?.at ?? null,
        zone: current?.zone ?? sibling.zone,
        reason: current?.reason ?? '',
        seenFactId: fieldOf(form, seenField(sibling.id)) || null,
        isLateDetectionConfirmed: true,
      });
    } catch (error) {
      if (!(error instanceof RefusedError || error instanceof ConflictError)) throw error;
      refused.push(sibling.law);
    }
  }
  if (refused.length === 0)
    return redirect(fileAddress(correctable), chosen.length > 0 ? { kind: 'success', messageKey: 'file.correct.saved' } : undefined);
  const { file, incident } = correctable;
  const fresh = await loadCorrectable(ctx, { fileId: file.id, incidentId: incident.id });
  return page(correctOthersPage({ correctable: fresh, fact, others: differingSiblings(fresh, fact), refused }), 422);
}
