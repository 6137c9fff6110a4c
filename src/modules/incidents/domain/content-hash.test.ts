import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { AnswerValue } from './answer-value.ts';
import { canonicalSubmission, contentHash, type SubmissionContent } from './content-hash.ts';

describe('the digest of a submission', () => {
  const answers = new Map<string, AnswerValue>([
    ['cause', { option: 'other', details: 'digger' }],
    ['abroad', ['BE', 'FR']],
  ]);
  const content: SubmissionContent = {
    format: 1,
    reference: 'NI_0123ABCD',
    stage: 'early-warning',
    ordinal: 1,
    no: 1,
    procedureVersionId: 'p',
    formVersionId: 'f',
    submittedAt: '2026-03-02T10:00:00Z',
    submitterName: 'Zoé Müller',
    organisationName: 'Acme',
    facts: { aware: { at: '2026-03-02T09:00:00Z', zone: 'Europe/Brussels' } },
    contacts: { primary: { last: 'Müller' } },
    sectors: ['rail', 'energy'],
    impacts: [],
    covers: [],
    answers,
  };

  test('is SHA-256 of the canonical text, computable with common tools', () => {
    expect(contentHash(content)).toBe(
      createHash('sha256')
        .update(Buffer.from(canonicalSubmission(content), 'utf8'))
        .digest('hex'),
    );
    // Pinned: receipts in people's hands carry such digests.
    expect(contentHash(content)).toBe('2ceef3f2d4b974282e6070882d1e2373775c33f5d567132e20027164523ada1b');
  });

  test('does not depend on the order of answers and sectors, and does on every value', () => {
    const shuffled = { ...content, sectors: ['energy', 'rail'], answers: new Map([...answers].reverse()) };
    expect(contentHash(shuffled)).toBe(contentHash(content));
    const changes: Partial<SubmissionContent>[] = [
      { no: 2 },
      { submittedAt: '2026-03-02T10:00:01Z' },
      { facts: {} },
      { sectors: ['rail'] },
      { answers: new Map([...answers, ['__proto__', 'x']]) },
      { answers: new Map([...answers].slice(1)) },
    ];
    const digests = changes.map((change) => contentHash({ ...content, ...change }));
    expect(new Set([...digests, contentHash(content)]).size).toBe(changes.length + 1);
  });
});
