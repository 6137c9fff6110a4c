import type { Question, Stage } from '../domain/definition.ts';
import { checkDeadlines } from './check-deadlines.ts';
import { checkOwnKey } from './check-forms.ts';
import { checkMails } from './check-mails.ts';
import { finding, type PackFinding, type Path } from './finding.ts';
import { allSectors, type Pack, type PackProcedure } from './pack-schema.ts';
import { stagesBehind } from './stage-order.ts';

export function checkProcedure(procedure: PackProcedure, pack: Pack): PackFinding[] {
  const { definition, file } = procedure;
  const stages = new Map(definition.stages.map((stage) => [stage.key, stage]));
  const questions = new Map(questionsOf(procedure, pack).map((question) => [question.key, question]));
  return [
    ...checkOwnKey(pack.manifest.id, procedure),
    ...checkProcedureSectors(procedure, pack),
    ...checkKeys(procedure),
    ...checkFirstStage(procedure),
    ...definition.stages.flatMap((stage, index) => checkStage(file, ['stages', index], stage, stages, pack)),
    ...checkCycles(file, definition.stages, stages),
    ...checkDeadlines(procedure, stages, questions, new Set(allSectors(pack).map(({ slug }) => slug))),
    ...checkCrossBorder(procedure, questions),
    ...checkMails(procedure),
  ];
}

/** The questions of all reports of the procedure, in the order of its stages. */
function questionsOf({ definition }: PackProcedure, pack: Pack): Question[] {
  return definition.stages.flatMap(({ formKey }) => {
    const form = pack.forms.find(({ key }) => key === formKey);
    return form ? form.definition.pages.flatMap(({ questions }) => questions) : [];
  });
}

function checkProcedureSectors({ file, definition }: PackProcedure, pack: Pack): PackFinding[] {
  const sectors = allSectors(pack);
  const known = new Set(sectors.map(({ slug }) => slug));
  const parents = new Set(sectors.map(({ parent }) => parent));
  const findings = definition.sectors.flatMap((slug, index) => {
    const path = ['sectors', index];
    if (!known.has(slug)) return [finding('unknown-sector', file, path, `no sector "${slug}"`)];
    return parents.has(slug) ? [finding('sector-with-children', file, path, `"${slug}" has subsectors: name those`)] : [];
  });
  const covered = new Set(definition.sectors.flatMap((slug) => [slug, sectors.find((sector) => sector.slug === slug)?.parent]));
  definition.impacts.forEach((impact, index) => {
    for (const slug of impact.sectors) {
      const path = ['impacts', index, 'sectors'];
      if (!known.has(slug)) findings.push(finding('unknown-sector', file, path, `no sector "${slug}"`));
      else if (covered.size > 0 && !covered.has(slug))
        findings.push(finding('impact-sector', file, path, `"${slug}" is not a sector of this procedure`));
    }
  });
  return findings;
}

function checkKeys({ file, definition }: PackProcedure): PackFinding[] {
  const twice = (code: string, name: string, keys: string[]) =>
    keys.flatMap((key, index) => (keys.indexOf(key) < index ? [finding(code, file, [name, index], `"${key}" appears twice`)] : []));
  const asksImpacts = definition.stages.some(({ impacts }) => impacts);
  const unused = asksImpacts === definition.impacts.length > 0;
  return [
    ...twice(
      'duplicate-stage',
      'stages',
      definition.stages.map(({ key }) => key),
    ),
    ...twice(
      'duplicate-form-use',
      'stages',
      definition.stages.map(({ formKey }) => formKey),
    ),
    ...twice(
      'duplicate-impact',
      'impacts',
      definition.impacts.map(({ key }) => key),
    ),
    ...twice(
      'duplicate-fact',
      'facts',
      definition.facts.map(({ fact }) => fact),
    ),
    ...(unused ? [] : [finding('impacts-unused', file, ['impacts'], 'impacts and a stage that asks for them belong together')]),
  ];
}

/** Someone who has just become aware must be able to send the first report, and to see by when. */
function checkFirstStage({ file, definition }: PackProcedure): PackFinding[] {
  const [first] = definition.stages;
  if (!first) return [];
  const path = ['stages', 0];
  if (first.kind !== 'required' || first.requires.length > 0)
    return [finding('first-stage', file, path, 'the first stage waits for another or for a request')];
  const from = first.due.at(-1)?.from;
  const known = from === undefined || from === 'notified' || definition.facts.some(({ fact, mandatory }) => fact === from && mandatory);
  return known ? [] : [finding('first-stage', file, [...path, 'due'], `its deadline counts from "${from}", which nobody must give`)];
}

function checkStage(file: string, path: Path, stage: Stage, stages: ReadonlyMap<string, Stage>, pack: Pack): PackFinding[] {
  const findings: PackFinding[] = [];
  const say = (code: string, field: string, message: string) => findings.push(finding(code, file, [...path, field], message));
  for (const field of ['requires', 'covers'] as const) {
    for (const key of stage[field]) {
      if (!stages.has(key)) say('unknown-stage', field, `no stage "${key}"`);
      if (key === stage.key) say('stage-cycle', field, 'a stage cannot name itself');
    }
  }
  for (const key of stage.requires) {
    if (stages.get(key)?.kind === 'onRequest' || stages.get(key)?.kind === 'whileOngoing') {
      say('requires-optional', 'requires', `"${key}" may never exist, so this stage could never be sent`);
    }
  }
  if (stage.insteadOf !== undefined && !stages.has(stage.insteadOf)) say('unknown-stage', 'insteadOf', `no stage "${stage.insteadOf}"`);
  if (stage.insteadOf === stage.key) say('stage-cycle', 'insteadOf', 'a stage cannot name itself');
  if ((stage.kind === 'whileOngoing') !== (stage.ongoingAt !== undefined))
    say('ongoing', 'ongoingAt', 'exactly the stages of kind whileOngoing have it');
  if (stage.insteadOf !== undefined && stage.kind !== 'whileOngoing') say('ongoing', 'insteadOf', 'only for stages of kind whileOngoing');
  if ((stage.voluntary || stage.requestedUnder) && stage.kind !== 'onRequest')
    say('voluntary', stage.voluntary ? 'voluntary' : 'requestedUnder', 'only for stages of kind onRequest');
  if (!pack.forms.some(({ key }) => key === stage.formKey)) say('unknown-form', 'formKey', `no form "${stage.formKey}" in this pack`);
  return findings;
}

function checkCycles(file: string, list: Stage[], stages: ReadonlyMap<string, Stage>): PackFinding[] {
  return (['requires', 'covers'] as const).flatMap((field) =>
    list.flatMap((stage, index) =>
      !stage[field].includes(stage.key) && stagesBehind(stage, stages, field).has(stage.key)
        ? [finding('stage-cycle', file, ['stages', index, field], `"${stage.key}" leads back to itself`)]
        : [],
    ),
  );
}

function checkCrossBorder({ file, definition }: PackProcedure, questions: ReadonlyMap<string, Question>): PackFinding[] {
  if (!definition.crossBorder) return [];
  const { question, option } = definition.crossBorder;
  const options = questions.get(question)?.options;
  if (!options) return [finding('cross-border', file, ['crossBorder', 'question'], `no report asks a choice "${question}"`)];
  if (options.some(({ key }) => key === option)) return [];
  return [finding('cross-border', file, ['crossBorder', 'option'], `"${option}" is no option of "${question}"`)];
}
