/** The words around a deadline, in the language of the reader. */
import type { Translate } from '#platform/i18n/catalogue.ts';
import type { Format } from '#platform/i18n/format.ts';
import { type Language, translate } from '#platform/i18n/language.ts';
import { pointOfIso } from '#platform/time/iso-time.ts';
import type { PointInTime } from '#platform/time/temporal.ts';
import type { FormDefinition, ProcedureDefinition } from '../domain/definition.ts';
import type { DueExplanation } from '../domain/due-explanation.ts';
import { type DueWords, explainDue } from '../domain/explain.ts';
import { questionsOf } from '../domain/questionnaire.ts';

interface Reader {
  language: Language;
  format: Format;
  t: Translate;
}

/** @param form names the questions that a deadline may count from; a question of another form is named by its key */
export const dueWords = (
  { language, format, t }: Reader,
  procedure: Pick<ProcedureDefinition, 'stages'>,
  audience: DueWords['audience'],
  form?: FormDefinition,
): DueWords => ({
  audience,
  text: t,
  instant: (at, zone) => format.dateTime(pointOfIso(at), zone),
  stage: (key) => stageLabel(procedure, key, language),
  question(key) {
    const question = form && questionsOf(form).find((candidate) => candidate.key === key);
    return question ? translate(question.label, language) : key;
  },
});

/** The label of a stage in the reader's language; the key when the procedure knows no such stage. */
export function stageLabel(procedure: Pick<ProcedureDefinition, 'stages'>, key: string, language: Language): string {
  const stage = procedure.stages.find((candidate) => candidate.key === key);
  return stage ? translate(stage.label, language) : key;
}

/** "72 hours after you became aware of the incident: ..." */
export const dueText = (
  explanation: DueExplanation,
  procedure: Pick<ProcedureDefinition, 'stages'>,
  reader: Reader,
  audience: DueWords['audience'],
): string => explainDue(explanation, dueWords(reader, procedure, audience));

/** Where the delay of a deadline began, for the colour of its clock. */
export function dueStart(explanation: DueExplanation | null, otherwise: PointInTime): PointInTime {
  const at = explanation?.cap?.fromAt ?? explanation?.counted?.fromAt;
  return at ? pointOfIso(at) : otherwise;
}
