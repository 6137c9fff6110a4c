import { expect, it } from 'vitest';
import { BusyError } from '../context/errors.ts';
import { createQueue } from './password-queue.ts';

/** Work that ends when the test says so. */
function openWork() {
  const ends: (() => void)[] = [];
  return { ends, begin: () => new Promise<void>((resolve) => ends.push(resolve)) };
}

it('lets a few run and some wait, and refuses the next one at once', async () => {
  const queue = createQueue({ running: 2, waiting: 3 });
  const { ends, begin } = openWork();
  const accepted = Array.from({ length: 5 }, () => queue.run(begin));
  await expect(queue.run(begin)).rejects.toThrow(BusyError);
  await Promise.resolve();
  expect(ends).toHaveLength(2);
  for (let ended = 0; ended < 5; ended += 1) {
    ends[ended]?.();
    await new Promise(setImmediate);
  }
  await Promise.all(accepted);
  expect(ends).toHaveLength(5);
});

it('gives the place back after work that failed', async () => {
  const queue = createQueue({ running: 1, waiting: 0 });
  await expect(queue.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await queue.run(async () => 'next')).toBe('next');
});
