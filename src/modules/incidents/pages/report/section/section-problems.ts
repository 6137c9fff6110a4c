import type { FieldError } from '#platform/forms/form.ts';
import type { AnswerProblem } from '../../../domain/answers.ts';
import type { FactProblem } from '../../../domain/facts.ts';
import { contactProblems, factProblemsOf, type Material, missingPlaces, type Section, sectorsMissing } from '../sections.ts';
import { factField, type TypedSection } from './section.form.ts';

export interface SectionProblems {
  /** Problems of format, by field. */
  problems: ReadonlyMap<string, AnswerProblem>;
  factProblems: readonly FactProblem[];
  /** What else is wrong, by field name. */
  errors: Record<string, FieldError>;
  hasAny: boolean;
}

export interface Intent {
  /** Whether the person means to be done with the section, so that what is missing counts too. */
  isComplete: boolean;
  /** Whether they confirmed that the notification came before the detection. */
  isLateDetectionConfirmed: boolean;
}

export function sectionProblems(
  material: Material & { section: Section },
  typed: TypedSection,
  { isComplete, isLateDetectionConfirmed }: Intent,
): SectionProblems {
  const { section, draft, parts } = material;
  const errors: Record<string, FieldError> = {};
  let factProblems: FactProblem[] = [];
  if (isComplete && section.page)
    for (const { address, key, item } of missingPlaces(draft))
      if (address === section.address && !typed.problems.has(key))
        errors[key] = { messageKey: item ? 'report.answer.rowMissing' : 'report.answer.missing' };
  if (isComplete && section.kind === 'dates')
    factProblems = factProblemsOf(material, isLateDetectionConfirmed).filter(({ fact }) => !typed.problems.has(factField(fact)));
  if (isComplete && section.kind === 'contacts') {
    for (const field of contactProblems(parts.contacts)) errors[field] = { messageKey: `report.contact.${field.split('.')[1]}.wrong` };
    if (sectorsMissing(parts)) errors.sectors = { messageKey: 'report.sectors.missing' };
  }
  return {
    problems: typed.problems,
    factProblems,
    errors,
    hasAny: typed.problems.size > 0 || factProblems.length > 0 || Object.keys(errors).length > 0,
  };
}
