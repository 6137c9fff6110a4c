import type { Ctx } from '#platform/context/ctx.ts';
import { emptyForm, type FormState, fieldOf } from '#platform/forms/form.ts';
import { defineRoute, notifierAccess, page, type Result, type Route, redirect } from '#platform/http/route.ts';
import { incidentPaths } from '../../../paths.ts';
import { filingPermissions } from '../../../permissions.ts';
import { filingTarget, isInAccount, nextAfterFiling, openStep, ownFiling } from '../../../queries/filing.query.ts';
import { sectorNames } from '../../../queries/notify-draft.query.ts';
import { offerAdoption } from '../../../services/offer-adoption.ts';
import { askNewProof, proveFiling } from '../../../services/prove-filing.ts';
import { filingStepLink } from '../filing-frame.view.tsx';
import { receiptPage } from './receipt.view.tsx';

const receipt = incidentPaths.filingReceipt.link();

async function show(ctx: Ctx, form: FormState, status = 200): Promise<Result> {
  const row = await ownFiling(ctx);
  const target = await filingTarget(ctx, row);
  const { sentAt } = row;
  if (!sentAt || !target) return redirect(filingStepLink(openStep(row, target, ctx.clock.now())));
  const sectors = await sectorNames(ctx.db, row.content.sectors);
  const next = nextAfterFiling(row, target, sentAt);
  const isLinked = await isInAccount(ctx.db, row.notifierId);
  return page(receiptPage({ row: { ...row, sentAt }, target, sectors, next, form, isLinked }), status);
}

export const receiptRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: incidentPaths.filingReceipt,
    access: notifierAccess(filingPermissions, 'fill'),
    handle: (ctx) => show(ctx, emptyForm),
  }),
  defineRoute({
    method: 'POST',
    path: incidentPaths.proveFiling,
    access: notifierAccess(filingPermissions, 'prove'),
    async handle(ctx, { form }) {
      const code = fieldOf(form, 'code').replace(/\s/g, '');
      const refuse = (messageKey: string) => show(ctx, { values: {}, errors: { code: { messageKey } } }, 422);
      if (!/^\d{6}$/.test(code)) return refuse('outside.proof.malformed');
      const answer = await proveFiling(ctx, code);
      // texts: outside.proof.wrong, outside.proof.tooMany, outside.proof.expired
      if (answer !== 'proven') return refuse(`outside.proof.${answer}`);
      return redirect(receipt, { kind: 'success', messageKey: 'outside.proof.done' });
    },
  }),
  defineRoute({
    method: 'POST',
    path: incidentPaths.offerFiling,
    access: notifierAccess(filingPermissions, 'offer'),
    async handle(ctx, { form }) {
      await offerAdoption(ctx, fieldOf(form, 'organisation').slice(0, 255));
      return redirect(receipt, { kind: 'info', messageKey: 'outside.offer.done' });
    },
  }),
  defineRoute({
    method: 'POST',
    path: incidentPaths.newProof,
    access: notifierAccess(filingPermissions, 'prove'),
    async handle(ctx) {
      const isSent = await askNewProof(ctx);
      return redirect(
        receipt,
        isSent ? { kind: 'info', messageKey: 'outside.proof.sentAgain' } : { kind: 'warning', messageKey: 'outside.proof.noMore' },
      );
    },
  }),
];
