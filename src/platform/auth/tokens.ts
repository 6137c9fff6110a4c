import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits; only the digest is stored. */
export const newToken = (): string => randomBytes(32).toString('base64url');
export const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex');
