// Before every test file: a line on the console or a call to another machine that no test asked for fails the test it happens in.
import { Socket } from 'node:net';
import { afterEach, beforeEach } from 'vitest';

const strays: string[] = [];
const key = Symbol.for('vigie.test.network-guard');
const guarded = globalThis as typeof globalThis & Record<symbol, ((stray: string) => void) | undefined>;
const originalError = console.error;
const originalWarn = console.warn;

/** The host of `socket.connect(...)`'s many forms; undefined for a local socket file. */
function hostOf(args: readonly unknown[]): string | undefined {
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  if (typeof first === 'object' && first !== null)
    return 'path' in first && first.path ? undefined : String(Reflect.get(first, 'host') ?? 'localhost');
  if (typeof first === 'string' && Number.isNaN(Number(first))) return undefined;
  return typeof second === 'string' ? second : 'localhost';
}

const isLoopback = (host: string) => host === 'localhost' || host === '::1' || host.startsWith('127.') || host.endsWith('.localhost');

/** The guard is laid once per worker, which runs many files; each file takes the reports over. */
if (!guarded[key]) {
  const connect = Socket.prototype.connect;
  Socket.prototype.connect = function guardedConnect(this: Socket, ...args: unknown[]): Socket {
    const host = hostOf(args);
    if (host === undefined || isLoopback(host)) return Reflect.apply(connect, this, args);
    guarded[key]?.(`a network connection to ${host}`);
    process.nextTick(() => this.destroy(new Error(`tests do not reach other machines: ${host}`)));
    return this;
  };
}
guarded[key] = (stray) => strays.push(stray);

beforeEach(() => {
  strays.length = 0;
  console.error = (...values: unknown[]) => strays.push(`console.error: ${values.map(String).join(' ')}`);
  console.warn = (...values: unknown[]) => strays.push(`console.warn: ${values.map(String).join(' ')}`);
});

afterEach(() => {
  console.error = originalError;
  console.warn = originalWarn;
  if (strays.length > 0) throw new Error(`A test leaves no stray behind:\n${strays.join('\n')}`);
});
