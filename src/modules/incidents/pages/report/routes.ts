import type { Route } from '#platform/http/route.ts';
import type { IncidentsDeps } from '../../module.ts';
import { checkRoutes } from './check/check.route.ts';
import { discardRoutes } from './discard/discard.route.ts';
import { sectionRoutes } from './section/section.route.ts';
import { sentRoutes } from './sent/sent.route.ts';
import { taskListRoutes } from './task-list/task-list.route.ts';
import { versionRoutes } from './version/version.route.ts';

/** Filling in one report, sending it, and reading what was sent. */
export const reportRoutes = (_deps: IncidentsDeps): readonly Route[] => [
  ...taskListRoutes,
  ...sectionRoutes,
  ...checkRoutes,
  ...sentRoutes,
  ...versionRoutes,
  ...discardRoutes,
];
