export interface Tally {
  passed: number;
  failed: number;
  failures: string[];
  skipped: string[];
  files: { name: string; milliseconds: number }[];
}
export function readVitestReport(report: object | undefined, exitCode: number, label: string, shortPath: (path: string) => string): Tally;
export function readPlaywrightReport(report: object | undefined, exitCode: number, label: string): Tally;
export function sum(tallies: Tally[]): Tally;
