import { checkForm, type FormProblem, type QuestionCatalogue } from '../domain/check-form.ts';
import { finding, type PackFinding, type Path } from './finding.ts';
import { allQuestions, catalogueKeys, type Pack, type PackForm } from './pack-schema.ts';

export function checkForms(pack: Pack): PackFinding[] {
  const catalogue: QuestionCatalogue = new Map(
    catalogueKeys(allQuestions(pack)).map(({ key, type, optionKeys }) => [key, { type, options: optionKeys }]),
  );
  return pack.forms.flatMap((form) => [
    ...checkOwnKey(pack.manifest.id, form),
    ...checkForm(form.definition, catalogue).map((problem) =>
      finding(codeOf(problem), form.file, placeOf(form, problem.key), sentence(problem)),
    ),
  ]);
}

/** Forms and procedures of all packs live side by side, so a key says whose it is. */
export function checkOwnKey(packId: string, { key, file }: { key: string; file: string }): PackFinding[] {
  return key.startsWith(`${packId}-`) ? [] : [finding('foreign-key', file, ['key'], `the key does not start with "${packId}-"`)];
}

/** `dependsOnLater` is told as `depends-on-later`, like the codes of all other findings. */
const codeOf = ({ code }: FormProblem): string => code.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function placeOf({ definition }: PackForm, key: string): Path {
  for (const [page, { questions }] of definition.pages.entries()) {
    const index = questions.findLastIndex((question) => question.key === key || question.items?.some((item) => item.key === key));
    if (index >= 0) return ['pages', page, 'questions', index];
  }
  return ['pages'];
}

function sentence(problem: FormProblem): string {
  const { key } = problem;
  switch (problem.code) {
    case 'duplicatePage':
      return `the page "${key}" appears twice`;
    case 'duplicateKey':
      return `"${key}" is asked twice`;
    case 'dependsOnItself':
      return `the condition of "${key}" looks at "${key}" itself`;
    case 'cycle':
      return `conditions go round in a circle: ${problem.path.join(', ')}`;
    case 'dependsOnLater':
      return `the condition of "${key}" looks at "${problem.on}", which comes later`;
    case 'dependsOnUnknown':
      return `the condition of "${key}" looks at "${problem.on}", which this form does not ask`;
    case 'optionNotOffered':
      return `the condition of "${key}" waits for "${problem.option}", which "${problem.on}" does not offer`;
    case 'comparisonDoesNotFit':
      return `the condition of "${key}" compares "${problem.on}" in a way that does not fit ${problem.type}`;
    case 'notADate':
      return `"${key}" is ${problem.type}, which is no moment that could lie in the future`;
    case 'notOverAnswers':
      return `the condition of "${key}" looks at something else than answers`;
    default:
      return `"${key}" does not agree with the catalogue`;
  }
}
