import { createGovernance, type GovernanceDeps } from '#modules/governance/module.ts';
import { incidentPaths } from '#modules/incidents/index.ts';
import { createIncidents, type IncidentsDeps } from '#modules/incidents/module.ts';
import type { ModuleManifest } from '#platform/module.ts';

/** The modules of this installation, in the order of the menu. Web, worker, scheduler and docs read this list. */
export const createModules = (deps: Omit<GovernanceDeps, 'startPage'> & IncidentsDeps): readonly ModuleManifest[] => [
  createGovernance({ ...deps, startPage: incidentPaths.startPage.link({ params: { regulation: 'nis2' } }) }),
  createIncidents(deps),
];
