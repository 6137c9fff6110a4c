import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoAccount } from '#modules/governance/index.ts';

const fileIn = (folder: string) => join(folder, 'demo-accounts.json');

/** Secrets are random per installation, so this file is where people and tests find them (decisions.md D6, D14). */
export function readDemoAccounts(folder: string): DemoAccount[] {
  return existsSync(fileIn(folder)) ? (JSON.parse(readFileSync(fileIn(folder), 'utf8')) as DemoAccount[]) : [];
}

export const writeDemoAccounts = (folder: string, accounts: readonly DemoAccount[]): void =>
  writeFileSync(fileIn(folder), `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600 });
