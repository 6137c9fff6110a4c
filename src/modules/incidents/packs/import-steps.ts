/** What the steps of an import share. */
import { RefusedError } from '#platform/context/errors.ts';
import { formatFinding, type PackFinding } from './finding.ts';

export interface PackChange {
  what: 'sector' | 'regulation' | 'regulator' | 'question' | 'form' | 'procedure';
  key: string;
  change: 'added' | 'changed';
  /** What a new version changes, a line each. */
  details?: string[];
}

/** The pack is faulty, or contradicts what this installation already holds; `findings` say how. */
export class PackRefusedError extends RefusedError {
  readonly findings: readonly PackFinding[];
  constructor(findings: readonly PackFinding[]) {
    super('incidents.pack.refused', { count: findings.length, first: findings[0] ? formatFinding(findings[0]) : '' });
    this.findings = findings;
  }
}
