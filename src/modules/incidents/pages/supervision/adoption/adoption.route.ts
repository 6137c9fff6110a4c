import { z } from 'zod';
import { type FormResult, fieldOf, readForm } from '#platform/forms/form.ts';
import type { FormBody } from '#platform/http/route.ts';
import { reasonLimit } from '../../../domain/formats.ts';
import { incidentPaths } from '../../../paths.ts';
import { suggestAdoption } from '../../../services/offer-adoption.ts';
import { undoAdoption } from '../../../services/undo-adoption.ts';
import { typedText } from '../act-page.tsx';
import { defineActRoutes } from '../act-routes.ts';
import { adoptionPage } from './adoption.view.tsx';

const text = z.string().catch('').transform(typedText);
const suggestForm = z.object({
  operator: text.pipe(z.string().min(1, 'outside.adoption.operator.missing').max(100, 'notify.contact.tooLong')),
});
const undoForm = z.object({
  reason: text.pipe(z.string().min(1, 'supervision.act.reason.missing').max(reasonLimit, 'supervision.act.reason.tooLong')),
});

type Settled = { operator: string } | { reason: string };
const read = (form: FormBody): FormResult<Settled> =>
  readForm<z.ZodType<Settled>>(fieldOf(form, 'intent') === 'undo' ? undoForm : suggestForm, form);

/** Suggests an operator to take over what was filed from outside, or gives back what one has taken over (decisions.md D4). */
export const adoptionRoutes = defineActRoutes<Settled>({
  path: incidentPaths.settleAdoption,
  action: 'settleAdoption',
  act: 'adoption',
  view: adoptionPage,
  read,
  run: (ctx, input) => ('reason' in input ? undoAdoption(ctx, input) : suggestAdoption(ctx, input)),
  done: 'outside.adoption.done',
});
