import type { Route } from '#platform/http/route.ts';
import type { IncidentsDeps } from '../../module.ts';
import { accessLogRoute } from './access-log/access-log.route.ts';
import { adoptionRoutes } from './adoption/adoption.route.ts';
import { closeIncidentRoutes } from './close-incident/close-incident.route.ts';
import { correctFactRoutes } from './correct-fact/correct-fact.route.ts';
import { listIncidentsRoute } from './list-incidents/list-incidents.route.ts';
import { requestReportRoutes } from './request-report/request-report.route.ts';
import { showIncidentRoutes } from './show-incident/show-incident.route.ts';
import { significanceRoutes } from './significance/significance.route.ts';
import { unconfirmedRoutes } from './unconfirmed/unconfirmed.route.ts';

export const supervisionRoutes = (_deps: IncidentsDeps): readonly Route[] => [
  listIncidentsRoute,
  ...showIncidentRoutes,
  accessLogRoute,
  ...requestReportRoutes,
  ...correctFactRoutes,
  ...significanceRoutes,
  ...closeIncidentRoutes,
  ...unconfirmedRoutes,
  ...adoptionRoutes,
];
