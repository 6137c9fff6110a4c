/** Everything that keeps a draft from being sent, each with the page where it is put right. */

import { wordsIn } from '#platform/i18n/foreign-text.ts';
import type { Ui } from '#platform/ui/page-context.ts';
import { checkAnswer } from '../../domain/answers.ts';
import { answerProblemText, factProblemText } from '../../domain/problem-texts.ts';
import { keptAnswers, questionsOf } from '../../domain/questionnaire.ts';
import { incidentPaths } from '../../paths.ts';
import { contactProblems, factProblemsOf, type Material, missingPlaces, sectionOfQuestion, sectorsMissing } from './sections.ts';

export interface OpenPoint {
  text: string;
  href: string;
}

export function openPoints(material: Material, ui: Ui): OpenPoint[] {
  const { draft, parts, report } = material;
  const { t, language } = ui;
  const link = (section: string, hash?: string) =>
    incidentPaths.reportSection.link({ params: { reportId: report.row.id, section }, ...(hash && { hash: `f-${hash}` }) });
  const form = draft.form.definition;
  const label = (key: string) => {
    const question = questionsOf(form).find((candidate) => candidate.key === key);
    return question ? wordsIn(question.label, language) : key;
  };
  const missing = new Map(missingPlaces(draft).map(({ key, address }) => [key, address]));
  const kept = keptAnswers(form, draft.kept, draft);
  return [
    ...factProblemsOf(material).map((problem) => {
      const { messageKey, values } = factProblemText(problem, (fact) => t(`report.fact.${fact}`));
      return { text: t(messageKey, values), href: link('dates', `fact.${problem.fact}`) };
    }),
    ...[...missing].map(([key, address]) => ({ text: t('report.open.missing', { question: label(key) }), href: link(address, key) })),
    ...questionsOf(form).flatMap((question) => {
      const value = kept.get(question.key);
      const check =
        value === undefined ? undefined : checkAnswer(question, value, { now: { at: material.now, zone: report.incident.zone } });
      if (!check || check.ok) return [];
      const { messageKey, values } = answerProblemText(check.problem);
      const text = t('report.open.wrong', { question: label(question.key), problem: t(messageKey, values) });
      return [{ text, href: link(sectionOfQuestion(draft, question.key) ?? '', question.key) }];
    }),
    ...(contactProblems(parts.contacts).length > 0 ? [{ text: t('report.contacts.missing'), href: link('contacts') }] : []),
    ...(sectorsMissing(parts) ? [{ text: t('report.sectors.missing'), href: link('contacts', 'sectors') }] : []),
  ];
}
