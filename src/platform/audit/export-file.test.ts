import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { newId } from '../db/ids.ts';
import { createAuditKeys } from './audit-keys.ts';
import { ExportFileError, openExport, writeExport } from './export-file.ts';
import { ringOf, sampleTrail, type TrailShape } from './testing/sample-trail.ts';
import { type TrailRecord, type Verification, verifyTrail, wholeTrail } from './verify-trail.ts';

const folder = mkdtempSync(join(tmpdir(), 'vigie-export-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const keys = createAuditKeys(createAuditKeys(ringOf(1)).publicRing().join());

async function* stream(records: readonly TrailRecord[]): AsyncGenerator<TrailRecord> {
  yield* records;
}
const newPath = (): string => join(folder, `${newId()}.jsonl`);

async function exported(shape: TrailShape): Promise<string> {
  const path = newPath();
  await writeExport(path, wholeTrail, stream(sampleTrail(shape)));
  const text = readFileSync(path, 'utf8');
  rmSync(path);
  return text;
}

/** What the command finds in a file of this text; a file that does not begin as an export is found, too. */
async function verifyText(text: string): Promise<Pick<Verification, 'broken' | 'events'>> {
  const path = newPath();
  writeFileSync(path, text);
  try {
    const { start, records } = await openExport(path);
    return await verifyTrail(records, keys, start);
  } catch (error) {
    if (!(error instanceof ExportFileError)) throw error;
    return { events: 0, broken: { fault: 'file damaged', where: 'the beginning', because: error.message } };
  } finally {
    rmSync(path);
  }
}

const shapes = fc.record({
  spans: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 }),
  waiting: fc.integer({ min: 0, max: 2 }),
});
const some = fc.nat();
const linesOf = (text: string): string[] => text.split('\n').slice(0, -1);
const textOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
/** Lines that a seal vouches for, and those that frame the file: all but events that wait. */
const proven = (lines: readonly string[]): number[] => lines.flatMap((line, at) => (line.includes('"kind":"unsealed"') ? [] : [at]));
const pick = <Item>(items: readonly Item[], number: number): Item => {
  const item = items[number % items.length];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
};

/** Every value at the leaves, with how to put another one there. */
function leavesOf(value: unknown, path: string[] = []): { path: string[]; leaf: unknown }[] {
  if (typeof value !== 'object' || value === null) return [{ path, leaf: value }];
  return Object.entries(value).flatMap(([key, member]) => leavesOf(member, [...path, key]));
}
function put(value: unknown, [key, ...rest]: readonly string[], leaf: unknown): unknown {
  if (key === undefined) return leaf;
  if (Array.isArray(value)) return value.map((member, at) => (String(at) === key ? put(member, rest, leaf) : member));
  return Object.fromEntries(
    Object.entries(value as object).map(([name, member]) => [name, name === key ? put(member, rest, leaf) : member]),
  );
}
function another(leaf: unknown, number: number): unknown {
  if (typeof leaf === 'number') return leaf + 1 + (number % 3);
  if (typeof leaf === 'boolean') return !leaf;
  if (typeof leaf !== 'string' || leaf === '') return 'x';
  const at = number % leaf.length;
  return leaf.slice(0, at) + (leaf[at] === '1' ? '2' : '1') + leaf.slice(at + 1);
}

const found = async (text: string) => expect((await verifyText(text)).broken).toBeDefined();
const runs = { numRuns: 150 };

// decisions.md D13
describe('an exported trail', () => {
  it('is verified from the file and the public keys alone', async () => {
    await fc.assert(
      fc.asyncProperty(shapes, async (shape) => {
        const { broken, events } = await verifyText(await exported(shape));
        expect(broken).toBeUndefined();
        expect(events).toBe(shape.spans.reduce((sum, size) => sum + size, 0));
      }),
      { numRuns: 30 },
    );
  });

  it('shows every single change of a value', async () => {
    await fc.assert(
      fc.asyncProperty(shapes, some, some, some, async (shape, where, which, how) => {
        const lines = linesOf(await exported(shape));
        const at = pick(proven(lines), where);
        const line: unknown = JSON.parse(lines[at] ?? '');
        const { path, leaf } = pick(leavesOf(line), which);
        await found(textOf(lines.with(at, JSON.stringify(put(line, path, another(leaf, how))))));
      }),
      { numRuns: 400 },
    );
  });

  it('shows every line that was taken out', async () => {
    await fc.assert(
      fc.asyncProperty(shapes, some, async (shape, where) => {
        const lines = linesOf(await exported(shape));
        await found(textOf(lines.toSpliced(where % lines.length, 1)));
      }),
      runs,
    );
  });

  it('shows every line that was put in: one of its own, of another trail, or made up', async () => {
    await fc.assert(
      fc.asyncProperty(shapes, some, some, fc.constantFrom('own', 'other', 'made up'), async (shape, where, which, whence) => {
        const lines = linesOf(await exported(shape));
        const others = whence === 'other' ? linesOf(await exported(shape)) : lines;
        const line = whence === 'made up' ? '{"kind":"note","text":"x"}' : pick(others, which);
        await found(textOf(lines.toSpliced(where % (lines.length + 1), 0, line)));
      }),
      runs,
    );
  });

  it('shows every two lines that changed places', async () => {
    await fc.assert(
      fc.asyncProperty(shapes, some, some, async (shape, one, other) => {
        const lines = linesOf(await exported(shape));
        const places = proven(lines);
        const [a, b] = [pick(places, one), pick(places, other)];
        fc.pre(a !== b);
        await found(textOf(lines.with(a, lines[b] ?? '').with(b, lines[a] ?? '')));
      }),
      runs,
    );
  });

  it('shows that it was cut short, at any byte', async () => {
    await fc.assert(
      fc.asyncProperty(shapes, some, async (shape, where) => {
        const text = await exported(shape);
        // Without its last line feed it is whole.
        await found(text.slice(0, where % (text.length - 1)));
      }),
      runs,
    );
  });

  it('without a detail is whole: details may be deleted, their digests stay', async () => {
    const lines = linesOf(await exported({ spans: [2], waiting: 0 }));
    const { detail: _, ...rest } = JSON.parse(lines[1] ?? '') as Record<string, unknown>;
    expect((await verifyText(textOf(lines.with(1, JSON.stringify(rest))))).broken).toBeUndefined();
  });

  it('is a new file, which its owner alone can read', async () => {
    const path = newPath();
    await writeExport(path, wholeTrail, stream(sampleTrail({ spans: [1], waiting: 0 })));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await expect(writeExport(path, wholeTrail, stream([]))).rejects.toThrow('EEXIST');
  });
});
