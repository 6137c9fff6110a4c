import { describe, expect, it } from 'vitest';
import { createAuditKeys } from './audit-keys.ts';
import { ringOf } from './testing/sample-trail.ts';

describe('the keys that seal the trail', () => {
  it('are Ed25519 as everybody computes it', () => {
    // RFC 8032, section 7.1, test 2.
    const secret = Buffer.from('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb', 'hex').toString('base64');
    const keys = createAuditKeys(`k:${secret}`);
    expect(keys.publicRing()).toEqual([
      `k:public:${Buffer.from('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c', 'hex').toString('base64')}`,
    ]);
    expect(keys.signer?.sign('r')).toBe(
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    );
  });

  it('sign with the newest, and verify with every one that is listed, also by its public half alone', () => {
    const old = createAuditKeys(ringOf(1));
    const keys = createAuditKeys(`${ringOf(2)}, ${old.publicRing()[0]}`);
    expect(keys.signer?.keyId).toBe('k2');
    const signature = old.signer?.sign('text') ?? '';
    expect(keys.verify('k1', 'text', signature)).toBe('fits');
    expect(keys.verify('k1', 'other', signature)).toBe('differs');
    expect(keys.verify('k2', 'text', signature)).toBe('differs');
    expect(keys.verify('k3', 'text', signature)).toBe('unknown key');
  });

  it('verify without any secret, from the lines that are printed', () => {
    const keys = createAuditKeys(`${createAuditKeys(ringOf(1)).publicRing().join('\n')}\n`);
    expect(keys.signer).toBeUndefined();
    expect(keys.verify('k1', 'text', createAuditKeys(ringOf(1)).signer?.sign('text') ?? '')).toBe('fits');
  });

  it.each(['', 'k1', 'k1:AAAA', `k1:private:${Buffer.alloc(32).toString('base64')}`, `ä:${Buffer.alloc(32).toString('base64')}`])(
    'are refused when they are none: %s',
    (ring) => {
      expect(() => createAuditKeys(ring)).toThrow(/^VIGIE_AUDIT_KEYS.*each key is `id:base64 of 32 bytes`/);
    },
  );

  it('are refused when two have one id', () => {
    expect(() => createAuditKeys(`${ringOf(1)},${ringOf(2, 'k1')}`)).toThrow('with an id of its own');
  });
});
