import type { Ctx } from '#platform/context/ctx.ts';
import { RefusedError } from '#platform/context/errors.ts';
import { emptyForm, type FormState, fieldOf, refusedForm } from '#platform/forms/form.ts';
import { defineRoute, page, publicAccess, type Result, type Route, redirect } from '#platform/http/route.ts';
import { mayEver } from '#platform/permissions/permissions.ts';
import type { IncidentsDeps } from '../../module.ts';
import { incidentPaths } from '../../paths.ts';
import { filePermissions } from '../../permissions.ts';
import { filingOffers } from '../../queries/filing.query.ts';
import { beginFiling } from '../../services/begin-filing.ts';
import { filingStepLink } from './filing-frame.view.tsx';
import { readFiler } from './who/who.form.ts';
import { whoPage } from './who/who.view.tsx';
import { hasWorked, newChallenge } from './work.ts';

const access = publicAccess('somebody without an account begins to notify here');

/** The first page: who it is, the privacy notice and the terms. Only the POST keeps anything (decisions.md D4). */
export function beginRoutes({ secrets, terms }: IncidentsDeps): readonly Route[] {
  const show = (ctx: Ctx, form: FormState, regulation: string, status?: number): Result => {
    const first = { challenge: newChallenge(secrets, ctx), regulation, termsVersion: terms.version };
    return page(whoPage({ form, first }), status);
  };
  return [
    defineRoute({
      method: 'GET',
      path: incidentPaths.withoutAccount,
      access,
      listed: { label: ({ t }) => t('outside.nav'), forStrangers: true },
      handle(ctx, { query }) {
        // Whoever can notify with an account has the longer way, with everything the account knows.
        if (mayEver(filePermissions, ctx.actor, 'notify')) return redirect(incidentPaths.notify.link({ query }));
        return show(ctx, emptyForm, query.regulation ?? '');
      },
    }),
    defineRoute({
      method: 'POST',
      path: incidentPaths.withoutAccount,
      access,
      async handle(ctx, { form, info }) {
        const wanted = fieldOf(form, 'regulation');
        const input = readFiler(form, true);
        if (!input.ok) return show(ctx, input.state, wanted, 422);
        // The terms have changed between reading and accepting.
        if (fieldOf(form, 'termsVersion') !== terms.version)
          return show(ctx, { values: form, errors: { terms: { messageKey: 'outside.who.terms.changed' } } }, wanted, 422);
        const offers = await filingOffers(ctx);
        const offer =
          offers.find(({ regulation }) => regulation.key === wanted) ?? offers.find(({ regulation }) => regulation.key === 'nis2');
        try {
          const token = await beginFiling(ctx, {
            filer: input.data,
            termsVersion: terms.version,
            regulation: offer?.regulation.key ?? '',
            zone: offer?.regulator.zone ?? offers[0]?.regulator.zone ?? 'UTC',
            address: info.ip,
            worked: await hasWorked(secrets, ctx, form),
          });
          info.setNotifier({ token });
          return redirect(filingStepLink('where'));
        } catch (error) {
          if (!(error instanceof RefusedError)) throw error;
          return show(ctx, refusedForm(error, form), wanted, 422);
        }
      },
    }),
  ];
}
