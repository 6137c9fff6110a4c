import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Temporal } from '../time/temporal.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import { createSecretBox, readOrMakeKeyRing } from './secret-box.ts';
import { digestOf, newToken } from './tokens.ts';
import { matchTotp, newTotpSecret, totpCode } from './totp.ts';

describe('passwords', () => {
  it('are stored as Argon2id and told apart', async () => {
    const stored = await hashPassword('correct horse battery staple');
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await hashPassword('correct horse battery staple')).not.toBe(stored);
    expect(await verifyPassword(stored, 'correct horse battery staple')).toBe(true);
    expect(await verifyPassword(stored, 'correct horse battery stapl')).toBe(false);
    expect(await verifyPassword('not a hash', 'x')).toBe(false);
  });

  it('are as much work for an account that does not exist, and never match there', async () => {
    const stored = await hashPassword('a');
    await verifyPassword(undefined, 'warm');
    /** Of all threads of this process, in microseconds: what else the machine does is not in it. */
    const work = async (check: () => Promise<boolean>) => {
      const before = process.cpuUsage();
      expect(await check()).toBe(false);
      const { user, system } = process.cpuUsage(before);
      // The machine knows the sum to the microsecond, and guesses how it divides.
      return user + system;
    };
    let [wrong, unknown] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    // The least of each, in turn: a collection of garbage only adds. A path without the digest would be a thousand times less.
    for (let run = 0; run < 9; run += 1) {
      wrong = Math.min(wrong, await work(() => verifyPassword(stored, 'b')));
      unknown = Math.min(unknown, await work(() => verifyPassword(undefined, 'nobody has this password')));
    }
    expect(unknown / wrong).toBeGreaterThan(0.4);
    expect(unknown / wrong).toBeLessThan(2.5);
  });
});

describe('time-based codes', () => {
  const secret = newTotpSecret();
  const now = Temporal.Instant.from('2026-03-05T09:00:10Z');
  const codeAt = (seconds: number) => totpCode(secret, now.add({ seconds }));

  // governance.md check 22
  it('work once: the accepted step and older ones are refused', () => {
    const step = matchTotp(secret, codeAt(0), now, 0) ?? 0;
    expect(step).toBe(Math.floor(now.epochMilliseconds / 30_000));
    expect(matchTotp(secret, codeAt(0), now, step)).toBeUndefined();
    expect(matchTotp(secret, codeAt(-30), now, step)).toBeUndefined();
    expect(matchTotp(secret, codeAt(30), now, step)).toBe(step + 1);
  });

  it('are taken one step early or late, not two', () => {
    expect(matchTotp(secret, codeAt(-30), now, 0)).toBeDefined();
    expect(matchTotp(secret, codeAt(30), now, 0)).toBeDefined();
    expect(matchTotp(secret, codeAt(-60), now, 0)).toBeUndefined();
    expect(matchTotp(secret, codeAt(60), now, 0)).toBeUndefined();
  });

  it.each(['', '12345', '1234567', 'abcdef', '１２３４５６', '12 345', '-12345'])('"%s" is no code', (text) => {
    expect(matchTotp(secret, text, now, 0)).toBeUndefined();
  });

  it('follow RFC 6238', () => {
    const rfc = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
    expect(totpCode(rfc, Temporal.Instant.fromEpochMilliseconds(59_000))).toBe('287082');
    expect(totpCode(rfc, Temporal.Instant.fromEpochMilliseconds(1_111_111_109_000))).toBe('081804');
  });
});

describe('the secret box', () => {
  const keyOf = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
  const [old, young] = [keyOf('k1'), keyOf('k2')];

  it('opens what any of its keys closed, and closes with the first', () => {
    const sealed = createSecretBox(old).seal('JBSWY3DPEHPK3PXP é');
    expect(sealed).toMatch(/^k1\./);
    expect(sealed).not.toContain('JBSWY3DPEHPK3PXP');
    const both = createSecretBox(`${young}, ${old}`);
    expect(both.open(sealed)).toBe('JBSWY3DPEHPK3PXP é');
    expect(both.seal('x')).toMatch(/^k2\./);
    expect(both.seal('x')).not.toBe(both.seal('x'));
    expect(() => createSecretBox(young).open(sealed)).toThrow('No key "k1" for a stored secret');
  });

  it('refuses what was altered, cut or exchanged', () => {
    const box = createSecretBox(old);
    const [id = '', iv = '', tag = '', body = ''] = box.seal('secret').split('.');
    const other = box.seal('other!').split('.');
    const altered = [
      [id, iv, tag, Buffer.from('public').toString('base64url')],
      [id, other[1], tag, body],
      [id, iv, other[2], body],
      [id, iv, Buffer.from(tag, 'base64url').subarray(0, 4).toString('base64url'), body],
      [id, iv, '', body],
      [id, iv, tag],
      [id],
    ];
    for (const parts of altered) expect(() => box.open(parts.join('.')), parts.join('.')).toThrow();
    expect(() => box.open('')).toThrow();
  });

  it.each(['', 'k1', 'k1:', 'k1:c2hvcnQ=', ':AAAA', 'a key:AAAA'])('does not start with the key ring "%s"', (ring) => {
    expect(() => createSecretBox(ring)).toThrow('VIGIE_SECRET_KEYS');
  });

  it('makes the key of an embedded installation once, for its owner only', () => {
    const folder = mkdtempSync(join(tmpdir(), 'vigie-key-'));
    try {
      const ring = readOrMakeKeyRing(folder);
      expect(readOrMakeKeyRing(folder)).toBe(ring);
      expect(statSync(join(folder, 'secret.key')).mode & 0o777).toBe(0o600);
      expect(createSecretBox(ring).open(createSecretBox(ring).seal('x'))).toBe('x');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('tokens', () => {
  it('hold 256 random bits, of which the database keeps a digest', () => {
    const token = newToken();
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(newToken()).not.toBe(token);
    expect(digestOf(token)).toMatch(/^[0-9a-f]{64}$/);
  });
});
