import { type CookieName, cookieOf } from '../http/cookies.ts';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { useUi } from '../ui/page-context.ts';

const minute = 60;
const day = 86_400;

/** What each cookie is for, what it holds and how long it stays: made of the definitions that set them (interface.md check 34). */
export function CookieTable({ names }: { names: readonly CookieName[] }) {
  const { t } = useUi();
  const columns: Column<CookieName>[] = [
    { key: 'name', label: t('site.cookies.name'), cell: (name) => <code>{cookieOf(name).name}</code>, kind: 'name' },
    { key: 'purpose', label: t('site.cookies.purpose'), cell: (name) => t(`site.cookies.${name}.purpose`) },
    { key: 'content', label: t('site.cookies.content'), cell: (name) => t(`site.cookies.${name}.content`) },
    { key: 'lasts', label: t('site.cookies.lasts'), cell: (name) => <Lasts seconds={cookieOf(name).seconds} /> },
  ];
  return <DataTable caption={t('site.cookies.caption')} columns={columns} rows={names} rowKey={(name) => name} />;
}

function Lasts({ seconds }: { seconds: number | undefined }) {
  const { t } = useUi();
  if (seconds === undefined) return <>{t('site.cookies.lasts.session')}</>;
  return (
    <>
      {seconds < day
        ? t('site.cookies.lasts.minutes', { count: seconds / minute })
        : t('site.cookies.lasts.days', { count: seconds / day })}
    </>
  );
}
