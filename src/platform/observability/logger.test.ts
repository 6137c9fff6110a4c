import { DrizzleQueryError } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { networkOf } from '../http/log-request.ts';
import { createLogger, describeError } from './logger.ts';

const away = Object.assign(new Error('invalid input syntax for type uuid: "hunter2"'), { code: '22P02', severity: 'ERROR' });

it.each([
  ['a query', new DrizzleQueryError('select $1::uuid', ['hunter2\n    at hunter2'], away), { type: 'DatabaseError', code: '22P02' }],
  ['a database by itself', away, { type: 'DatabaseError', code: '22P02' }],
  ['what could not be parsed', tryTo(() => JSON.parse('hunter2')), { type: 'SyntaxError', message: undefined }],
  ['what was no time', new RangeError('Cannot parse: hunter2'), { type: 'RangeError', message: undefined }],
  ['words that quote', new Error('No field "hunter2" of hunter2@vigie.example'), { message: 'No field "…" of (address)' }],
  ['no error at all', 'hunter2', { type: 'string' }],
])('of %s nothing is logged that somebody typed', (_name, error, expected) => {
  expect(describeError(error)).toMatchObject(expected);
  const lines: string[] = [];
  createLogger('debug', { destination: { write: (line) => void lines.push(line) } }).error({ err: error }, 'failed');
  expect(lines.join()).not.toContain('hunter2');
  if (error instanceof Error) expect(lines.join()).toContain('    at ');
});

it('a line says where it comes from', () => {
  const lines: string[] = [];
  const origin = { version: '1.2.3', mode: 'production', process: 'worker' };
  createLogger('info', { origin, destination: { write: (line) => void lines.push(line) } }).info({ password: 'hunter2' }, 'hello');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ service: 'vigie', ...origin, msg: 'hello', time: expect.stringMatching(/\.\d{3}Z$/) });
  expect(lines[0]).not.toContain('hunter2');
});

it.each([
  ['192.0.2.17', '192.0.2.0/24'],
  ['::ffff:192.0.2.17', '192.0.2.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
  ['2001:db8::17', '2001:db8::/48'],
  ['::1', '::/48'],
])('of the address %s the network is kept', (ip, network) => {
  expect(networkOf(ip)).toBe(network);
});

function tryTo(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
