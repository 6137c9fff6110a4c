import { readForm } from '#platform/forms/form.ts';
import { incidentPaths } from '../../../paths.ts';
import { closeIncident } from '../../../services/close-incident.ts';
import { reopenIncident } from '../../../services/reopen-incident.ts';
import { defineActRoutes } from '../act-routes.ts';
import { closeForm, reopenForm } from './close-incident.form.ts';
import { closeIncidentPage, reopenIncidentPage } from './close-incident.view.tsx';

export const closeIncidentRoutes = [
  ...defineActRoutes({
    path: incidentPaths.close,
    action: 'close',
    act: 'close',
    view: closeIncidentPage,
    read: (form) => readForm(closeForm, form),
    run: closeIncident,
    done: 'supervision.done.closed',
  }),
  ...defineActRoutes({
    path: incidentPaths.reopen,
    action: 'reopen',
    act: 'reopen',
    view: reopenIncidentPage,
    read: (form) => readForm(reopenForm, form),
    run: reopenIncident,
    done: 'supervision.done.reopened',
  }),
];
