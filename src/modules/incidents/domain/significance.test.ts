import { describe, expect, test } from 'vitest';
import { afterSubmission, applicableImpacts, computeSignificance, overrideSignificance, releaseSignificance } from './significance.ts';
import { at } from './testing/deadline-world.ts';
import { nis2 } from './testing/procedures.ts';

const asks = { impacts: true };
const submission = (ticked: string[], applicable = ['deaths', 'users'], stage = asks) => ({ stage, applicable, ticked });

// incidents.md check 21
describe('computed from impacts', () => {
  test('one ticked impact makes it significant, none in the next version takes it back', () => {
    expect(computeSignificance([])).toBeNull();
    expect(computeSignificance([submission(['users'])])).toBe(true);
    expect(computeSignificance([submission(['users']), submission([])])).toBe(false);
  });

  test('a report without impacts, or without applicable ones, leaves it unchanged', () => {
    expect(computeSignificance([submission(['users']), submission([], [], asks), submission([], ['users'], { impacts: false })])).toBe(
      true,
    );
    expect(computeSignificance([submission(['forged'], ['users'])])).toBe(false);
  });

  test('impacts apply by affected sector, a parent standing for its children', () => {
    const impact = (key: string, sectors: string[]) => ({ key, sectors, label: { en: key } });
    const procedure = { ...nis2, impacts: [impact('all', []), impact('energy', ['energy']), impact('rail', ['rail'])] };
    expect(applicableImpacts(procedure, ['electricity', 'energy']).map(({ key }) => key)).toEqual(['all', 'energy']);
  });
});

describe('overridden by the regulator', () => {
  const override = overrideSignificance(true, 'someone', at('2026-03-02T10:00:00Z'));

  test('stays through later submissions, with a notice when they say otherwise', () => {
    expect(afterSubmission(override, false)).toEqual({ significance: override, differs: true });
    expect(afterSubmission(override, true)).toEqual({ significance: override, differs: false });
    expect(afterSubmission(override, null)).toEqual({ significance: override, differs: false });
  });

  test('until it is released', () => {
    expect(releaseSignificance(false)).toEqual({ source: 'computed', significant: false });
    expect(afterSubmission(releaseSignificance(null), true)).toEqual({
      significance: { source: 'computed', significant: true },
      differs: false,
    });
  });
});
