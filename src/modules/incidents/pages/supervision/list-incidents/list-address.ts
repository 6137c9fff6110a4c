/** The list's address with one thing changed. What stands at its default is left out. */
import { type IncidentListQuery, incidentListQuery, incidentPaths } from '../../../paths.ts';

const defaults: Record<string, unknown> = incidentListQuery.parse({});

export function listHref(query: IncidentListQuery, change: Partial<IncidentListQuery> = {}): string {
  // Another order, filter or size begins at the first page.
  const wanted = { ...query, after: undefined, before: undefined, ...change };
  return incidentPaths.incidents.link({
    query: Object.fromEntries(Object.entries(wanted).filter(([name, value]) => value !== defaults[name])),
  });
}

/** Everything that narrows the list, without the view, the order and the size. */
export const noFilters = {
  q: undefined,
  status: undefined,
  significant: undefined,
  crossBorder: undefined,
  late: undefined,
  notifiedFrom: undefined,
  notifiedTo: undefined,
  operator: undefined,
  regulation: [],
  sector: [],
  reportStatus: [],
} satisfies Partial<IncidentListQuery>;

export const isFiltered = (query: IncidentListQuery): boolean =>
  Object.keys(noFilters).some((name) => {
    const value = query[name as keyof typeof noFilters];
    return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== '';
  });
