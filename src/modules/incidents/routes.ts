import type { Route } from '#platform/http/route.ts';
import type { IncidentsDeps } from './module.ts';
import { documentsRoutes } from './pages/documents/routes.ts';
import { fileRoutes } from './pages/file/routes.ts';
import { notifyRoutes } from './pages/notify/routes.ts';
import { outsideRoutes } from './pages/outside/routes.ts';
import { reportRoutes } from './pages/report/routes.ts';
import { reviewRoutes } from './pages/supervision/review/routes.ts';
import { supervisionRoutes } from './pages/supervision/routes.ts';

/** Reporting side, supervising side, and what both share. */
export const incidentRoutes = (deps: IncidentsDeps): readonly Route[] =>
  [notifyRoutes, outsideRoutes, fileRoutes, reportRoutes, supervisionRoutes, reviewRoutes, documentsRoutes].flatMap((group) => group(deps));
