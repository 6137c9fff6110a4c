import { type Condition, type Fact, facts } from '../domain/condition.ts';
import { anchorSchema, type DueRule, type Question, type Stage } from '../domain/definition.ts';
import { isReservedKey } from '../domain/reminder-keys.ts';
import { finding, type PackFinding, type Path } from './finding.ts';
import type { PackProcedure } from './pack-schema.ts';
import { stagesBehind } from './stage-order.ts';

type Place = {
  file: string;
  stage: Stage;
  stages: ReadonlyMap<string, Stage>;
  questions: ReadonlyMap<string, Question>;
  asked: ReadonlySet<Fact>;
};

export function checkDeadlines(
  { file, definition }: PackProcedure,
  stages: ReadonlyMap<string, Stage>,
  questions: ReadonlyMap<string, Question>,
  sectors: ReadonlySet<string>,
): PackFinding[] {
  const asked = new Set(definition.facts.map(({ fact }) => fact));
  return definition.stages.flatMap((stage, index) => {
    const place: Place = { file, stage, stages, questions, asked };
    const path = ['stages', index];
    const ongoing = stage.ongoingAt ? checkAnchor(place, [...path, 'ongoingAt', 'from'], stage.ongoingAt.from) : [];
    const rules = stage.due.flatMap((rule, at) => checkRule(place, [...path, 'due', at], rule, sectors, at === stage.due.length - 1));
    return [...ongoing, ...rules, ...checkReminders(file, path, stage)];
  });
}

function checkRule(place: Place, path: Path, rule: DueRule, sectors: ReadonlySet<string>, last: boolean): PackFinding[] {
  const findings = checkAnchor(place, [...path, 'from'], rule.from);
  if (rule.cap) findings.push(...checkAnchor(place, [...path, 'cap', 'from'], rule.cap.from));
  for (const [field, add] of Object.entries({ add: rule.add, cap: rule.cap?.add })) {
    if (add?.startsWith('-'))
      findings.push(finding('negative-delay', place.file, [...path, field], 'a deadline lies after what it counts from'));
  }
  if (rule.when) {
    findings.push(...checkConditionSectors(place.file, [...path, 'when'], rule.when, sectors));
    findings.push(...conditionParts(rule.when).flatMap((part) => checkWhen(place, [...path, 'when'], part)));
  }
  if (last && rule.when)
    findings.push(finding('no-last-rule', place.file, path, 'the last rule has no condition, or some incident has no deadline'));
  if (!last && !rule.when)
    findings.push(finding('unreachable-rule', place.file, path, 'the rules after one without condition never count'));
  return findings;
}

function checkWhen(place: Place, path: Path, part: Condition): PackFinding[] {
  if ('late' in part) return [finding('late-deadline', place.file, path, 'whether a report is late follows from its deadline')];
  if ('answer' in part) {
    const question = place.questions.get(part.answer);
    if (!question) return [finding('unknown-question', place.file, path, `no report of this procedure asks "${part.answer}"`)];
    const wanted = 'is' in part ? [part.is] : 'in' in part ? part.in : 'includes' in part ? [part.includes] : [];
    const strange = question.options ? wanted.filter((value) => !question.options?.some(({ key }) => key === value)) : [];
    return strange.map((value) => finding('unknown-option', place.file, path, `"${value}" is no option of "${part.answer}"`));
  }
  if ('stage' in part) return place.stages.has(part.stage) ? [] : [finding('unknown-stage', place.file, path, `no stage "${part.stage}"`)];
  if (!('fact' in part)) return [];
  const findings = checkAnchor(place, path, part.fact);
  if (!('notLaterThan' in part)) return findings;
  const { from } = part.notLaterThan;
  const readable = anchorSchema.safeParse(from).success;
  return [
    ...findings,
    ...(readable ? checkAnchor(place, path, from) : [finding('unknown-anchor', place.file, path, `"${from}" is no anchor`)]),
  ];
}

/** The event must be one that this procedure learns of before the deadline matters. */
function checkAnchor({ file, stage, stages, questions, asked }: Place, path: Path, from: string): PackFinding[] {
  const say = (code: string, message: string) => [finding(code, file, path, message)];
  const fact = facts.find((candidate) => candidate === from);
  if (fact) return asked.has(fact) ? [] : say('fact-not-asked', `the procedure does not ask for "${fact}"`);
  if (from === 'request') return stage.kind === 'onRequest' ? [] : say('request-anchor', 'only a stage on request counts from the request');
  const [kind, ...rest] = from.split(':');
  if (kind === 'submission') {
    const [key = ''] = rest;
    if (!stages.has(key)) return say('unknown-stage', `no stage "${key}"`);
    return stagesBehind(stage, stages).has(key) ? [] : say('anchor-not-required', `"${key}" is not required before "${stage.key}"`);
  }
  if (kind === 'answer') {
    const question = questions.get(rest.join(':'));
    if (!question) return say('unknown-question', `no report of this procedure asks "${rest.join(':')}"`);
    return question.type === 'date' || question.type === 'dateTime' ? [] : say('anchor-type', `"${question.key}" is no date`);
  }
  return [];
}

/** A reminder may be too early for the shortest of several rules (it is then skipped), not for all of them. */
function checkReminders(file: string, path: Path, { due, ongoingAt, reminders }: Stage): PackFinding[] {
  const delays = [...due, ...(ongoingAt ? [ongoingAt] : [])].map(({ add }) => hours(add, 28));
  const longest = Math.max(...delays);
  return reminders.flatMap(({ key, offset }, index) => {
    const inside = [...path, 'reminders', index];
    if (reminders.findIndex((other) => other.key === key) < index)
      return [finding('duplicate-reminder', file, inside, `"${key}" appears twice`)];
    if (isReservedKey(key)) return [finding('reserved-key', file, inside, `"${key}" is a key of the program's own notices`)];
    if (delays.length === 0) return [finding('reminder-without-deadline', file, inside, 'there is no deadline to remind of')];
    const tooEarly = -hours(offset, 31) >= longest;
    return tooEarly ? [finding('reminder-too-early', file, inside, `${offset} lies before the clock has started`)] : [];
  });
}

/** For comparing lengths only: a month is taken as `monthDays`. */
function hours(duration: string, monthDays: number): number {
  const sign = duration.startsWith('-') ? -1 : 1;
  const [, clock = '', amount = '0', unit = ''] = /P(T?)(\d+)([YMWDH])/.exec(duration) ?? [];
  const perUnit: Record<string, number> = clock ? { H: 1, M: 1 / 60 } : { Y: 365 * 24, M: monthDays * 24, W: 7 * 24, D: 24 };
  return sign * Number(amount) * (perUnit[unit] ?? 0);
}

function checkConditionSectors(file: string, path: Path, condition: Condition, sectors: ReadonlySet<string>): PackFinding[] {
  return conditionParts(condition)
    .flatMap((part) => ('sectors' in part ? part.sectors : []))
    .filter((slug) => !sectors.has(slug))
    .map((slug) => finding('unknown-sector', file, path, `no sector "${slug}"`));
}

/** The leaves of a condition. */
function conditionParts(condition: Condition): Condition[] {
  if ('all' in condition) return condition.all.flatMap(conditionParts);
  if ('any' in condition) return condition.any.flatMap(conditionParts);
  if ('not' in condition) return conditionParts(condition.not);
  return [condition];
}
