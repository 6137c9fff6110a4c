import { LinkButton } from '#platform/ui/button.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { incidentPaths } from '../paths.ts';

/** The running deadlines of a file, for the calendar program of the reader. */
export function CalendarButton({ fileId }: { fileId: string }) {
  const { t } = useUi();
  return (
    <LinkButton icon="calendar-plus" href={incidentPaths.fileCalendar.link({ params: { fileId } })}>
      {t('file.calendar.link')}
    </LinkButton>
  );
}
