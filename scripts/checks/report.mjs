import { resolve } from 'node:path';
import { root } from '../support/root.mjs';

/** Lets a check also run on its own: `node scripts/checks/house.mjs [folder]` prints each failure and ends with 1 when there is one. */
export async function reportAsCommand(meta, check) {
  if (!meta.main) return;
  const failures = await check(process.argv[2] ? resolve(process.argv[2]) : root);
  for (const failure of failures) console.log(failure);
  process.exitCode = failures.length === 0 ? 0 : 1;
}
