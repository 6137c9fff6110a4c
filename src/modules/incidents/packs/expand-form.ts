import type { FormDefinition, Question, QuestionOption } from '../domain/definition.ts';
import { finding, type PackFinding, type Path } from './finding.ts';
import type { FormFile, PackQuestion, PlacedQuestion } from './pack-schema.ts';

export type Catalogue = ReadonlyMap<string, PackQuestion>;

/** Fills each placed question with type and texts from the catalogue: the complete definition that is published. */
export function expandForm(file: string, form: FormFile, catalogue: Catalogue): { definition: FormDefinition; findings: PackFinding[] } {
  const findings: PackFinding[] = [];
  const pages = form.pages.map(({ questions, ...page }, pageIndex) => ({
    ...page,
    questions: questions.flatMap((placed, index) => {
      const path = ['pages', pageIndex, 'questions', index];
      const source = catalogue.get(placed.key);
      if (!source) {
        findings.push(finding('unknown-question', file, path, `no question "${placed.key}" in the catalogue`));
        return [];
      }
      const expanded = expandQuestion(file, path, placed, source);
      findings.push(...expanded.findings);
      return [expanded.question];
    }),
  }));
  return { definition: { label: form.label, pages }, findings };
}

function expandQuestion(
  file: string,
  path: Path,
  placed: PlacedQuestion,
  source: PackQuestion,
): { question: Question; findings: PackFinding[] } {
  const { options, findings } = chooseOptions(file, path, placed, source);
  const hint = placed.hint ?? source.hint;
  const max = placed.max ?? source.max;
  const question: Question = {
    key: placed.key,
    type: source.type,
    label: placed.label ?? source.label,
    mandatory: placed.mandatory,
    ...(hint && { hint }),
    ...(placed.visibleWhen && { visibleWhen: placed.visibleWhen }),
    ...(placed.requiredWhen && { requiredWhen: placed.requiredWhen }),
    ...(options && { options }),
    ...(max !== undefined && { max }),
    ...(placed.notFuture && { notFuture: placed.notFuture }),
    ...(source.items && { items: source.items }),
  };
  return { question, findings };
}

type Chosen = { options: QuestionOption[] | undefined; findings: PackFinding[] };

function chooseOptions(file: string, path: Path, placed: PlacedQuestion, source: PackQuestion): Chosen {
  if (!placed.options) return { options: source.options, findings: [] };
  const findings: PackFinding[] = [];
  const options = placed.options.flatMap((key, index) => {
    const option = source.options?.find((candidate) => candidate.key === key);
    if (!option) findings.push(finding('unknown-option', file, [...path, 'options', index], `"${key}" is no option of "${placed.key}"`));
    return option ? [option] : [];
  });
  return { options, findings };
}
