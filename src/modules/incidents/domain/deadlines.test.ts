import { describe, expect, test } from 'vitest';
import { computeDue, isLate } from './deadlines.ts';
import { at, aWorld, dueOf, dueText, type WorldText } from './testing/deadline-world.ts';
import { cer, craIncident, craVulnerability, dora, gdpr, generic, nis2 } from './testing/procedures.ts';

// decisions.md D3, first example
describe('DORA initial notification', () => {
  const due = (facts: WorldText['facts'], rest: WorldText = {}) =>
    dueText(dora, 'initial-notification', { facts: facts ?? {}, categories: ['credit-institution'], ...rest });

  test('four hours after classification', () => {
    expect(due({ aware: '2026-03-02T08:00:00Z', classified: '2026-03-02T12:00:00Z' })).toBe('2026-03-02T16:00:00Z');
  });

  test('capped 24 hours after awareness', () => {
    const facts = { aware: '2026-03-02T08:00:00Z', classified: '2026-03-03T06:30:00Z' };
    expect(due(facts)).toBe('2026-03-03T08:00:00Z');
    expect(dueOf(dora, 'initial-notification', { facts })).toMatchObject({
      explanation: { rule: 1, cap: { from: 'aware', fromAt: '2026-03-02T08:00:00Z', add: 'PT24H' }, shift: null },
    });
  });

  test('classified exactly 24 hours after awareness is still the first rule; a second later the cap is gone', () => {
    expect(due({ aware: '2026-03-02T08:00:00Z', classified: '2026-03-03T08:00:00Z' })).toBe('2026-03-03T08:00:00Z');
    expect(due({ aware: '2026-03-02T08:00:00Z', classified: '2026-03-03T08:00:01Z' })).toBe('2026-03-03T12:00:01Z');
  });

  test('not classified yet: waiting', () => {
    expect(due({ aware: '2026-03-02T08:00:00Z' })).toBe('waiting for classified');
  });

  // Delegated Regulation (EU) 2025/301, Art. 5(4)
  test('on a weekend or holiday: noon of the next working day, except for those taken out of the rule', () => {
    const saturday = { aware: '2026-04-04T06:00:00Z', classified: '2026-04-04T08:00:00Z' };
    const workingDays = { calendar: 'be', holidays: new Set(['2026-04-06']) };
    expect(due(saturday, { categories: [] })).toBe('2026-04-06T10:00:00Z');
    expect(due(saturday, { categories: [], workingDays })).toBe('2026-04-07T10:00:00Z');
    expect(due(saturday, { workingDays })).toBe('2026-04-04T12:00:00Z');
    expect(dueOf(dora, 'initial-notification', { facts: saturday, workingDays })).toMatchObject({
      explanation: { shift: { calendar: 'be', from: '2026-04-04T12:00:00Z' } },
    });
  });

  test('intermediate from the first initial notification, final from the newest intermediate report', () => {
    const submissions = {
      'initial-notification': ['2026-03-02T16:00:00Z', '2026-03-04T09:00:00Z'],
      'intermediate-report': ['2026-03-05T10:00:00Z', '2026-03-09T10:00:00Z'],
    };
    expect(dueText(dora, 'intermediate-report', { submissions })).toBe('2026-03-05T16:00:00Z');
    // One month later, in summer time now, at the same local time: 11:00.
    expect(dueText(dora, 'final-report', { submissions })).toBe('2026-04-09T09:00:00Z');
  });
});

