import { useUi } from '#platform/ui/page-context.ts';
import { Views } from '#platform/ui/table-tools.tsx';
import { governancePaths } from '../../paths.ts';

/** The pages on one's own account, beside each other. */
export function AccountTabs({ current }: { current: 'details' | 'security' | 'ownData' }) {
  const { t } = useUi();
  const views = [
    { id: 'details', href: governancePaths.account.link(), label: t('governance.account.details') },
    { id: 'security', href: governancePaths.accountSecurity.link(), label: t('governance.security.title') },
    { id: 'ownData', href: governancePaths.ownData.link(), label: t('governance.ownData.title') },
  ];
  return (
    <Views
      label={t('governance.account.tabs')}
      views={views.map(({ id, ...view }) => ({ ...view, ...(id === current && { current: 'page' as const }) }))}
    />
  );
}
