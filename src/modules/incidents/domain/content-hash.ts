/** The digest of a submission, printed on its receipt and checkable on a page (decisions.md D2). */
import { createHash } from 'node:crypto';
import { canonicalJson, type JsonValue } from '#platform/text/canonical-json.ts';
import type { AnswerValue } from './answer-value.ts';
import type { Fact } from './condition.ts';

export interface CoveredContent {
  stage: string;
  ordinal: number;
  /** ISO instant; null when the report had no deadline. */
  deadlineAt: string | null;
  late: boolean;
}

/** What is frozen at submission. Nothing may be added to format 1 later: its digests are on people's receipts. */
export interface SubmissionContent {
  format: 1;
  /** The procedure's incident reference at submission, the stage and the version number of the report. */
  reference: string;
  stage: string;
  ordinal: number;
  no: number;
  procedureVersionId: string;
  formVersionId: string;
  /** ISO instant. */
  submittedAt: string;
  submitterName: string;
  organisationName: string;
  facts: Partial<Record<Fact, { at: string; zone: string }>>;
  contacts: JsonValue;
  /** Slugs and keys; their order does not count. */
  sectors: readonly string[];
  impacts: readonly string[];
  /** Reports this one answers too, with their own deadlines. */
  covers: readonly CoveredContent[];
  answers: ReadonlyMap<string, AnswerValue>;
}

/** The text that is hashed: anyone who holds it can compute the digest with common tools. */
export function canonicalSubmission(content: SubmissionContent): string {
  const { answers, sectors, impacts, covers, ...rest } = content;
  return canonicalJson({
    ...rest,
    sectors: [...sectors].sort(),
    impacts: [...impacts].sort(),
    covers: covers.map(({ stage, ordinal, deadlineAt, late }) => ({ stage, ordinal, deadlineAt, late })).sort(byStage),
    // Pairs and not an object: a question key may be any word, `__proto__` too.
    answers: [...answers].sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, value]) => [key, jsonOf(value)]),
  });
}

const byStage = (one: CoveredContent, other: CoveredContent) =>
  one.stage === other.stage ? one.ordinal - other.ordinal : one.stage < other.stage ? -1 : 1;

/** Answers are JSON by construction; their types are interfaces, which have no index signature. */
const jsonOf = (value: AnswerValue): JsonValue => value as JsonValue;

/** SHA-256 over the canonical JSON in UTF-8, in hexadecimal. */
export const contentHash = (content: SubmissionContent): string =>
  createHash('sha256').update(canonicalSubmission(content), 'utf8').digest('hex');
