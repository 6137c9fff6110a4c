import type { PeoplePermissions } from '../../permissions.ts';
import { confirmResetRoutes } from './confirm-reset/confirm-reset.route.ts';
import { listPeopleRoute } from './list-people/list-people.route.ts';
import { resetFactorRoutes } from './reset-factor/reset-factor.route.ts';

/** Looking after other people's accounts (governance.md 5.6, 9.4). */
export const peopleRoutes = (permissions: PeoplePermissions) => [
  listPeopleRoute(permissions),
  ...resetFactorRoutes(permissions),
  ...confirmResetRoutes,
];
