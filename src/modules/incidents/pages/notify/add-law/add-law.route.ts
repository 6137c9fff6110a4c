import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError, NotFoundError } from '#platform/context/errors.ts';
import { emptyForm, type FormState, fieldOf, refusedForm } from '#platform/forms/form.ts';
import { defineRoute, type FormBody, page, permission, type Result, redirect } from '#platform/http/route.ts';
import { offeredSectors, sameCouple } from '../../../domain/notify-journey.ts';
import { incidentPaths } from '../../../paths.ts';
import { filePermissions } from '../../../permissions.ts';
import { type FileToExtend, fileToExtend } from '../../../queries/file-to-extend.query.ts';
import { sectorChoice } from '../../../queries/notify-draft.query.ts';
import type { Offer } from '../../../queries/offered-procedures.query.ts';
import { plannedIncidents } from '../../../queries/planned-incidents.query.ts';
import { addLaw } from '../../../services/add-law.ts';
import { type AddedLaw, addableCouples, filledLaw, readLaw } from './add-law.form.ts';
import { chooseLawPage, lawCheckPage, lawNeedsPage } from './add-law.view.tsx';

const access = permission(filePermissions, 'addLaw');

interface Visit {
  extend: FileToExtend;
  couple: Offer;
  /** The couple's procedures, those on the file included: they still take part in the matching. */
  offers: Offer[];
}

type Query = { regulation?: string | undefined; regulator?: string | undefined };

function visitOf(extend: FileToExtend, query: Query): Visit | undefined {
  const couple = extend.offers.find(
    ({ regulation, regulator }) => regulation.key === query.regulation && regulator.slug === query.regulator,
  );
  return couple && { extend, couple, offers: extend.offers.filter((offer) => sameCouple(offer, couple)) };
}

async function needsPage(ctx: Ctx, { extend, couple, offers }: Visit, form?: FormState, status = 200): Promise<Result> {
  const { sectors, own } = await sectorChoice(ctx, offers);
  const shown = form ?? { ...emptyForm, values: filledLaw(extend, offers, own) };
  return page(lawNeedsPage({ file: extend.file, couple, offers, sectors, form: shown }), status);
}

async function checkPage(ctx: Ctx, visit: Visit, form: FormBody, data: AddedLaw): Promise<Result> {
  const { extend, couple, offers } = visit;
  const { planned } = await plannedIncidents(ctx, { ...data, offers, couples: [couple], zone: extend.file.zone });
  const fresh = planned.filter(({ offer }) => !extend.taken.has(offer.procedureId));
  if (fresh.length > 0) return page(lawCheckPage({ file: extend.file, couple, planned: fresh, form }));
  const messageKey = planned.length > 0 ? 'notify.addLaw.already' : 'notify.nothingMatches';
  const field = offeredSectors(offers).length > 0 ? 'sectors' : '';
  return needsPage(ctx, visit, { values: form, errors: { [field]: { messageKey } } }, 422);
}

async function open(ctx: Ctx, visit: Visit, form: FormBody, data: AddedLaw): Promise<Result> {
  const { extend, couple } = visit;
  const file = incidentPaths.file.link({ params: { fileId: extend.file.id } });
  const { regulationId, regulatorId } = couple;
  try {
    await addLaw(ctx, { fileId: extend.file.id, regulationId, regulatorId, ...data });
  } catch (error) {
    // Sent twice, or by a colleague meanwhile: the law is where it was wanted.
    if (error instanceof ConflictError) return redirect(file, { kind: 'info', messageKey: 'notify.addLaw.already' });
    return needsPage(ctx, visit, refusedForm(error, form), 422);
  }
  return redirect(file, { kind: 'success', messageKey: 'notify.addLaw.opened' });
}

/** Day 2: "it is also a personal data breach" (decisions.md D2). Nothing is stored before the last button. */
export const addLawRoutes = [
  defineRoute({
    method: 'GET',
    path: incidentPaths.addLaw,
    access,
    async handle(ctx, { params, query }) {
      const extend = await fileToExtend(ctx.db, ctx, params.fileId);
      if (!query.regulation) return page(chooseLawPage({ file: extend.file, couples: addableCouples(extend) }));
      const visit = visitOf(extend, query);
      if (!visit) throw new NotFoundError();
      return needsPage(ctx, visit);
    },
  }),
  defineRoute({
    method: 'POST',
    path: incidentPaths.addLaw,
    access,
    async handle(ctx, { params, query, form }) {
      const extend = await fileToExtend(ctx.db, ctx, params.fileId);
      const visit = visitOf(extend, query);
      if (!visit) return page(chooseLawPage({ file: extend.file, couples: addableCouples(extend), isUnknown: true }), 422);
      const input = readLaw(form, visit.offers, extend.file.zone, ctx.clock.now());
      if (!input.ok) return needsPage(ctx, visit, input.state, 422);
      const act = fieldOf(form, 'act');
      if (act === 'change') return needsPage(ctx, visit, { ...emptyForm, values: form });
      return act === 'open' ? open(ctx, visit, form, input.data) : checkPage(ctx, visit, form, input.data);
    },
  }),
];
