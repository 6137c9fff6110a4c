import { finding, type PackFinding } from './finding.ts';
import { allQuestions, catalogueKeys, type Pack, type PackQuestion } from './pack-schema.ts';

/** The pack's own catalogue, beside those of the packs it uses. Items of groups are keys of the catalogue like any other. */
export function checkQuestions(pack: Pack): PackFinding[] {
  const known = new Set(catalogueKeys(allQuestions({ ...pack, questions: [] })).map(({ key }) => key));
  return pack.questions.flatMap((question, index) => {
    const entries: Entry[] = [question, ...(question.items ?? [])];
    return entries.flatMap((entry) => {
      const problems = [...problemsOf(entry), ...groupProblems(question, entry)];
      if (known.has(entry.key)) problems.push(['duplicate-question', 'is in the catalogue already']);
      known.add(entry.key);
      return problems.map(([code, message]) => finding(code, pack.files.questions, [index], `"${entry.key}" ${message}`));
    });
  });
}

type Entry = Pick<PackQuestion, 'key' | 'type' | 'options'>;
type Problem = [code: string, message: string];

function problemsOf({ key, type, options }: Entry): Problem[] {
  const problems: Problem[] = [];
  const isChoice = type === 'single' || type === 'multi';
  const optionKeys = (options ?? []).map((option) => option.key);
  const twice = optionKeys.find((option, index) => optionKeys.indexOf(option) < index);
  if (key.startsWith('r:')) problems.push(['reserved-key', 'begins with "r:", as only keys of regulators do']);
  if (isChoice && !options) problems.push(['options-missing', 'is a choice without options']);
  if (!isChoice && options) problems.push(['options-unexpected', 'is no choice and has options']);
  if (twice !== undefined) problems.push(['duplicate-option', `has the option "${twice}" twice`]);
  return problems;
}

function groupProblems(question: PackQuestion, entry: Entry): Problem[] {
  if (entry !== question || (question.type === 'group') === (question.items !== undefined)) return [];
  return question.items ? [['items-unexpected', 'is no group and has questions']] : [['items-missing', 'is a group without questions']];
}