describe('NIS2', () => {
  const aware = { aware: '2026-01-10T09:00:00Z' };
  const submissions = { 'incident-notification': ['2026-01-31T10:00:00Z', '2026-02-10T10:00:00Z'] };
  const month = '2026-02-28T10:00:00Z';
  const pair = (now: string, resolved?: string, more: Record<string, string[]> = {}) => {
    const world = { facts: { ...aware, ...(resolved ? { resolved } : {}) }, submissions: { ...submissions, ...more }, now };
    return [dueText(nis2, 'progress-report', world), dueText(nis2, 'final-report', world)];
  };

  test('early warning and notification', () => {
    expect(dueText(nis2, 'early-warning', { facts: aware })).toBe('2026-01-11T09:00:00Z');
    expect(dueText(nis2, 'incident-notification', { facts: aware })).toBe('2026-01-13T09:00:00Z');
  });

  test('24 hours for a trust service provider whose trust service is hit', () => {
    const provider = { facts: aware, categories: ['trust-service-provider'] };
    expect(dueText(nis2, 'incident-notification', { ...provider, sectors: ['trust-services', 'digital-infrastructure'] })).toBe(
      '2026-01-11T09:00:00Z',
    );
    expect(dueText(nis2, 'incident-notification', { ...provider, sectors: ['dns'] })).toBe('2026-01-13T09:00:00Z');
  });

  test('until the month instant both reports are one line, counted from the first notification', () => {
    expect(pair('2026-02-28T09:59:59Z')).toEqual([month, month]);
    const world = { facts: aware, submissions, now: '2026-02-15T00:00:00Z' };
    expect(dueOf(nis2, 'final-report', world)).toMatchObject({ explanation: { combinedWith: 'progress-report', onlyWhileOngoing: false } });
    expect(dueOf(nis2, 'progress-report', world)).toMatchObject({ explanation: { combinedWith: 'final-report', onlyWhileOngoing: true } });
  });

  test('unresolved at that instant: the progress report is due, the final one waits', () => {
    expect(pair(month)).toEqual([month, 'waiting for resolved']);
    expect(dueOf(nis2, 'progress-report', { facts: aware, submissions, now: month })).toMatchObject({
      explanation: { combinedWith: null },
    });
  });

  test('resolved before, or exactly then: no progress report, final at the month instant', () => {
    expect(pair('2026-02-10T00:00:00Z', '2026-02-09T00:00:00Z')).toEqual(['resolvedInTime', month]);
    expect(pair('2026-04-01T00:00:00Z', month)).toEqual(['resolvedInTime', month]);
  });

  test('resolved after: progress report stays due, final a month after resolution', () => {
    expect(pair('2026-04-01T00:00:00Z', '2026-03-31T10:00:00Z')).toEqual([month, '2026-04-30T10:00:00Z']);
  });

  test('a final report in time makes the progress report unnecessary, a later one does not', () => {
    expect(pair('2026-03-01T00:00:00Z', undefined, { 'final-report': ['2026-02-20T00:00:00Z'] })[0]).toBe('answered');
    expect(pair('2026-03-09T00:00:00Z', '2026-03-05T10:00:00Z', { 'final-report': ['2026-03-06T00:00:00Z'] })[0]).toBe(month);
  });

  test('before the notification both wait for it', () => {
    const waiting = 'waiting for submission:incident-notification';
    expect(dueText(nis2, 'final-report', { facts: aware })).toBe(waiting);
    expect(dueText(nis2, 'progress-report', { facts: aware })).toBe(waiting);
    expect(dueText(nis2, 'final-report', { facts: { ...aware, resolved: '2026-01-11T09:00:00Z' } })).toBe(waiting);
  });

  test('an intermediate report exists once the regulator asked, and the regulator may set its date', () => {
    const requestedAt = at('2026-02-01T10:00:00Z');
    expect(dueText(nis2, 'intermediate-report', {})).toBe('notRequested');
    expect(dueText(nis2, 'intermediate-report', {}, { requestedAt })).toBe('2026-02-03T10:00:00Z');
    expect(dueText(nis2, 'intermediate-report', {}, { requestedAt, dueAt: at('2026-02-02T09:00:00Z') })).toBe('2026-02-02T09:00:00Z');
  });
});

describe('CRA, CER, GDPR', () => {
  const facts = { aware: '2026-03-28T10:00:00Z', measureAvailable: '2026-03-28T10:00:00Z' };

  test('CRA: 24 hours, 72 hours, 14 days from the measure or a month from the notification', () => {
    expect(dueText(craVulnerability, 'early-warning', { facts })).toBe('2026-03-29T10:00:00Z');
    expect(dueText(craVulnerability, 'vulnerability-notification', { facts })).toBe('2026-03-31T10:00:00Z');
    // Fourteen days keep the local time, here 11:00, over the change to summer time.
    expect(dueText(craVulnerability, 'final-report', { facts })).toBe('2026-04-11T09:00:00Z');
    expect(dueText(craVulnerability, 'final-report', { facts: { aware: facts.aware } })).toBe('waiting for measureAvailable');
    const submissions = { 'incident-notification': ['2026-03-30T08:00:00Z'] };
    expect(dueText(craIncident, 'final-report', { facts, submissions })).toBe('2026-04-30T08:00:00Z');
  });

  test('CER: the detailed report counts from the initial notification, else from awareness', () => {
    expect(dueText(cer, 'initial-notification', { facts })).toBe('2026-03-29T10:00:00Z');
    expect(dueText(cer, 'detailed-report', { facts })).toBe('2026-04-28T09:00:00Z');
    expect(dueText(cer, 'detailed-report', { facts, submissions: { 'initial-notification': ['2026-03-29T12:00:00Z'] } })).toBe(
      '2026-04-29T12:00:00Z',
    );
  });

  test('GDPR: 72 hours', () => {
    expect(dueText(gdpr, 'breach-notification', { facts })).toBe('2026-03-31T10:00:00Z');
  });
});

