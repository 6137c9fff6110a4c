/** `vigie keys new|status|rotate`: the life of the keys for secrets at rest. Runs as the system, like every command. */
import { randomBytes } from 'node:crypto';
import type { SecretBox } from '../auth/secret-box.ts';
import type { Ctx } from '../context/ctx.ts';
import { requestRotation } from './rotate-keys.job.ts';
import { countByKey, type SealedColumn } from './stored-secrets.ts';

/** What an installation keeps under its keys. */
export interface KeyKeeping {
  ctx: Ctx;
  box: SecretBox;
  columns: readonly SealedColumn[];
}

export interface KeysCommandDeps {
  print(line: string): void;
  /** Opens the database for the work and closes it afterwards. */
  withKeys<Result>(work: (keeping: KeyKeeping) => Promise<Result>): Promise<Result>;
}

export const keysUsage = `vigie keys new                  a fresh key for VIGIE_SECRET_KEYS, on a line
vigie keys status               how many stored values are under which key, and which keys can go
vigie keys rotate               bring every stored value under the newest key, while the system runs`;

/** @returns the exit code: 0 done, 1 values cannot be read, 2 the command is not understood. */
export async function runKeysCommand(args: readonly string[], { print, withKeys }: KeysCommandDeps): Promise<number> {
  const [verb, ...rest] = args;
  if (rest.length === 0 && verb === 'new') {
    print(newKey());
    return 0;
  }
  if (rest.length === 0 && verb === 'status') return withKeys((keeping) => tellStatus(keeping, print));
  if (rest.length === 0 && verb === 'rotate') return withKeys((keeping) => rotate(keeping, print));
  print(keysUsage);
  return 2;
}

/** `id:key`, as VIGIE_SECRET_KEYS takes it. */
export const newKey = (): string => `k${randomBytes(4).toString('hex')}:${randomBytes(32).toString('base64')}`;

async function tellStatus({ ctx, box, columns }: KeyKeeping, print: KeysCommandDeps['print']): Promise<number> {
  const [newest, ...older] = box.keyIds;
  const uses = await countByKey(ctx.db, columns);
  for (const { column, keyId, count } of uses) print(`${column}: ${count} under ${keyId}`);
  const under = (id: string) => uses.filter(({ keyId }) => keyId === id).reduce((sum, { count }) => sum + count, 0);
  print(`${newest} is the newest key and encrypts; ${under(newest)} values are under it.`);
  for (const id of older) {
    const count = under(id);
    print(
      count === 0
        ? `${id} can be taken out of VIGIE_SECRET_KEYS: nothing is under it. Keep it as long as a backup from its time.`
        : `${id} is needed: ${count} values are under it. vigie keys rotate brings them under ${newest}.`,
    );
  }
  const lost = [...new Set(uses.map(({ keyId }) => keyId))].filter((id) => !box.keyIds.includes(id));
  for (const id of lost) print(`${id} is missing in VIGIE_SECRET_KEYS: ${under(id)} values cannot be read. Put it back.`);
  return lost.length > 0 ? 1 : 0;
}

async function rotate({ ctx, box, columns }: KeyKeeping, print: KeysCommandDeps['print']): Promise<number> {
  const [newest] = box.keyIds;
  const waiting = (await countByKey(ctx.db, columns)).filter(({ keyId }) => keyId !== newest).reduce((sum, { count }) => sum + count, 0);
  if (waiting === 0) {
    print(`Every value is under ${newest} already.`);
    return 0;
  }
  const id = await requestRotation(ctx, box);
  print(
    id ? `${waiting} values will be brought under ${newest} by the job ${id}.` : `${waiting} values are being brought under ${newest}.`,
  );
  print('vigie keys status tells how far it is.');
  return 0;
}
