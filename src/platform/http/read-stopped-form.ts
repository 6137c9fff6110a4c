import type { FastifyRequest } from 'fastify';

/** Bytes. More than the largest section of a report holds; far less than a post may have that is not stopped. */
const largest = 512 * 1024;

/**
 * Reads the form of a post that was turned away before its body was read, so that the page which says so can hold it. Whoever sends
 * too much is not read further than `largest`, and not at all where the length is not told before.
 */
export async function readStoppedForm(request: FastifyRequest): Promise<void> {
  if (request.method !== 'POST' || request.body !== undefined) return;
  if (!request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return;
  const length = Number(request.headers['content-length']);
  if (!(length > 0 && length <= largest)) return;
  const chunks: Buffer[] = [];
  let read = 0;
  try {
    for await (const chunk of request.raw) {
      read += chunk.length;
      if (read > largest) return;
      chunks.push(Buffer.from(chunk));
    }
  } catch {
    // Whoever sent it has gone.
    return;
  }
  const fields: Record<string, string | string[]> = {};
  for (const [name, value] of new URLSearchParams(Buffer.concat(chunks).toString('utf8'))) {
    const known = Object.hasOwn(fields, name) ? fields[name] : undefined;
    fields[name] = known === undefined ? value : [...[known].flat(), value];
  }
  request.body = fields;
}
