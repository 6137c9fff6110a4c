/** The keys that seal the trail (Ed25519), kept outside the database: whoever can change rows cannot make a seal for them. */
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { parseSealRing, type SealKey } from '../config/setting-values.ts';

/** A key that seals. Only processes that run jobs need one. */
export interface AuditSigner {
  keyId: string;
  /** In hexadecimal. */
  sign(text: string): string;
}

export interface AuditKeys {
  /** The newest key; undefined when only its public half is here, which is enough to verify. */
  signer: AuditSigner | undefined;
  verify(keyId: string, text: string, signature: string): 'fits' | 'differs' | 'unknown key';
  /** The public halves, newest first, one key a text, in the form that a ring is given in. */
  publicRing(): string[];
}

const form = 'each key is `id:base64 of 32 bytes`, or `id:public:base64 of 32 bytes` for one that only verifies, with an id of its own';
/** What stands before the 32 bytes of a key in its standard forms (RFC 8410). */
const privateHead = Buffer.from('302e020100300506032b657004220420', 'hex');
const publicHead = Buffer.from('302a300506032b6570032100', 'hex');

interface RingKey {
  id: string;
  secret: KeyObject | undefined;
  open: KeyObject;
}

/** @param ring newest first, separated by commas or line ends. @throws when it is not a ring; the message is for people. */
export function createAuditKeys(ring: string): AuditKeys {
  const keys = parseSealRing(ring)?.map(openKey);
  const newest = keys?.[0];
  if (!keys || !newest) throw new Error(`VIGIE_AUDIT_KEYS: ${form}`);
  const byId = new Map(keys.map((key) => [key.id, key]));
  const { id: keyId, secret } = newest;
  return {
    signer: secret && { keyId, sign: (text) => sign(null, Buffer.from(text, 'utf8'), secret).toString('hex') },
    verify(id, text, signature) {
      const key = byId.get(id);
      if (!key) return 'unknown key';
      return verify(null, Buffer.from(text, 'utf8'), key.open, Buffer.from(signature, 'hex')) ? 'fits' : 'differs';
    },
    publicRing: () => keys.map(({ id, open }) => `${id}:public:${rawOf(open).toString('base64')}`),
  };
}

function openKey({ id, isPublic, bytes }: SealKey): RingKey {
  if (isPublic)
    return { id, secret: undefined, open: createPublicKey({ key: Buffer.concat([publicHead, bytes]), format: 'der', type: 'spki' }) };
  const secret = createPrivateKey({ key: Buffer.concat([privateHead, bytes]), format: 'der', type: 'pkcs8' });
  return { id, secret, open: createPublicKey(secret) };
}

const rawOf = (key: KeyObject): Buffer => key.export({ format: 'der', type: 'spki' }).subarray(publicHead.length);
