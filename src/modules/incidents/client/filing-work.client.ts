/** The worker behind the first page without an account: counts until a digest begins with enough zeros, and says the number. */
import { leadingZeroBits, workText } from '../domain/proof-of-work.ts';

/** Digests that are on their way at once. */
const batch = 256;
const encoder = new TextEncoder();

addEventListener('message', async ({ data: { challenge, bits } }: MessageEvent<{ challenge: string; bits: number }>) => {
  for (let start = 0; ; start += batch) {
    const attempts = Array.from({ length: batch }, (_, at) => start + at);
    const digests = await Promise.all(
      attempts.map((attempt) => crypto.subtle.digest('SHA-256', encoder.encode(workText(challenge, attempt)))),
    );
    const found = digests.findIndex((digest) => leadingZeroBits(new Uint8Array(digest)) >= bits);
    if (found >= 0) {
      postMessage(start + found);
      return;
    }
  }
});
