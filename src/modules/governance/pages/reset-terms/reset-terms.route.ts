import { fieldOf } from '#platform/forms/form.ts';
import { defineRoute, page, permission, redirect } from '#platform/http/route.ts';
import { governancePaths } from '../../paths.ts';
import { termsPermissions } from '../../permissions.ts';
import { resetTerms } from '../../services/reset-terms.ts';
import { resetTermsPage } from './reset-terms.view.tsx';

const access = permission(termsPermissions, 'reset');

/** Asks everybody to accept the terms again: asked for, confirmed, and never by opening an address (governance.md check 28). */
export const resetTermsRoutes = [
  defineRoute({
    method: 'GET',
    path: governancePaths.resetTerms,
    access,
    listed: { label: ({ t }) => t('governance.resetTerms.title') },
    handle: () => page(resetTermsPage({ isMissing: false })),
  }),
  defineRoute({
    method: 'POST',
    path: governancePaths.resetTerms,
    access,
    async handle(ctx, { form }) {
      if (fieldOf(form, 'sure') !== 'yes') return page(resetTermsPage({ isMissing: true }), 422);
      const count = await resetTerms(ctx);
      return redirect('/', { kind: 'success', messageKey: 'governance.resetTerms.done', values: { count } });
    },
  }),
];
