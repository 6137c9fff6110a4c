/** Visitors of one page who come until told to stop. */
import autocannon, { type Instance, type Options, type Result } from 'autocannon';
import { expect } from 'vitest';
import { patience } from './installation.ts';

export class Load {
  /** Answers so far, whatever they say. */
  #answers = 0;
  readonly #running: Instance;
  readonly #result: Promise<Result>;

  constructor(options: Pick<Options, 'url' | 'connections' | 'overallRate'>) {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    const bounds = { duration: 3_600, timeout: patience.timeout / 1_000 };
    this.#running = autocannon({ ...options, ...bounds }, (error, result) => (error ? reject(error) : resolve(result)));
    this.#running.on('response', () => (this.#answers += 1));
    this.#result = promise;
  }

  /** Resolves when so many more were answered. */
  async goesOn(answers: number): Promise<void> {
    const wanted = this.#answers + answers;
    await expect.poll(() => this.#answers, patience).toBeGreaterThanOrEqual(wanted);
  }

  stop(): Promise<Result> {
    this.#running.stop();
    return this.#result;
  }
}
