import type { GovernanceDeps } from '../../module.ts';
import { authenticatorRoutes } from './authenticators/authenticators.route.ts';
import { backupCodesRoutes } from './backup-codes/backup-codes.route.ts';
import { detailsRoutes } from './details/details.route.ts';
import { changeEmailRoutes } from './email/email.route.ts';
import { enrolFactorRoutes } from './enrol-factor/enrol-factor.route.ts';
import { ownDataRoutes } from './own-data/own-data.route.ts';
import { changePasswordRoutes } from './password/password.route.ts';
import { securityRoute } from './security/security.route.ts';
import { keepSessionRoute } from './sessions/keep-session.route.ts';
import { sessionRoutes } from './sessions/sessions.route.ts';
import { stepUpRoutes } from './step-up/step-up.route.ts';

/** Looking after one's own account (governance.md 5.5 to 5.9, 8.2). */
export const accountRoutes = (deps: GovernanceDeps) => [
  ...enrolFactorRoutes(deps),
  ...stepUpRoutes(deps),
  ...backupCodesRoutes(deps),
  ...authenticatorRoutes(deps),
  ...detailsRoutes(deps),
  securityRoute,
  ...changePasswordRoutes,
  ...changeEmailRoutes,
  ...sessionRoutes,
  keepSessionRoute,
  ...ownDataRoutes(deps),
];
