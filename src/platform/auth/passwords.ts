import { hash, verify } from '@node-rs/argon2';
import { createQueue } from './password-queue.ts';
import { normalisePassword } from './password-rules.ts';

/** OWASP's floor for Argon2id, which is the library's default algorithm: 19 MiB, two passes. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * Argon2 runs on the threads of Node's pool, not on the one that answers requests. One at a time: each takes 19 MiB, and who has more
 * cores has more web servers. Sixty-four may wait, which is about a second. More are refused with 503 and a time to come back, so that a
 * flood of sign-ins costs neither memory nor the people who already work.
 */
const queue = createQueue({ running: 1, waiting: 64 });

/** Before anything is read or counted for a password that could not be looked at. @throws BusyError */
export const refuseWhenFull = (): void => queue.refuseWhenFull();

/** @throws BusyError */
export const hashPassword = (password: string): Promise<string> => queue.run(() => hash(normalisePassword(password), cost));

let decoy: Promise<string> | undefined;

/**
 * Takes as long for an unknown account as for a wrong password, so that the answer's time tells nothing.
 * @throws BusyError
 */
export async function verifyPassword(stored: string | undefined, password: string): Promise<boolean> {
  decoy ??= hash('nobody has this password', cost);
  const against = stored ?? (await decoy);
  const matches = await queue.run(() => verify(against, normalisePassword(password)).catch(() => false));
  return matches && stored !== undefined;
}
