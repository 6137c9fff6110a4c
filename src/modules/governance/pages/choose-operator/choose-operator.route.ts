import { NotFoundError } from '#platform/context/errors.ts';
import { emptyForm, fieldOf } from '#platform/forms/form.ts';
import { anyAccountOrAtGate, defineRoute, page, redirect } from '#platform/http/route.ts';
import { governancePaths, localPath } from '../../paths.ts';
import { chooseOperator } from '../../services/choose-operator.ts';
import { chooseOperatorPage } from './choose-operator.view.tsx';

const access = anyAccountOrAtGate('chooseOperator');

export const chooseOperatorRoutes = [
  defineRoute({
    method: 'GET',
    path: governancePaths.chooseOperator,
    access,
    handle: (_ctx, { query, info }) =>
      page(chooseOperatorPage({ operators: info.session?.operators ?? [], form: emptyForm, next: query.next })),
  }),
  defineRoute({
    method: 'POST',
    path: governancePaths.chooseOperator,
    access,
    anyOrganisation: true,
    goesOnInMaintenance: true,
    async handle(ctx, { form, info }) {
      const next = localPath(fieldOf(form, 'path') || fieldOf(form, 'next'));
      const { session } = info;
      if (!session) throw new NotFoundError();
      const operatorId = fieldOf(form, 'organisation');
      if (!operatorId) {
        const missing = { values: form, errors: { organisation: { messageKey: 'governance.operator.missing' } } };
        return page(chooseOperatorPage({ operators: session.operators, form: missing, next }), 422);
      }
      if (!session.operators.some(({ id }) => id === operatorId)) throw new NotFoundError();
      await chooseOperator(ctx, { sessionId: session.id, accountId: session.accountId, operatorId });
      const name = session.operators.find(({ id }) => id === operatorId)?.name ?? '';
      return redirect(next, { kind: 'success', messageKey: 'governance.operator.switched', values: { name } });
    },
  }),
];
