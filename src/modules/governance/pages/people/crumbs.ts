import type { Translate } from '#platform/i18n/catalogue.ts';
import { governancePaths } from '../../paths.ts';

export const peopleCrumbs = (t: Translate) => [{ label: t('governance.people.title'), href: governancePaths.people.link() }];
