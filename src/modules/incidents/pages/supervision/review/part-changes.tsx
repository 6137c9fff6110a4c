/** How a change is shown: which version it is compared with, and the parts that went and came. */
import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { DiffText } from '#platform/ui/feedback.tsx';
import { type Ui, useUi } from '#platform/ui/page-context.ts';
import type { DiffPart } from '../../../domain/word-diff.ts';
import type { Version } from './submission.query.ts';

/** "Early warning, version 1" */
export const versionName = ({ t, language }: Pick<Ui, 't' | 'language'>, { stage, submission }: Version): string =>
  t('review.version', { stage: wordsIn(stage, language), no: submission.no });

/** What the mark on a change says: only versions of the same report are known by their number alone. */
export function sinceLabel(ui: Pick<Ui, 't' | 'language'>, opened: Version, other: Version): number | string {
  const isLater = other.submission.submittedAt.epochMilliseconds > opened.submission.submittedAt.epochMilliseconds;
  if (isLater) return ui.t('review.differsFrom', { version: versionName(ui, other) });
  return other.report.id === opened.report.id ? other.submission.no : ui.t('review.changedSince', { version: versionName(ui, other) });
}

interface KeyChange {
  key: string;
  state: DiffPart['kind'];
}

/** A list of names: what stayed, came and went. */
export function ChangedList({ items, label }: { items: readonly KeyChange[]; label: (key: string) => string }) {
  const { t } = useUi();
  if (items.length === 0) return <p class="u-quiet">{t('ui.notGiven')}</p>;
  return (
    <ul>
      {items.map(({ key, state }) => (
        <li key={key}>
          <DiffText parts={[{ kind: state, text: label(key) }]} />
        </li>
      ))}
    </ul>
  );
}
