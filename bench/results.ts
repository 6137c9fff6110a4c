/** What was measured, as a table a person reads. */
import { cpus, totalmem } from 'node:os';
import type { Driven } from './drive.ts';

export interface Line {
  what: string;
  budget: string;
  figure: string;
  /** Undefined where nothing was measured. */
  isMet: boolean | undefined;
  cpu?: Driven['cpu'] | undefined;
}

export const milliseconds = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
export const seconds = (value: number): string => `${(value / 1000).toFixed(1)} s`;
export const megabytes = (value: number): string => `${Math.round(value)} MB`;
const percent = (value: number) => `${Math.round(value)}`;

/** The value that `share` of them stay below. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/** Shares of one core. */
export const cpuText = ({ web, postgres, load }: Driven['cpu']): string =>
  `${percent(web)} / ${postgres === undefined ? 'elsewhere' : percent(postgres)} / ${percent(load)} %`;

export const budgetTable = (lines: readonly Line[]): string =>
  table(
    ['What', 'Budget', 'Measured', 'Verdict', 'CPU web / PostgreSQL / load'],
    lines.map(({ what, budget, figure, isMet, cpu }) => [
      what,
      budget,
      figure,
      isMet === undefined ? 'not measured' : isMet ? 'met' : '**missed**',
      cpu ? cpuText(cpu) : '',
    ]),
  );

export const machine = (): string =>
  `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB memory, ${process.platform} ${process.arch}`;
