import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { DocumentError } from './document-error.ts';
import { type CompilerSetup, isRenderAnswer, type RenderAnswer, type RenderOrder } from './protocol.ts';

export interface ChildLimits {
  /** Milliseconds for one document, the start of a fresh child included. */
  timeLimit: number;
  /** Megabytes of JavaScript heap. Typst's own memory lies outside it, so a child that has grown is replaced: `maxResidentMegabytes`. */
  maxHeapMegabytes: number;
  maxResidentMegabytes: number;
}

/** Beside this file when run from source; in the build everything is one folder and the child is its own entry point. */
const defaultEntry = join(import.meta.dirname, import.meta.filename.endsWith('.ts') ? 'child.entry.ts' : 'document-child.js');

/** One child process, started when first needed and again when it died, hung or grew. Takes one order at a time. */
export class RenderChild {
  readonly #setup: CompilerSetup;
  readonly #limits: ChildLimits;
  #process: ChildProcess | undefined;
  #complaint = '';

  constructor(setup: CompilerSetup, limits: ChildLimits) {
    this.#setup = setup;
    this.#limits = limits;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  async render(order: RenderOrder): Promise<RenderAnswer> {
    this.#process ??= this.#start();
    const answer = await this.#ask(this.#process, order);
    if (answer.residentBytes > this.#limits.maxResidentMegabytes * 1024 * 1024) this.kill();
    return answer;
  }

  kill(): void {
    this.#process?.kill('SIGKILL');
    this.#process = undefined;
  }

  /** With an empty environment, because templates of a theme have no business with the application's secrets. */
  #start(): ChildProcess {
    const child = fork(defaultEntry, [JSON.stringify(this.#setup)], {
      env: {},
      execArgv: [`--max-old-space-size=${this.#limits.maxHeapMegabytes}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#complaint = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      this.#complaint = `${this.#complaint}${chunk.toString('utf8')}`.slice(-2000);
    });
    child.once('exit', () => {
      if (this.#process === child) this.#process = undefined;
    });
    return child;
  }

  #ask(child: ChildProcess, order: RenderOrder): Promise<RenderAnswer> {
    const { timeLimit } = this.#limits;
    const { promise, resolve, reject } = Promise.withResolvers<RenderAnswer>();
    const onMessage = (message: unknown) => {
      if (isRenderAnswer(message)) resolve(message);
    };
    const onClose = (code: number | null, signal: string | null) =>
      reject(
        new DocumentError('crashed', `the document process ended (${signal ?? code}) at ${order.template}: ${this.#complaint.trim()}`),
      );
    const onError = (error: Error) => reject(new DocumentError('crashed', `the document process failed: ${error.message}`));
    const timer = setTimeout(() => {
      reject(new DocumentError('tooSlow', `${order.template} took longer than ${timeLimit} ms; the document process was killed`));
      this.kill();
    }, timeLimit);
    child.on('message', onMessage).on('close', onClose).on('error', onError);
    child.send(order, (error) => {
      if (error !== null && child.connected) onError(error);
    });
    return promise.finally(() => {
      clearTimeout(timer);
      child.off('message', onMessage).off('close', onClose).off('error', onError);
    });
  }
}
