import type { DemoAccount } from '#modules/governance/index.ts';
import { baseUrlOf, type Config } from '#platform/config/config.ts';

/** Says where the platform is, and in a demo who may sign in. */
export function announce(
  print: (line: string) => void,
  config: Config,
  demoAccounts: readonly DemoAccount[],
  accessWord?: string | undefined,
): void {
  print(`Vigie is ready: ${baseUrlOf(config)}`);
  for (const account of demoAccounts)
    print(`  ${account.role.padEnd(26)} ${account.email.padEnd(40)} ${account.password}  (${account.organisation})`);
  if (accessWord) print(`  Access word, asked once in every browser: ${accessWord}`);
  if (demoAccounts.length > 0) print('  The sign-in page shows these accounts and the code of each. Nothing here is for production.');
}
