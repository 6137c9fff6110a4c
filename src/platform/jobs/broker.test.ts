import { afterEach, describe, expect, it } from 'vitest';
import { newId } from '../db/ids.ts';
import { brokerKinds } from '../testing/broker-kinds.ts';
import type { Broker, Concurrency } from './broker.ts';
import type { Queue } from './job.ts';

const one: Concurrency = { mail: 1, documents: 1, imports: 1, maintenance: 1 };
const noIdle = () => undefined;
/** Of a machine that has much else to do. */
const patience = { timeout: 60_000, interval: 10 };

/** Work that a test holds in its hands until it lets go. */
class Bench {
  readonly begun: string[] = [];
  readonly ended: string[] = [];
  readonly #hold = new Map<string, () => void>();

  readonly work = async (id: string): Promise<void> => {
    this.begun.push(id);
    await new Promise<void>((resolve) => this.#hold.set(id, resolve));
    this.ended.push(id);
  };

  release(id: string): void {
    this.#hold.get(id)?.();
  }
}

for (const kind of brokerKinds(process.env.TEST_REDIS_URL)) {
  describe.runIf(kind.isThere)(`a broker ${kind.name}`, () => {
    const brokers: Broker[] = [];
    const open = async (make: (concurrency?: Concurrency) => Broker, concurrency?: Concurrency): Promise<Broker> => {
      const broker = make(concurrency);
      brokers.push(broker);
      await expect.poll(() => broker.state, patience).not.toBe('away');
      return broker;
    };
    const publishAll = (broker: Broker, queue: Queue, ids: readonly string[]) => {
      for (const id of ids) broker.publish(id, queue);
    };
    afterEach(async () => {
      await Promise.all(brokers.splice(0).map((broker) => broker.close()));
    });

    it('hands on every id once', async () => {
      const broker = await open(kind.group());
      const ids = Array.from({ length: 60 }, newId);
      const seen: string[] = [];
      broker.consume(async (id) => void seen.push(id), noIdle);
      publishAll(broker, 'mail', ids);
      await expect.poll(() => seen.length, patience).toBe(60);
      expect(seen.toSorted()).toEqual(ids.toSorted());
    });

    it('ignores an id that it holds, and takes it again afterwards', async () => {
      const broker = await open(kind.group());
      const bench = new Bench();
      broker.consume(bench.work, noIdle);
      const id = newId();
      publishAll(broker, 'mail', [id, id]);
      await expect.poll(() => bench.begun, patience).toEqual([id]);
      publishAll(broker, 'mail', [id]);
      bench.release(id);
      await expect.poll(() => bench.ended, patience).toEqual([id]);
      await expect
        .poll(() => {
          // Published until it is taken, as the sweep does: the end of a job is a moment later in the broker than in the work.
          broker.publish(id, 'mail');
          return bench.begun;
        }, patience)
        .toEqual([id, id]);
      bench.release(id);
      await expect.poll(() => bench.ended, patience).toEqual([id, id]);
    });

    it('works on as many of a queue as the queue has places, and never lets one queue wait for another', async () => {
      const broker = await open(kind.group(), { ...one, mail: 2 });
      const bench = new Bench();
      broker.consume(bench.work, noIdle);
      const documents = [newId(), newId()];
      const mails = [newId(), newId(), newId()];
      publishAll(broker, 'documents', documents);
      publishAll(broker, 'mail', mails);
      await expect.poll(() => bench.begun.length, patience).toBe(3);
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(bench.begun.filter((id) => documents.includes(id))).toHaveLength(1);
      expect(bench.begun.filter((id) => mails.includes(id))).toHaveLength(2);
      while (bench.ended.length < 5) {
        for (const id of bench.begun) bench.release(id);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    });

    it('tells when a queue has run empty', async () => {
      const broker = await open(kind.group());
      let idle = 0;
      broker.consume(
        async () => undefined,
        () => void idle++,
      );
      publishAll(broker, 'imports', [newId(), newId()]);
      await expect.poll(() => idle, patience).toBeGreaterThan(0);
    });

    it('lets work end when it closes, and takes nothing more', async () => {
      const broker = await open(kind.group(), one);
      const bench = new Bench();
      broker.consume(bench.work, noIdle);
      const [first, second] = [newId(), newId()];
      publishAll(broker, 'mail', [first, second]);
      await expect.poll(() => bench.begun.length, patience).toBe(1);
      const begun = bench.begun[0] ?? '';
      setTimeout(() => bench.release(begun), 50);
      await broker.close();
      expect(bench.ended).toEqual([begun]);
      expect(bench.begun).toEqual([begun]);
    });
  });
}

const [, redis] = brokerKinds(process.env.TEST_REDIS_URL);
describe.runIf(redis?.isThere)('brokers of several processes', () => {
  it('share the ids of those that only publish', async () => {
    const make = redis?.group();
    if (!make) throw new Error('no Redis');
    const [publisher, left, right] = [make(), make(), make()];
    const seen = { left: [] as string[], right: [] as string[] };
    // Neither ends anything before the other has something: what one side leaves reaches the other, whichever was there first.
    const both = Promise.withResolvers<void>();
    for (const side of ['left', 'right'] as const) {
      const work = async (id: string) => {
        seen[side].push(id);
        if (seen.left.length > 0 && seen.right.length > 0) both.resolve();
        await both.promise;
      };
      (side === 'left' ? left : right).consume(work, noIdle);
    }
    await expect.poll(() => publisher.state, patience).toBe('up');
    const ids = Array.from({ length: 80 }, newId);
    for (const id of ids) publisher.publish(id, 'mail');
    await expect.poll(() => seen.left.length + seen.right.length, patience).toBe(80);
    expect([...seen.left, ...seen.right].toSorted()).toEqual(ids.toSorted());
    await Promise.all([publisher, left, right].map((broker) => broker.close()));
  });
});
