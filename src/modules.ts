import { createGovernance, type GovernanceDeps, governanceWords } from '#modules/governance/module.ts';
import { incidentPaths } from '#modules/incidents/index.ts';
import { createIncidents, type IncidentsDeps, incidentWords } from '#modules/incidents/module.ts';
import type { ModuleManifest, ModuleWords } from '#platform/module.ts';
import { createModuleSeams } from '#platform/module-seams.ts';

/** What they say, for whoever needs nothing else of them. */
export const moduleWords: readonly ModuleWords[] = [governanceWords, incidentWords];

/** The modules of this installation, in the order of the menu. Web, worker, scheduler and docs read this list. */
export function createModules(deps: Omit<GovernanceDeps, 'startPage' | 'seams'> & IncidentsDeps): readonly ModuleManifest[] {
  const startPage = incidentPaths.startPage.link({ params: { regulation: 'nis2' } });
  const modules: ModuleManifest[] = [];
  modules.push(createGovernance({ ...deps, startPage, seams: createModuleSeams(() => modules) }), createIncidents(deps));
  return modules;
}
