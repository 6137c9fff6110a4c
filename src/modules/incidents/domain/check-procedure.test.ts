import { describe, expect, test } from 'vitest';
import { checkProcedure } from './check-procedure.ts';
import { type ProcedureDefinition, type Stage, stageSchema } from './definition.ts';
import { cer, craIncident, craVulnerability, dora, gdpr, generic, nis2 } from './testing/procedures.ts';

const stage = (key: string, rest: Partial<Stage> = {}): Stage => ({
  ...stageSchema.parse({ key, label: { en: key }, kind: 'required', formKey: 'f', article: 'A' }),
  ...rest,
});
const rule = (from: Stage['due'][number]['from'], add = 'PT1H') => ({ from, add, calendar: 'continuous' as const, article: 'A' });
const problems = (...stages: Stage[]) => checkProcedure({ ...generic, stages });

test.each<ProcedureDefinition>([nis2, dora, craVulnerability, craIncident, cer, gdpr, generic])('$short is in order', (procedure) => {
  expect(checkProcedure(procedure)).toEqual([]);
});

describe('refused with its reason', () => {
  test('a stage twice, or one that does not exist, wherever it is named', () => {
    expect(problems(stage('a'), stage('a'))).toEqual([{ stage: 'a', code: 'duplicateStage' }]);
    for (const rest of [
      { requires: ['x'] },
      { covers: ['x'] },
      { due: [rule('submission:x:latest')] },
      { due: [{ ...rule('aware'), when: { not: { stage: 'x', submitted: true } } }] },
      { due: [{ ...rule('aware'), cap: { from: 'submission:x', add: 'P1D' } }] },
    ]) {
      expect(problems(stage('a', rest))).toEqual([{ stage: 'a', code: 'unknownStage', on: 'x' }]);
    }
  });

  test('stages that wait for each other, unless one brings the other along', () => {
    expect(problems(stage('a', { requires: ['b'] }), stage('b', { requires: ['a'] }))).toMatchObject([
      { code: 'waitsForItself' },
      { code: 'waitsForItself' },
    ]);
    expect(problems(stage('a', { requires: ['b'], covers: ['b'] }), stage('b', { requires: ['a'] }))).toEqual([]);
    expect(problems(stage('a', { requires: ['a'] }))).toEqual([{ stage: 'a', code: 'waitsForItself' }]);
  });

  test('deadlines that nobody could keep, and rules that never count', () => {
    expect(problems(stage('a', { due: [rule('aware', 'PT0H')] }))).toEqual([{ stage: 'a', code: 'delayNotPositive', rule: 0 }]);
    expect(problems(stage('a', { due: [rule('aware', '-PT1H')] }))).toEqual([{ stage: 'a', code: 'delayNotPositive', rule: 0 }]);
    expect(problems(stage('a', { due: [rule('aware'), rule('detected')] }))).toEqual([{ stage: 'a', code: 'ruleNeverCounts', rule: 1 }]);
    expect(problems(stage('a', { due: [rule('request')] }))).toEqual([{ stage: 'a', code: 'requestNotPossible', rule: 0 }]);
  });

  test('a report while ongoing needs its instant, others have none', () => {
    expect(problems(stage('a', { kind: 'whileOngoing' }))).toEqual([{ stage: 'a', code: 'ongoingAtMissing' }]);
    expect(problems(stage('a', { ongoingAt: { from: 'aware', add: 'P1M' } }))).toEqual([{ stage: 'a', code: 'ongoingAtNotAllowed' }]);
  });
});
