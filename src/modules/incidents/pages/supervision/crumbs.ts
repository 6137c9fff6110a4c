import type { Ui } from '#platform/ui/page-context.ts';
import { incidentPaths } from '../../paths.ts';

/** The way to a page below an incident. */
export const incidentCrumbs = ({ t }: Pick<Ui, 't'>, { id, title }: { id: string; title: string }) => [
  { label: t('supervision.list.title'), href: incidentPaths.incidents.link() },
  { label: title, href: incidentPaths.incident.link({ params: { incidentId: id } }) },
];
