import { readForm } from '#platform/forms/form.ts';
import { incidentPaths } from '../../../paths.ts';
import { setSignificance } from '../../../services/set-significance.ts';
import { defineActRoutes } from '../act-routes.ts';
import { significanceForm } from './significance.form.ts';
import { significancePage } from './significance.view.tsx';

export const significanceRoutes = defineActRoutes({
  path: incidentPaths.significance,
  action: 'setSignificance',
  act: 'significance',
  view: significancePage,
  read: (form) => readForm(significanceForm, form),
  run: setSignificance,
  done: 'supervision.done.significance',
});