describe('the four triggers', () => {
  // incidents.md check 7
  test('exactly at the deadline is late', () => {
    const due = dueOf(generic, 'from-detection', { facts: { detected: '2026-03-02T10:00:00Z' } });
    const dueAt = due.kind === 'due' ? due.at : at('1970-01-01T00:00:00Z');
    expect(isLate(at('2026-03-03T09:59:59Z'), dueAt)).toBe(false);
    expect(isLate(at('2026-03-03T10:00:00Z'), dueAt)).toBe(true);
  });

  // incidents.md check 8
  test('24 hours are elapsed across a change of clocks; a month keeps the local time', () => {
    expect(dueText(generic, 'from-detection', { facts: { detected: '2026-03-28T10:00:00Z' } })).toBe('2026-03-29T10:00:00Z');
    expect(dueText(generic, 'from-detection', { facts: { detected: '2026-10-24T10:00:00Z' } })).toBe('2026-10-25T10:00:00Z');
    expect(dueText(generic, 'in-months', { facts: { detected: '2027-01-31T09:00:00Z' } })).toBe('2027-02-28T09:00:00Z');
    expect(dueText(generic, 'in-months', { facts: { detected: '2028-01-31T09:00:00Z' } })).toBe('2028-02-29T09:00:00Z');
    expect(dueText(generic, 'in-months', { facts: { detected: '2026-02-28T09:00:00Z' } })).toBe('2026-03-28T09:00:00Z');
    expect(dueText(generic, 'in-months', { facts: { detected: '2026-03-15T09:00:00Z' } })).toBe('2026-04-15T08:00:00Z');
  });

  // incidents.md check 9
  test('no deadline before the previous report; a revision of it does not move the deadline; no trigger, no deadline', () => {
    expect(dueText(generic, 'from-notification', { notifiedAt: '2026-03-02T10:00:00Z' })).toBe('2026-03-03T10:00:00Z');
    expect(dueText(generic, 'from-previous', {})).toBe('waiting for submission:from-notification');
    const first = '2026-03-03T08:00:00Z';
    expect(dueText(generic, 'from-previous', { submissions: { 'from-notification': [first] } })).toBe('2026-03-04T08:00:00Z');
    expect(dueText(generic, 'from-previous', { submissions: { 'from-notification': [first, '2026-03-09T08:00:00Z'] } })).toBe(
      '2026-03-04T08:00:00Z',
    );
    expect(dueText(generic, 'no-trigger', {})).toBe('none');
  });

  // incidents.md check 10
  test('without a detection date there is no deadline', () => {
    expect(dueText(generic, 'from-detection', {})).toBe('waiting for detected');
  });
});

test('an answer can start the clock: a moment, or the start of a day in the incident zone', () => {
  const [stage] = generic.stages;
  if (!stage) throw new Error('no stage');
  const rule = { from: 'answer:found-on', add: 'PT24H', calendar: 'continuous' as const, article: 'A' };
  const due = (value: string | { at: string; zone: string }) =>
    computeDue(generic, { ...stage, due: [rule] }, aWorld({ answers: new Map([['found-on', value]]) }));
  expect(due('2026-03-02')).toMatchObject({ at: at('2026-03-02T23:00:00Z') });
  expect(due({ at: '2026-03-02T10:00:00Z', zone: 'UTC' })).toMatchObject({ at: at('2026-03-03T10:00:00Z') });
  expect(due('soon')).toMatchObject({ kind: 'waiting', for: 'answer:found-on' });
});

test('a joint report counts for the stage it covers, unless that was submitted before', () => {
  const joint = { submissions: { 'intermediate-report': ['2026-03-05T10:00:00Z'] } };
  expect(dueText(dora, 'intermediate-report', { ...joint, categories: ['essential'] })).toBe('2026-03-08T10:00:00Z');
  const both = { submissions: { ...joint.submissions, 'initial-notification': ['2026-03-02T10:00:00Z'] } };
  expect(dueText(dora, 'intermediate-report', { ...both, categories: ['essential'] })).toBe('2026-03-05T10:00:00Z');
});
