/** What a browser does once before somebody without an account may write, so that machines do not do it by the thousand (decisions.md D4, D16). */

/** A phone takes a few seconds, while its owner types. */
export const workBits = 16;

/** The text whose digest begins with as many zero bits as are asked for. */
export const workText = (challenge: string, attempt: number): string => `${challenge}:${attempt}`;

export function leadingZeroBits(digest: Uint8Array): number {
  let bits = 0;
  for (const byte of digest) {
    if (byte !== 0) return bits + Math.clz32(byte) - 24;
    bits += 8;
  }
  return bits;
}
