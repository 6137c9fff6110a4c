import { z } from 'zod';
import type { Ctx } from '#platform/context/ctx.ts';
import { NotFoundError } from '#platform/context/errors.ts';
import { emptyForm, fieldOf, readForm, refusedForm } from '#platform/forms/form.ts';
import { anyAccount, defineRoute, page, redirect } from '#platform/http/route.ts';
import type { GovernanceDeps } from '../../../module.ts';
import { governancePaths } from '../../../paths.ts';
import { authenticatorsOf, type ShownAuthenticator } from '../../../queries/account-security.query.ts';
import { addAuthenticator, removeAuthenticator, renameAuthenticator } from '../../../services/authenticators.ts';
import { newAuthenticator, sameAuthenticator } from '../../../services/set-up-authenticator.ts';
import { authenticatorName, setUpForm } from '../enrol-factor/enrol-factor.form.ts';
import { ownAccountId, ownSession } from '../own-account.ts';
import { newAuthenticatorPage, removeAuthenticatorPage, renameAuthenticatorPage } from './authenticators.view.tsx';

const own = { access: anyAccount, stepUp: true } as const;
const ownPost = { ...own, anyOrganisation: true } as const;
const toSecurity = (messageKey: string) => redirect(governancePaths.accountSecurity.link(), { kind: 'success', messageKey });
const renameForm = z.object({ name: authenticatorName });

async function findOwn(ctx: Ctx, accountId: string, authenticatorId: string): Promise<ShownAuthenticator> {
  const found = (await authenticatorsOf(ctx, accountId)).find(({ id }) => id === authenticatorId);
  if (!found) throw new NotFoundError();
  return found;
}

/** Several authenticators with names: a phone and a spare one. The last one is replaced, never removed (governance.md 5.6). */
export const authenticatorRoutes = ({ secrets }: GovernanceDeps) => [
  defineRoute({
    ...own,
    method: 'GET',
    path: governancePaths.newAuthenticator,
    async handle(ctx, { query: { replaces }, info }) {
      const { accountId, email } = ownSession(info);
      const replaced = replaces ? await findOwn(ctx, accountId, replaces) : undefined;
      return page(newAuthenticatorPage({ made: newAuthenticator(ctx, secrets, accountId), email, form: emptyForm, replaced }));
    },
  }),
  defineRoute({
    ...ownPost,
    method: 'POST',
    path: governancePaths.newAuthenticator,
    secretForm: true,
    async handle(ctx, { query: { replaces }, form, info }) {
      const { accountId, email } = ownSession(info);
      const replaced = replaces ? await findOwn(ctx, accountId, replaces) : undefined;
      const made = sameAuthenticator(ctx, secrets, accountId, fieldOf(form, 'sealed'));
      if (!made) {
        const again = governancePaths.newAuthenticator.link({ query: { replaces } });
        return redirect(again, { kind: 'warning', messageKey: 'governance.enrol.tooOld' });
      }
      const input = readForm(setUpForm, form);
      if (!input.ok) return page(newAuthenticatorPage({ made, email, form: input.state, replaced }), 422);
      try {
        await addAuthenticator(ctx, secrets, { ...input.data, accountId, made, replaces, address: info.ip });
      } catch (error) {
        return page(newAuthenticatorPage({ made, email, form: refusedForm(error, form), replaced }), 422);
      }
      return toSecurity(replaces ? 'governance.authenticator.replaced' : 'governance.authenticator.added');
    },
  }),
  defineRoute({
    ...own,
    method: 'GET',
    path: governancePaths.renameAuthenticator,
    async handle(ctx, { params, info }) {
      const shown = await findOwn(ctx, ownAccountId(info), params.authenticatorId);
      return page(renameAuthenticatorPage({ shown, form: { values: { name: shown.name }, errors: {} } }));
    },
  }),
  defineRoute({
    ...ownPost,
    method: 'POST',
    path: governancePaths.renameAuthenticator,
    async handle(ctx, { params: { authenticatorId }, form, info }) {
      const accountId = ownAccountId(info);
      const input = readForm(renameForm, form);
      if (!input.ok) {
        return page(renameAuthenticatorPage({ shown: await findOwn(ctx, accountId, authenticatorId), form: input.state }), 422);
      }
      await renameAuthenticator(ctx, { accountId, authenticatorId, name: input.data.name });
      return toSecurity('governance.authenticator.renamed');
    },
  }),
  defineRoute({
    ...own,
    method: 'GET',
    path: governancePaths.removeAuthenticator,
    handle: async (ctx, { params, info }) =>
      page(removeAuthenticatorPage({ shown: await findOwn(ctx, ownAccountId(info), params.authenticatorId), form: emptyForm })),
  }),
  defineRoute({
    ...ownPost,
    method: 'POST',
    path: governancePaths.removeAuthenticator,
    async handle(ctx, { params: { authenticatorId }, form, info }) {
      const accountId = ownAccountId(info);
      try {
        await removeAuthenticator(ctx, { accountId, authenticatorId, address: info.ip });
      } catch (error) {
        const state = refusedForm(error, form);
        return page(removeAuthenticatorPage({ shown: await findOwn(ctx, accountId, authenticatorId), form: state }), 422);
      }
      return toSecurity('governance.authenticator.removed');
    },
  }),
];
