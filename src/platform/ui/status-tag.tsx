import { wordsIn } from '#platform/i18n/foreign-text.ts';
import type { Name } from '#platform/i18n/language.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';
import { useUi } from './page-context.ts';

type Look = 'neutral' | 'info' | 'success' | 'warning' | 'danger' | 'late' | 'overdue' | 'plain' | 'changed';

/** interface.md 4.1 and 4.2: every status there is, each with its own shape, words and fill. */
const statuses = {
  unsubmitted: ['info', 'file-earmark'],
  overdue: ['overdue', 'alarm-fill'],
  underReview: ['neutral', 'search'],
  late: ['late', 'clock-history'],
  revisionRequired: ['danger', 'arrow-counterclockwise'],
  passed: ['success', 'check-lg'],
  draft: ['info', 'pencil'],
  published: ['success', 'check-lg'],
  archived: ['neutral', 'archive'],
  ongoing: ['info', 'activity'],
  closed: ['neutral', 'lock'],
  withdrawn: ['plain', 'arrow-left'],
  significant: ['danger', 'exclamation-octagon-fill'],
  notSignificant: ['plain', 'dash-circle'],
  notStarted: ['neutral', 'circle'],
  inProgress: ['info', 'pencil'],
  complete: ['success', 'check-lg'],
  cannotStart: ['plain', 'lock'],
  onTime: ['plain', 'check2'],
  changed: ['changed', 'plus-slash-minus'],
  translationMissing: ['warning', 'translate'],
  reviewed: ['success', 'clipboard-check'],
  notReviewed: ['neutral', 'circle'],
  reviewSent: ['success', 'send'],
  available: ['success', 'check-circle-fill'],
  notAvailable: ['danger', 'x-lg'],
  queued: ['neutral', 'clock'],
  running: ['info', 'arrow-repeat'],
  succeeded: ['success', 'check-lg'],
  failed: ['danger', 'exclamation-circle-fill'],
  cancelled: ['plain', 'x-lg'],
  active: ['success', 'check2'],
  inactive: ['neutral', 'dash-circle'],
  invited: ['info', 'envelope'],
  pending: ['warning', 'hourglass-split'],
  unproven: ['warning', 'question-circle'],
} as const satisfies Record<string, readonly [Look, IconName]>;

export type Status = keyof typeof statuses;
export const allStatuses = Object.keys(statuses) as readonly Status[];

/** @param label replaces the usual word, such as "Changed since version 1". */
export function StatusTag({ status, label }: { status: Status; label?: string | undefined }) {
  const { t } = useUi();
  const [look, icon] = statuses[status];
  return (
    <span class={look === 'neutral' ? 'v-tag' : `v-tag v-tag--${look}`}>
      <Icon name={icon} />
      {label ?? t(`ui.status.${status}`)}
    </span>
  );
}

/** The short name of a law: "NIS2". */
export function RegulationTag({ children }: { children: Name }) {
  const { language } = useUi();
  return <span class="v-reg">{wordsIn(children, language)}</span>;
}

/** How many there are, beside a word. */
export function Count({ value, isMore = false }: { value: number; isMore?: boolean }) {
  const { format } = useUi();
  return (
    <span class="v-count">
      {format.number(value)}
      {isMore && '+'}
    </span>
  );
}
