import type { Route } from '#platform/http/route.ts';
import type { IncidentsDeps } from '../../module.ts';
import { accessLogRoutes } from './access-log/access-log.route.ts';
import { adoptionsRoutes } from './adoptions/adoptions.route.ts';
import { correctFactRoutes } from './correct-fact/correct-fact.route.ts';
import { deadlineCalendarRoutes } from './deadline-calendar/deadline-calendar.route.ts';
import { editFileRoutes } from './edit-file/edit-file.route.ts';
import { listFilesRoutes } from './list-files/list-files.route.ts';
import { showFileRoutes } from './show-file/show-file.route.ts';

export const fileRoutes = (deps: IncidentsDeps): readonly Route[] => [
  ...listFilesRoutes,
  ...adoptionsRoutes,
  ...showFileRoutes,
  ...deadlineCalendarRoutes(deps),
  ...editFileRoutes,
  ...correctFactRoutes,
  ...accessLogRoutes,
];
