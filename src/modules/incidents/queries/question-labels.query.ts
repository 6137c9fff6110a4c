import type { Reader } from '#platform/db/database.ts';
import type { Translated } from '#platform/i18n/language.ts';
import type { ProcedureDefinition } from '../domain/definition.ts';
import { questionsOf } from '../domain/questionnaire.ts';
import { newestFormVersion } from './form-versions.query.ts';

/** Labels of the questions that a deadline of the procedure is counted from. Most procedures have none. */
export async function anchorQuestionLabels(
  reader: Reader,
  regulatorId: string,
  { stages }: ProcedureDefinition,
): Promise<Record<string, Translated>> {
  const anchors = stages.flatMap(({ due, ongoingAt }) => [...due.flatMap(({ from, cap }) => [from, cap?.from]), ongoingAt?.from]);
  const keys = anchors.flatMap((anchor) => (anchor?.startsWith('answer:') ? anchor.slice('answer:'.length) : []));
  const labels: Record<string, Translated> = {};
  if (keys.length === 0) return labels;
  for (const { formKey } of stages) {
    const { definition } = await newestFormVersion(reader, regulatorId, formKey);
    for (const { key, label } of questionsOf(definition)) if (keys.includes(key)) labels[key] ??= label;
  }
  return labels;
}
