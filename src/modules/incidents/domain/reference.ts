/** Incident references: `NI_` and eight characters of Crockford's base 32 (incidents.md 3.3, check 6). */

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const tokenLength = 8;
export const referencePrefix = 'NI_';
/** Five bytes are eight characters of five bits. */
export const referenceBytes = 5;
export const referencePattern = /^NI_[0-9A-HJKMNP-TV-Z]{8}$/;

/** @param bytes five random bytes, from a source that nobody can guess */
export function referenceFromBytes(bytes: Uint8Array): string {
  if (bytes.length !== referenceBytes) throw new RangeError(`A reference needs ${referenceBytes} bytes`);
  let rest = bytes.reduce((number, byte) => number * 256n + BigInt(byte), 0n);
  let token = '';
  for (let index = 0; index < tokenLength; index += 1) {
    token = alphabet.charAt(Number(rest % 32n)) + token;
    rest /= 32n;
  }
  return referencePrefix + token;
}

/**
 * A typed reference, or a part of one, as it is written: upper case, and in the token O read as 0, I and L as 1. Undefined when it
 * cannot be (part of) such a reference, as with references from before. The caller searches for the text as typed as well.
 */
export function normaliseReference(typed: string): string | undefined {
  const text = typed.trim().toUpperCase();
  const prefixed = /^NI[_\s-]+(.*)$/.exec(text);
  const token = (prefixed?.[1] ?? text).replaceAll('O', '0').replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{1,8}$/.test(token) ? (prefixed ? referencePrefix : '') + token : undefined;
}

/** What a regulator may change a reference to: 1 to 28 printable characters, no blanks around. */
export const isEditedReference = (text: string): boolean => /^[^\p{C}\p{Z}](?:[^\p{C}\p{Zl}\p{Zp}]{0,26}[^\p{C}\p{Z}])?$/u.test(text);
