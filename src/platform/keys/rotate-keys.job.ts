import { z } from 'zod';
import { writeAudit } from '../audit/write-audit.ts';
import type { SecretBox } from '../auth/secret-box.ts';
import type { Ctx } from '../context/ctx.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { PermanentFailure } from '../jobs/failures.ts';
import { defineJob, type JobDefinition, type JobHandler, type JobHead } from '../jobs/job.ts';
import { resealBatch, type SealedColumn } from './stored-secrets.ts';

const payload = z.object({ keyId: z.string() });
type Rotation = z.infer<typeof payload>;

const head = {
  name: 'keys.rotate',
  version: 1,
  queue: 'maintenance',
  payload,
  attempts: 5,
  backoff: 60_000,
  timeout: 3_600_000,
} satisfies JobHead<Rotation>;

/** Values of one transaction: their rows wait for it, a sign-in among them, so it is a matter of milliseconds. */
const batch = 200;
const beforeAll = '00000000-0000-0000-0000-000000000000';

/**
 * Brings every stored value under the newest key. Each batch stands by itself: a job that is ended half way goes on where it was, and one
 * that runs twice finds nothing left.
 *
 * @param size of a batch, for tests
 */
export function createRotateKeysJob(box: SecretBox, columns: readonly SealedColumn[], size = batch): JobDefinition<Rotation> {
  const rotate: JobHandler<Rotation> = async (ctx, { keyId }, run) => {
    const [newest] = box.keyIds;
    // A worker that was not restarted since the key came would bring everything back under the old one.
    if (newest !== keyId)
      throw new Error(`The keys of this process begin with ${newest}, not with ${keyId}: restart it with the new key first`);
    let resealed = 0;
    const unreadable = new Map<string, number>();
    for (const column of columns) {
      let after: string | undefined = beforeAll;
      while (after !== undefined) {
        const done = await resealBatch(ctx, box, column, after, size);
        resealed += done.resealed;
        for (const id of done.unreadable) unreadable.set(id, (unreadable.get(id) ?? 0) + 1);
        after = done.last;
        // A sign of life, and the point where a job that is to stop does.
        await run.progress(0);
      }
    }
    if (unreadable.size > 0) {
      const list = [...unreadable].map(([id, count]) => `${count} under ${id}`).join(', ');
      throw new PermanentFailure(`All but a few values are under ${keyId} now. These cannot be read with the keys there are: ${list}`);
    }
    await run.finish((tx) => writeAudit(tx, ctx, { action: 'keys.rotated', subjectKind: 'keys', detail: { to: keyId, resealed } }));
  };
  return defineJob<Rotation>({ ...head, load: async () => ({ default: rotate }) });
}

/** Asks the workers for it. Undefined: it is under way already. */
export const requestRotation = (ctx: Ctx, box: SecretBox): Promise<string | undefined> =>
  ctx.db.transaction(async (tx) => {
    const [keyId] = box.keyIds;
    const id = await enqueue(tx, ctx, head, { keyId }, { dedupeKey: keyId });
    if (id) await writeAudit(tx, ctx, { action: 'keys.rotate', subjectKind: 'keys', detail: { to: keyId } });
    return id;
  });
