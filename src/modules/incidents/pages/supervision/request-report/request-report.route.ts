import { incidentPaths } from '../../../paths.ts';
import { requestReport } from '../../../services/request-report.ts';
import { defineActRoutes } from '../act-routes.ts';
import { readRequest } from './request-report.form.ts';
import { requestReportPage } from './request-report.view.tsx';

export const requestReportRoutes = defineActRoutes({
  path: incidentPaths.requestReport,
  action: 'requestReport',
  act: 'request',
  view: requestReportPage,
  read: (form, { record }) => readRequest(form, record.zone),
  run: requestReport,
  done: 'supervision.done.requested',
});
