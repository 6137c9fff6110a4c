import { z } from 'zod';
import { emptyForm, fieldOf, readForm } from '#platform/forms/form.ts';
import { atGate, defineRoute, page, redirect } from '#platform/http/route.ts';
import type { GovernanceDeps } from '../../module.ts';
import { governancePaths, localPath } from '../../paths.ts';
import { acceptTerms } from '../../services/accept-terms.ts';
import { acceptTermsPage } from './accept-terms.view.tsx';

const access = atGate('acceptTerms');
const form = z.object({ accepted: z.literal('yes', { error: 'governance.terms.missing' }) });

/** A gate: whoever has not accepted the terms in force sees only this, the terms, and the way out (governance.md 5.9). */
export const acceptTermsRoutes = ({ terms }: GovernanceDeps) => [
  defineRoute({
    method: 'GET',
    path: governancePaths.acceptTerms,
    access,
    handle: (_ctx, { query }) => page(acceptTermsPage({ terms, form: emptyForm, next: query.next })),
  }),
  defineRoute({
    method: 'POST',
    path: governancePaths.acceptTerms,
    access,
    anyOrganisation: true,
    async handle(ctx, { form: fields, info }) {
      const next = localPath(fieldOf(fields, 'next'));
      const input = readForm(form, fields);
      if (!input.ok) return page(acceptTermsPage({ terms, form: input.state, next }), 422);
      // The text changed between reading and accepting: what was read is not what is in force.
      if (fieldOf(fields, 'version') !== terms.version) return redirect(governancePaths.acceptTerms.link({ query: { next } }));
      if (info.session) await acceptTerms(ctx, { accountId: info.session.accountId, version: terms.version });
      return redirect(next);
    },
  }),
];
