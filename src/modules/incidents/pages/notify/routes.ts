import type { Route } from '#platform/http/route.ts';
import type { IncidentsDeps } from '../../module.ts';
import { startRoute } from '../start/start.route.ts';
import { addLawRoutes } from './add-law/add-law.route.ts';
import { chooseRoutes } from './choose/choose.route.ts';
import { discardRoutes } from './discard/discard.route.ts';
import { stepRoutes } from './step/step.route.ts';
import { withdrawRoutes } from './withdraw/withdraw.route.ts';

export const notifyRoutes = (_deps: IncidentsDeps): readonly Route[] => [
  startRoute,
  ...chooseRoutes,
  ...stepRoutes,
  ...discardRoutes,
  ...addLawRoutes,
  ...withdrawRoutes,
];
