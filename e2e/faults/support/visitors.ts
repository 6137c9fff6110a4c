/** People who come to the sign-in page, each with a connection of their own, as a browser does that was not here before. */
import { get } from 'node:http';

/** Milliseconds after which one gives up: far above what a page takes on the busiest machine. */
const patience = 120_000;

export class Visitors {
  asked = 0;
  /** Refused, cut off, or given up. */
  failed = 0;
  /** Of them those that nobody answered and nobody cut off. */
  givenUp = 0;
  readonly #address: string;
  readonly #end = new AbortController();
  readonly #coming: Promise<unknown>;

  constructor(address: string, count: number) {
    this.#address = address;
    this.#coming = Promise.all(Array.from({ length: count }, () => this.#keepComing()));
  }

  async stop(): Promise<void> {
    this.#end.abort();
    await this.#coming;
  }

  async #keepComing(): Promise<void> {
    while (!this.#end.signal.aborted) {
      this.asked += 1;
      if (!(await this.#ask())) this.failed += 1;
    }
  }

  #ask(): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const request = get(`${this.#address}/sign-in`, { agent: false, timeout: patience }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.complete && response.statusCode === 200));
      response.on('error', () => resolve(false));
    });
    request.on('timeout', () => {
      this.givenUp += 1;
      request.destroy(new Error('Nobody answers'));
    });
    request.on('error', () => resolve(false));
    return promise;
  }
}
