import { translate } from '#platform/i18n/language.ts';
import type { ProcedureDefinition } from '../domain/definition.ts';
import type { CoveredReport } from '../queries/covered-reports.query.ts';
import type { AnswerWords } from './answer-text.ts';

/** "Early warning with this report: late by 38 h". */
export function coveredText(
  { stage, late, at, deadlineAt }: CoveredReport,
  { stages }: ProcedureDefinition,
  { t, format, language }: AnswerWords,
): string {
  const label = stages.find(({ key }) => key === stage)?.label;
  const name = label ? translate(label, language) : stage;
  if (!late || !deadlineAt) return t('incidents.covered.onTime', { stage: name });
  return t('incidents.covered.late', { stage: name, time: format.duration(at.epochMilliseconds - deadlineAt.epochMilliseconds) });
}
