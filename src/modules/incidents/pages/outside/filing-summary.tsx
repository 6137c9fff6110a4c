import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { Temporal } from '#platform/time/temporal.ts';
import type { SummaryRow } from '#platform/ui/lists.tsx';
import type { Ui } from '#platform/ui/page-context.ts';
import { type FilingStep, filerName } from '../../domain/filing.ts';
import { type FormCircumstances, keptAnswers, visibleQuestions } from '../../domain/questionnaire.ts';
import { answersOf, type FilingRow, type FilingTarget } from '../../queries/filing.query.ts';
import type { SectorName } from '../../queries/notify-draft.query.ts';
import { AnswerView } from '../report/answer-view.tsx';

interface Told {
  row: FilingRow;
  target: FilingTarget;
  sectors: readonly SectorName[];
  around: FormCircumstances;
}

/** Everything that was typed, in the order of the pages. @param change where a page can be changed; absent once it is sent */
export function filingRows({ row, target, sectors, around }: Told, ui: Ui, change?: (step: FilingStep) => string): SummaryRow[] {
  const { t, language, format } = ui;
  const { filer, facts } = row.content;
  const { definition } = target.form;
  const answers = answersOf(row.content);
  const link = (step: FilingStep) => (change ? { changeHref: change(step) } : {});
  const country = new Intl.DisplayNames(language, { type: 'region' }).of(filer.country) ?? filer.country;
  const questions = visibleQuestions(definition, answers, around);
  const kept = keptAnswers(definition, answers, around);
  return [
    { label: t('outside.mail.name'), value: filerName(filer), ...link('who') },
    { label: t('notify.contact.email'), value: filer.email, ...link('who') },
    { label: t('outside.who.phone'), value: filer.phone, ...link('who') },
    { label: t('outside.who.organisation'), value: `${filer.organisation}, ${country}`, ...link('who') },
    { label: t('outside.where.law'), value: wordsIn(target.offer.regulation.short, language), ...link('where') },
    {
      label: t('outside.where.sector'),
      value: sectors.length > 0 ? format.list(sectors.map(({ name }) => wordsIn(name, language))) : t('outside.where.sector.unknown'),
      ...link('where'),
    },
    { label: t('outside.where.authority'), value: wordsIn(target.offer.regulator.name, language), ...link('where') },
    ...target.offer.definition.facts.flatMap(({ fact }) => {
      const known = facts[fact];
      return known
        ? [{ label: t(`notify.fact.${fact}`), value: format.dateTime(Temporal.Instant.from(known.at), known.zone), ...link('what') }]
        : [];
    }),
    ...questions.map((question) => ({
      label: wordsIn(question.label, language),
      optional: !question.mandatory,
      value: kept.has(question.key) ? <AnswerView question={question} value={kept.get(question.key)} /> : undefined,
      ...link('what'),
    })),
  ];
}
