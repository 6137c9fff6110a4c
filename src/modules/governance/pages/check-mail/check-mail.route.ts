import { defineRoute, page, publicAccess, redirect } from '#platform/http/route.ts';
import { governancePaths } from '../../paths.ts';
import { askAgain, findRequest } from '../../services/ask-entry.ts';
import { checkMailPage } from './check-mail.view.tsx';

const access = publicAccess('whoever registered or forgot a password is told to look into the mailbox');
const elsewhere = () => redirect(governancePaths.signIn.link());

/** After registering and after asking for a new password: the same page for every address. */
export const checkMailRoutes = [
  defineRoute({
    method: 'GET',
    path: governancePaths.checkMail,
    access,
    async handle(ctx, { query }) {
      const request = await findRequest(ctx, query.request);
      return request ? page(checkMailPage({ request, token: query.request })) : elsewhere();
    },
  }),
  defineRoute({
    method: 'POST',
    path: governancePaths.checkMail,
    access,
    anyOrganisation: true,
    async handle(ctx, { query, info }) {
      const request = await findRequest(ctx, query.request);
      if (!request) return elsewhere();
      const answer = await askAgain(ctx, request, info.ip);
      const here = governancePaths.checkMail.link({ query: { request: query.request } });
      return answer === 'sent'
        ? redirect(here, { kind: 'success', messageKey: 'governance.checkMail.sent' })
        : redirect(here, { kind: 'warning', messageKey: `governance.checkMail.${answer}` });
    },
  }),
];
