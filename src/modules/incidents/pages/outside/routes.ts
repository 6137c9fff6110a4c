import type { Route } from '#platform/http/route.ts';
import type { IncidentsDeps } from '../../module.ts';
import { beginRoutes } from './begin.route.ts';
import { claimRoutes } from './claim/claim.route.ts';
import { confirmRoutes } from './confirm/confirm.route.ts';
import { receiptRoutes } from './receipt/receipt.route.ts';
import { stepRoutes } from './steps.route.ts';

/** Somebody without an account (decisions.md D4). */
export const outsideRoutes = (deps: IncidentsDeps): readonly Route[] => [
  ...beginRoutes(deps),
  ...stepRoutes,
  ...receiptRoutes,
  ...confirmRoutes,
  ...claimRoutes,
];
