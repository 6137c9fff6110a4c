import type { Route } from '#platform/http/route.ts';
import type { IncidentsDeps } from '../../module.ts';
import { documentRoutes } from './documents.route.ts';

export const documentsRoutes = (deps: IncidentsDeps): readonly Route[] => documentRoutes(deps);
