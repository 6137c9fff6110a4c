import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at } from './domain/testing/deadline-world.ts';
import { incidentMoves, incidentStatuses, incidentTransitions, reportStatus, verdicts } from './workflow.ts';

const dueAt = at('2026-03-03T10:00:00Z');
const before = at('2026-03-03T09:59:59Z');

describe('incidents', () => {
  const moves = (...args: Parameters<typeof incidentMoves>) => incidentMoves(...args).map(({ move }) => move);

  test('the supervising side closes and reopens, the reporting side only withdraws what it never submitted', () => {
    expect(moves('supervising', { status: 'ongoing', hasSubmission: true })).toEqual(['close']);
    expect(moves('supervising', { status: 'closed', outcome: 'handled', hasSubmission: true })).toEqual(['reopen']);
    expect(moves('supervising', { status: 'closed', outcome: 'withdrawn', hasSubmission: false })).toEqual([]);
    expect(moves('reporting', { status: 'ongoing', hasSubmission: false })).toEqual(['withdraw']);
    expect(moves('reporting', { status: 'ongoing', hasSubmission: true })).toEqual([]);
    expect(moves('reporting', { status: 'closed', outcome: 'handled', hasSubmission: true })).toEqual([]);
  });

  test('every way to close asks for an outcome, no other move does', () => {
    for (const { to, outcomes } of incidentTransitions) expect(outcomes.length > 0).toBe(to === 'closed');
    expect(new Set(incidentTransitions.map(({ from }) => from))).toEqual(new Set(incidentStatuses));
  });
});

// incidents.md 2.2, checks 7 and 11
describe('reports', () => {
  const status = (report: Partial<Parameters<typeof reportStatus>[0]>, now = before) =>
    reportStatus({ isSubmitted: true, isLate: false, ...report }, now);

  test('unsubmitted until the deadline, overdue from it on', () => {
    expect(status({ isSubmitted: false, dueAt })).toBe('unsubmitted');
    expect(status({ isSubmitted: false, dueAt }, dueAt)).toBe('overdue');
    expect(status({ isSubmitted: false }, dueAt)).toBe('unsubmitted');
  });

  test('submitted: under review or late, then the verdict, whatever the time', () => {
    expect(status({})).toBe('underReview');
    expect(status({ isLate: true })).toBe('late');
    fc.assert(
      fc.property(fc.boolean(), fc.constantFrom(...verdicts), fc.integer({ min: 0, max: 2_000_000_000 }), (isLate, verdict, seconds) => {
        const now = at('1970-01-01T00:00:00Z').add({ seconds });
        expect(status({ isLate, verdict, dueAt }, now)).toBe(verdict === 'passed' ? 'passed' : 'revisionRequired');
      }),
    );
  });
});
