import type { Translate } from '#platform/i18n/catalogue.ts';
import { governancePaths } from '../../paths.ts';

export const accountCrumbs = (t: Translate) => [{ label: t('governance.account.title'), href: governancePaths.account.link() }];

export const securityCrumbs = (t: Translate) => [
  ...accountCrumbs(t),
  { label: t('governance.security.title'), href: governancePaths.accountSecurity.link() },
];
