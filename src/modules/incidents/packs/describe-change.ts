import { isDeepStrictEqual } from 'node:util';
import type { FormDefinition, ProcedureDefinition } from '../domain/definition.ts';

/** What another version of a form changes, a line for each question: `question countries: changed`. */
export function describeFormChange(before: FormDefinition, after: FormDefinition): string[] {
  const questionsOf = (form: FormDefinition) => form.pages.flatMap(({ questions }) => questions);
  const pagesOf = (form: FormDefinition) =>
    form.pages.map(({ questions, ...page }) => ({ ...page, keys: questions.map(({ key }) => key) }));
  return [
    ...(isDeepStrictEqual(before.label, after.label) ? [] : ['label: changed']),
    ...compareKeyed('page', pagesOf(before), pagesOf(after)),
    ...compareKeyed('question', questionsOf(before), questionsOf(after)),
  ];
}

/** The same for a procedure: its stages, its impacts, and its other parts by name. */
export function describeProcedureChange(before: ProcedureDefinition, after: ProcedureDefinition): string[] {
  const { stages: oldStages, impacts: oldImpacts, ...oldRest } = before;
  const { stages: newStages, impacts: newImpacts, ...newRest } = after;
  const parts = (rest: object) => Object.entries(rest).map(([key, value]) => ({ key, value }));
  return [
    ...compareKeyed('part', parts(oldRest), parts(newRest)),
    ...compareKeyed('stage', oldStages, newStages),
    ...compareKeyed('impact', oldImpacts, newImpacts),
  ];
}

function compareKeyed(what: string, before: readonly { key: string }[], after: readonly { key: string }[]): string[] {
  const removed = before.filter(({ key }) => !after.some((entry) => entry.key === key)).map(({ key }) => `${what} ${key}: removed`);
  const others = after.flatMap((entry) => {
    const old = before.find(({ key }) => key === entry.key);
    if (!old) return [`${what} ${entry.key}: added`];
    return isDeepStrictEqual(old, entry) ? [] : [`${what} ${entry.key}: changed`];
  });
  return [...removed, ...others];
}
