import { defineRoute, file as fileResult, permission, type Route } from '#platform/http/route.ts';
import { documentWords } from '../../../documents/document-words.ts';
import { calendarFileName } from '../../../documents/file-names.ts';
import type { IncidentsDeps } from '../../../module.ts';
import { incidentPaths } from '../../../paths.ts';
import { filePermissions } from '../../../permissions.ts';
import { loadFile } from '../show-file/show-file.query.ts';
import { fileClocks, stageLines } from '../show-file/stage-lines.ts';
import { deadlineCalendar } from './deadline-calendar.ts';

/** The deadlines of an incident file, for the calendars of the people who work on it (interface.md B6). */
export const deadlineCalendarRoutes = ({ baseUrl, regions }: IncidentsDeps): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path: incidentPaths.fileCalendar,
    access: permission(filePermissions, 'read'),
    async handle(ctx, { params: { fileId } }) {
      const file = await loadFile(ctx, fileId);
      const now = ctx.clock.now();
      const clocks = fileClocks(file.incidents.flatMap((incident) => stageLines(incident, now)));
      const words = documentWords({ language: ctx.language, zone: file.zone, now, baseUrl, regions });
      const calendar = deadlineCalendar(file.id, clocks, words);
      return fileResult(
        Buffer.from(calendar),
        calendarFileName(file.incidents.map(({ reference }) => reference)),
        'text/calendar; charset=utf-8',
      );
    },
  }),
];
