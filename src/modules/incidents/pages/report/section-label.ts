import { translate } from '#platform/i18n/language.ts';
import type { Ui } from '#platform/ui/page-context.ts';
import type { Section } from './sections.ts';

export const sectionLabel = ({ kind, page }: Section, { t, language }: Pick<Ui, 't' | 'language'>): string =>
  page && kind === 'questions' ? translate(page.label, language) : t(`report.section.${kind === 'questions' ? 'dates' : kind}`);
