import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ProcedureDefinition } from './definition.ts';
import { type IncidentWorld, nextDueAt, type ReportWorld, stageStates } from './stage-states.ts';
import { at, aWorld, type WorldText } from './testing/deadline-world.ts';
import { dora, generic, nis2 } from './testing/procedures.ts';

interface ReportText extends Partial<Omit<ReportWorld, 'submissions'>> {
  sent?: string[];
}
function states(
  procedure: ProcedureDefinition,
  reports: Record<string, ReportText | ReportText[]>,
  world: WorldText = {},
  isClosed = false,
) {
  const rows = Object.entries(reports).flatMap(([stage, rest]) =>
    [rest]
      .flat()
      .map(({ sent = [], ...report }, index): ReportWorld => ({ stage, ordinal: index + 1, ...report, submissions: sent.map(at) })),
  );
  const { submissions: _, ...base } = aWorld(world);
  const incident: IncidentWorld = { ...base, reports: rows, isClosed };
  return stageStates(procedure, incident);
}
const access = (...args: Parameters<typeof states>) => Object.fromEntries(states(...args).map((state) => [state.stage, state.access]));
const fillable = { kind: 'fillable' };
const revisable = { kind: 'revisable' };
const day = (number: number) => `2026-03-0${number}T10:00:00Z`;
const facts = { aware: day(1), detected: day(1) };

// incidents.md check 12
describe('order of reports', () => {
  test('a report waits for those it requires', () => {
    expect(access(nis2, {})).toMatchObject({
      'early-warning': fillable,
      'final-report': { kind: 'waiting', for: ['incident-notification'] },
    });
    expect(access(nis2, { 'incident-notification': { sent: [day(2)] } })).toMatchObject({
      'final-report': fillable,
      'progress-report': fillable,
    });
  });

  test('revisable until a later required report is in, then only when the review asks for it', () => {
    const first = { 'early-warning': { sent: [day(2)] } };
    expect(access(nis2, first)).toMatchObject({ 'early-warning': revisable });
    const both = { ...first, 'incident-notification': { sent: [day(3)] } };
    expect(access(nis2, both)).toMatchObject({
      'early-warning': { kind: 'locked', because: 'laterSubmitted', by: 'incident-notification' },
      'incident-notification': revisable,
    });
    const failed = { ...both, 'early-warning': { sent: [day(2)], verdict: 'revision' as const } };
    expect(access(nis2, failed)).toMatchObject({ 'early-warning': revisable });
    expect(access(nis2, { ...both, 'early-warning': { sent: [day(2)], verdict: 'passed' as const } })).toMatchObject({
      'early-warning': { kind: 'locked' },
    });
  });

  test('a report on request does not lock earlier ones', () => {
    const reports = {
      'incident-notification': { sent: [day(2)] },
      'intermediate-report': { request: { requestedAt: at(day(2)) }, sent: [day(3)] },
    };
    expect(access(nis2, reports)).toMatchObject({ 'incident-notification': revisable, 'intermediate-report': revisable });
  });
});

describe('joint filing', () => {
  test('a report that covers another may be sent first, and locks the covered one', () => {
    expect(access(dora, {})).toMatchObject({ 'intermediate-report': fillable, 'final-report': fillable });
    const joint = states(
      dora,
      { 'intermediate-report': { sent: [day(2)] } },
      { facts: { aware: day(1), classified: day(1) }, now: day(9) },
    );
    expect(joint[0]).toMatchObject({
      access: { kind: 'locked', because: 'covered', by: 'intermediate-report' },
      isSubmitted: true,
      isOverdue: false,
    });
  });
});

describe('reports on request', () => {
  const request = (number: number) => ({ request: { requestedAt: at(day(number)) } });

  test('each request is a report of its own', () => {
    const reports = { 'incident-notification': { sent: [day(1)] }, 'intermediate-report': [{ ...request(2), sent: [day(3)] }, request(4)] };
    const found = states(nis2, reports, { now: day(8) }).filter(({ stage }) => stage === 'intermediate-report');
    expect(found).toMatchObject([
      { ordinal: 1, access: revisable, isOverdue: false },
      { ordinal: 2, access: fillable, isOverdue: true },
    ]);
  });

  test('without a request there is none', () => {
    expect(access(nis2, {})).toMatchObject({ 'intermediate-report': { kind: 'absent' } });
  });
});

describe('overdue and next deadline', () => {
  // incidents.md check 7
  test('overdue from the deadline on, until it is submitted', () => {
    const overdue = (now: string, reports = {}) =>
      states(generic, reports, { facts, now }).find(({ stage }) => stage === 'from-detection')?.isOverdue;
    expect(overdue('2026-03-02T09:59:59Z')).toBe(false);
    expect(overdue(day(2))).toBe(true);
    expect(overdue(day(2), { 'from-detection': { sent: ['2026-03-02T11:00:00Z'] } })).toBe(false);
  });

  test('the next deadline is the earliest one still open', () => {
    const next = (reports: Parameters<typeof states>[1], isClosed = false) =>
      nextDueAt(states(nis2, reports, { facts }, isClosed))?.toString();
    expect(next({})).toBe('2026-03-02T10:00:00Z');
    expect(next({ 'early-warning': { sent: [day(2)] } })).toBe('2026-03-04T10:00:00Z');
    expect(next({ 'early-warning': { isWaived: true } })).toBe('2026-03-04T10:00:00Z');
    expect(next({ 'incident-notification': { sent: [day(2)] } })).toBe('2026-04-02T09:00:00Z');
    expect(next({}, true)).toBeUndefined();
  });
});

// Directive (EU) 2022/2555, Art. 23(4)(e)
describe('a progress report that did not come', () => {
  const notified = { 'incident-notification': { sent: [day(2)] } };
  const monthLater = at('2026-04-02T09:00:00Z');
  const progress = (finalAt: string, now: string, resolved?: string) =>
    states(
      nis2,
      { ...notified, 'final-report': { sent: [finalAt] } },
      { facts: { aware: day(1), ...(resolved && { resolved }) }, now },
    ).find(({ stage }) => stage === 'progress-report');

  test('is missed once a later final report is in, and has no clock any more', () => {
    fc.assert(
      fc.property(fc.integer({ min: -60, max: 120 }), fc.integer({ min: 0, max: 400 }), (days, later) => {
        const finalAt = monthLater.add({ hours: days * 12 });
        const now = finalAt.add({ hours: later }).toString();
        const state = progress(finalAt.toString(), now);
        const inTime = days < 0;
        expect(state?.access).toEqual(inTime ? { kind: 'absent' } : { kind: 'locked', because: 'missed', by: 'final-report' });
        expect(state?.isOverdue).toBe(false);
        const all = states(nis2, { ...notified, 'final-report': { sent: [finalAt.toString()] } }, { facts: { aware: day(1) }, now });
        expect(nextDueAt(all)).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });

  test('was never due when the incident was over by then', () => {
    expect(progress('2026-04-20T10:00:00Z', '2026-04-21T10:00:00Z', '2026-03-20T10:00:00Z')?.access).toEqual({ kind: 'absent' });
  });
});

// incidents.md check 14
test('a closed incident takes nothing, reopening restores it', () => {
  const reports = { 'early-warning': { sent: [day(2)], verdict: 'revision' as const } };
  const closed = { kind: 'locked', because: 'closed' };
  expect(access(nis2, reports, {}, true)).toMatchObject({ 'early-warning': closed, 'incident-notification': closed });
  expect(access(nis2, reports, {}, false)).toMatchObject({ 'early-warning': revisable, 'incident-notification': fillable });
});
