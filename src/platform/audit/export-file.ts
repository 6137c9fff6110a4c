/** A trail in a file, a line a record, described in docs/audit-export.md. Written and read as a stream. */
import { createReadStream, createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { canonicalJson, type JsonValue } from '../text/canonical-json.ts';
import type { TrailRecord, TrailStart } from './verify-trail.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);
const moment = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const eventSchema = z.strictObject({
  id: z.string(),
  seq: z.int(),
  at: moment,
  actorKind: z.string(),
  actorId: z.string().nullable(),
  organisationId: z.string().nullable(),
  requestId: z.string(),
  action: z.string(),
  subjectKind: z.string(),
  subjectId: z.string().nullable(),
  detailSha256: z.string(),
});
const sealSchema = z.strictObject({
  number: z.int(),
  first: z.int(),
  last: z.int(),
  head: hash,
  sealedAt: moment,
  keyId: z.string(),
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});
/** Absent when it was deleted. */
const detail = z.unknown().optional();
// Strict: what a reader would pass over could not be vouched for.
const lineSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('vigie-audit-export'), version: z.literal(1), place: count, previous: hash, seal: count }),
  z.strictObject({ kind: z.literal('event'), place: z.int(), hash, event: eventSchema, detail }),
  z.strictObject({ kind: z.literal('seal'), seal: sealSchema }),
  z.strictObject({ kind: z.literal('unsealed'), event: eventSchema, detail }),
  z.strictObject({ kind: z.literal('end'), events: count, seals: count, unsealed: count }),
]);
type Line = z.infer<typeof lineSchema>;

export interface ExportCounts {
  events: number;
  seals: number;
  unsealed: number;
}

/** The file is not an export, or not a whole one; the message names the line. */
export class ExportFileError extends Error {}

/** Makes the file, readable by its owner only. @throws when there is one already. */
export async function writeExport(path: string, start: TrailStart, records: AsyncIterable<TrailRecord>): Promise<ExportCounts> {
  const counts: ExportCounts = { events: 0, seals: 0, unsealed: 0 };
  await pipeline(Readable.from(linesOf(start, records, counts)), createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  return counts;
}

async function* linesOf(start: TrailStart, records: AsyncIterable<TrailRecord>, counts: ExportCounts): AsyncGenerator<string> {
  yield textOf({ kind: 'vigie-audit-export', version: 1, place: start.place, previous: start.previous, seal: start.seal });
  for await (const record of records) {
    if (record.kind === 'damage') throw new ExportFileError(record.because);
    if (record.kind === 'seal') {
      counts.seals += 1;
      yield textOf({ kind: 'seal', seal: record.seal });
    } else if (record.kind === 'unsealed') {
      counts.unsealed += 1;
      yield textOf({ kind: 'unsealed', event: record.event, detail: record.detail });
    } else {
      const { event, place } = record;
      if (!event) throw new ExportFileError(`The event of place ${place} is missing. vigie audit verify says more.`);
      counts.events += 1;
      yield textOf({ kind: 'event', place, hash: record.hash, event, detail: record.detail });
    }
  }
  yield textOf({ kind: 'end', ...counts });
}

const textOf = (line: Line): string => `${canonicalJson(line as JsonValue)}\n`;

/** The start, and the records behind it, read as they are asked for. @throws ExportFileError when it does not begin as an export */
export async function openExport(path: string): Promise<{ start: TrailStart; records: AsyncGenerator<TrailRecord> }> {
  const lines = parsed(splitLines(createReadStream(path, 'utf8')));
  const { value: head, done } = await lines.next();
  if (done || head.kind !== 'vigie-audit-export') throw new ExportFileError('The first line is not that of an export of the trail.');
  return { start: { place: head.place, previous: head.previous, seal: head.seal }, records: recordsOf(lines) };
}

/** Damage is a record like the others: what comes before it can still be verified. */
async function* recordsOf(lines: AsyncGenerator<Line>): AsyncGenerator<TrailRecord> {
  try {
    yield* wholeRecordsOf(lines);
  } catch (error) {
    if (!(error instanceof ExportFileError)) throw error;
    yield { kind: 'damage', because: error.message };
  }
}

async function* wholeRecordsOf(lines: AsyncGenerator<Line>): AsyncGenerator<TrailRecord> {
  const counts: ExportCounts = { events: 0, seals: 0, unsealed: 0 };
  let end: ExportCounts | undefined;
  for await (const line of lines) {
    if (end) throw new ExportFileError('Something follows the line that ends the export.');
    if (line.kind === 'vigie-audit-export') throw new ExportFileError('The line that begins an export comes a second time.');
    if (line.kind === 'end') {
      end = line;
      continue;
    }
    counts[countedAs[line.kind]] += 1;
    if (line.kind === 'seal') yield line;
    else if (line.kind === 'event') yield { ...line, detail: line.detail };
    else yield { ...line, detail: line.detail, waits: true };
  }
  if (!end) throw new ExportFileError('The file is cut short: the line that ends the export is missing.');
  for (const what of ['events', 'seals', 'unsealed'] as const) {
    if (counts[what] !== end[what])
      throw new ExportFileError(`The file has ${counts[what]} lines of ${what}, and its last line counts ${end[what]}.`);
  }
}

const countedAs = { event: 'events', seal: 'seals', unsealed: 'unsealed' } as const;

async function* parsed(texts: AsyncIterable<string>): AsyncGenerator<Line, undefined> {
  let number = 0;
  for await (const text of texts) {
    number += 1;
    yield parseLine(text, number);
  }
}

function parseLine(text: string, number: number): Line {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ExportFileError(`Line ${number} is not JSON.`);
  }
  const line = lineSchema.safeParse(value);
  if (!line.success)
    throw new ExportFileError(`Line ${number} is not a line of an export: ${line.error.issues[0]?.path.join('.') || 'its kind'}.`);
  return line.data;
}

/** At line feeds alone: details may hold other characters that some readers take for the end of a line. */
async function* splitLines(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}
