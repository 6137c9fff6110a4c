import { wordsIn } from '#platform/i18n/foreign-text.ts';
import type { Ui } from '#platform/ui/page-context.ts';
import type { Section } from './sections.ts';

export const sectionLabel = ({ kind, page }: Section, { t, language }: Pick<Ui, 't' | 'language'>): string =>
  page && kind === 'questions' ? wordsIn(page.label, language) : t(`report.section.${kind === 'questions' ? 'dates' : kind}`);
