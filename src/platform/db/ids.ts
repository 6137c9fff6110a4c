import { randomBytes } from 'node:crypto';

const ascending = { millisecond: 0, counter: 0 };

/**
 * A UUIDv7 (RFC 9562): sorts by the time it was made, also within one millisecond of one process. Never a secret.
 * The wall clock is right here whatever the domain's clock says: an id must not repeat when a tester turns time back.
 */
export function newId(): string {
  const now = Math.floor(performance.timeOrigin + performance.now());
  if (now > ascending.millisecond) Object.assign(ascending, { millisecond: now, counter: randomBytes(2).readUInt16BE() & 0x7ff });
  else if (ascending.counter < 0xfff) ascending.counter += 1;
  else Object.assign(ascending, { millisecond: ascending.millisecond + 1, counter: 0 });
  const bytes = randomBytes(16);
  bytes.writeUIntBE(ascending.millisecond, 0, 6);
  bytes.writeUInt16BE(0x7000 | ascending.counter, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
