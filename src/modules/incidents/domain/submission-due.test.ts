import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IncidentWorld } from './stage-states.ts';
import { coveredDeadlines, deadlineMet, worldOfSubmission } from './submission-due.ts';
import { at, aWorld, stageOf } from './testing/deadline-world.ts';
import { nis2 } from './testing/procedures.ts';

const aware = '2026-03-02T10:00:00Z';
const warning = { stage: 'early-warning', ordinal: 1, submissions: [] };
function incidentAt(now: string, sectors: string[], categories: string[] = []): IncidentWorld {
  const { submissions: _, ...world } = aWorld({ now, sectors, categories, facts: { aware } });
  return { ...world, reports: [warning], isClosed: false };
}
const trust = ['trust-service-provider'];
const sent = (hours: number) => at(aware).add({ hours }).toString();
const notification = stageOf(nis2, 'incident-notification');

describe('the deadline a submission meets is the one it tells itself', () => {
  const late = (hours: number, before: string[], said: string[]) => {
    const world = worldOfSubmission(incidentAt(sent(hours), before, trust), {
      facts: { aware: at(aware) },
      sectors: said,
      answers: new Map(),
    });
    return deadlineMet(nis2, notification, world).late;
  };

  test('a sector that the submission adds shortens it, one that it takes away lengthens it again', () => {
    expect(late(42, [], ['trust-services'])).toBe(true);
    expect(late(42, ['trust-services'], ['energy'])).toBe(false);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.boolean(), fc.boolean(), (hours, before, said) => {
        const limit = said ? 24 : 72;
        expect(late(hours, before ? ['trust-services'] : [], said ? ['trust-services'] : [])).toBe(hours >= limit);
      }),
    );
  });
});

describe('reports sent together', () => {
  test('each is measured by its own deadline', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400_000 }), (seconds) => {
        const now = at(aware).add({ seconds }).toString();
        const incident = incidentAt(now, []);
        const world = worldOfSubmission(incident, { facts: { aware: at(aware) }, sectors: [], answers: new Map() });
        const [covered] = coveredDeadlines(nis2, notification, world, incident.reports);
        expect(covered?.met.late).toBe(seconds >= 24 * 3600);
        expect(covered?.met.deadlineAt?.toString()).toBe(sent(24));
        expect(deadlineMet(nis2, notification, world).late).toBe(seconds >= 72 * 3600);
      }),
    );
  });

  test('a report that was sent already is not covered', () => {
    const incident = { ...incidentAt(sent(62), []), reports: [{ ...warning, submissions: [at(sent(3))] }] };
    const world = worldOfSubmission(incident, { facts: {}, sectors: [], answers: new Map() });
    expect(coveredDeadlines(nis2, notification, world, incident.reports)).toEqual([]);
  });
});
