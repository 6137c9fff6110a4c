/** The built server as a process of its own, which a test may kill at any moment. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { ensureBuilt, nodeEnvironment, nodeFlags } from '../../../scripts/support/built.mjs';
import { freePort, testSettings } from '../../../scripts/support/server.mjs';

/** Milliseconds a start may take on a machine that has much else to do. */
const patience = 400_000;

export type Processes = 'all' | 'web' | 'worker' | 'scheduler';

export class ServerProcess {
  readonly #main: string;
  readonly #settings: Record<string, string>;
  readonly #port: number;
  readonly #processes: Processes;
  readonly #internalPort: number;
  #child: ChildProcess | undefined;
  #said = '';

  private constructor(main: string, ports: { own: number; internal: number }, processes: Processes, settings: Record<string, string>) {
    this.#main = main;
    this.#port = ports.own;
    this.#internalPort = ports.internal;
    this.#processes = processes;
    this.#settings = settings;
  }

  /** @param main of the release it runs; absent: the build of this project */
  static async on(
    dataFolder: string,
    settings: Record<string, string>,
    processes: Processes = 'all',
    main?: string,
  ): Promise<ServerProcess> {
    main ??= await ensureBuilt();
    const ports = { own: await freePort(), internal: await freePort() };
    return new ServerProcess(main, ports, processes, {
      ...testSettings(ports.own, dataFolder),
      INTERNAL_PORT: String(ports.internal),
      ...(processes !== 'all' && { HOST: '127.0.0.1' }),
      ...settings,
    });
  }

  get address(): string {
    return `http://${this.#processes === 'all' ? 'localhost' : '127.0.0.1'}:${this.#port}`;
  }

  /** What the process tells monitoring. */
  async details<Details>(): Promise<Details> {
    return (await (await fetch(`http://127.0.0.1:${this.#internalPort}/details`)).json()) as Details;
  }

  /** What the process counts, in OpenMetrics. */
  async metrics(): Promise<string> {
    return (await fetch(`http://127.0.0.1:${this.#internalPort}/metrics`)).text();
  }

  /** Of the last one that ended by itself. */
  get exitCode(): number | null | undefined {
    return this.#child?.exitCode;
  }

  signal(name: NodeJS.Signals): void {
    this.#child?.kill(name);
  }

  /** Starts it and does not wait. @param output a file that takes what it writes down; it is then not told when the start fails */
  spawn(settings: Record<string, string> = {}, output: number | 'pipe' = 'pipe'): void {
    this.#said = '';
    const env = nodeEnvironment({ ...process.env, ...this.#settings, ...settings });
    const words = this.#processes === 'all' ? ['start'] : ['start', '--processes', this.#processes];
    this.#child = spawn(process.execPath, [...nodeFlags, this.#main, ...words], { env, stdio: ['ignore', output, 'pipe'] });
    for (const stream of [this.#child.stdout, this.#child.stderr]) stream?.on('data', (text) => (this.#said += text));
  }

  /** Resolves when it answers; throws with what it said when it ended instead. */
  async ready(): Promise<void> {
    const deadline = performance.now() + patience;
    while (!(await this.#answers())) {
      if (this.#hasEnded()) throw new Error(`The server did not start:\n${this.#said}`);
      if (performance.now() > deadline) {
        await this.kill();
        throw new Error(`The server did not answer within ${patience / 1000} s:\n${this.#said}`);
      }
      await delay(50);
    }
  }

  async start(settings: Record<string, string> = {}): Promise<void> {
    this.spawn(settings);
    await this.ready();
  }

  get isRunning(): boolean {
    return !this.#hasEnded();
  }

  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (!child || this.#hasEnded()) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  #hasEnded(): boolean {
    return this.#child === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  #answers(): Promise<boolean> {
    const health = this.#processes === 'all' ? `${this.address}/livez` : `http://127.0.0.1:${this.#internalPort}/readyz`;
    return fetch(health).then(
      ({ ok }) => ok,
      () => false,
    );
  }
}
