import type { Translate } from '#platform/i18n/catalogue.ts';
import type { Crumb } from '#platform/ui/page.tsx';
import { incidentPaths } from '../../paths.ts';

/** From home to the list, and to the file when the page lies below one. */
export const fileCrumbs = (t: Translate, file?: { id: string; title: string }): Crumb[] => [
  { label: t('file.crumb.home'), href: '/' },
  { label: t('file.crumb.files'), href: incidentPaths.files.link() },
  ...(file ? [{ label: file.title, href: incidentPaths.file.link({ params: { fileId: file.id } }) }] : []),
];
