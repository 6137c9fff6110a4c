import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseKeyRing } from '../config/setting-values.ts';

/** Encrypts secrets at rest: `keyId.iv.tag.ciphertext`, AES-256-GCM. The first key encrypts, any key decrypts. */
export interface SecretBox {
  /** Newest first: the first one closes. */
  readonly keyIds: readonly [string, ...string[]];
  seal(plain: string): string;
  /** Throws when the key is gone or the value was altered. */
  open(sealed: string): string;
}

export function createSecretBox(keyRing: string): SecretBox {
  const keys = parseKeyRing(keyRing);
  if (!keys) throw new Error('VIGIE_SECRET_KEYS: each key is `id:base64 of 32 bytes`, with an id of its own');
  const [first] = keys;
  if (!first) throw new Error('VIGIE_SECRET_KEYS is empty');
  const [, ...older] = keys.keys();
  return {
    keyIds: [first[0], ...older],
    seal(plain) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', first[1], iv);
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return [first[0], ...[iv, cipher.getAuthTag(), body].map((part) => part.toString('base64url'))].join('.');
    },
    open(sealed) {
      const [id = '', ...parts] = sealed.split('.');
      const key = keys.get(id);
      const [iv, tag, body] = parts.map((part) => Buffer.from(part, 'base64url'));
      if (!key || !iv || !tag || !body) throw new Error(`No key "${id}" for a stored secret`);
      // The length is named, because Node takes a tag cut to four bytes otherwise, and that can be guessed.
      const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: 16 }).setAuthTag(tag);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    },
  };
}

/** A key of the embedded installation's own, made once, readable by its owner only. @param name of its file */
export function readOrMakeKeyRing(folder: string, name = 'secret.key'): string {
  const file = join(folder, name);
  if (!existsSync(file)) makeOnce(file, `local:${randomBytes(32).toString('base64')}`);
  return readFileSync(file, 'utf8').trim();
}

/**
 * Beside and linked: a process that is killed meanwhile leaves no half key, which every later start would refuse, and of two that
 * start at once both take the first one's key.
 */
function makeOnce(file: string, text: string): void {
  const made = `${file}.${process.pid}`;
  writeFileSync(made, text, { mode: 0o600 });
  try {
    linkSync(made, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    rmSync(made);
  }
}
