/** Every page a person opens, one request at a time on an idle server, and what a page weighs. */
import { readFileSync, statSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { sql } from 'drizzle-orm';
import { inRoot } from '../scripts/support/root.mjs';
import { manyOperatorAccountId, manyOperatorId } from '../src/modules/governance/testing/many-operators.ts';
import { idOf } from '../src/modules/incidents/testing/large-world-contents.ts';
import { rowsOf } from '../src/platform/db/database.ts';
import { type Line, milliseconds, percentile } from './results.ts';
import type { BenchServer } from './server.ts';
import { anonymous, get, type SignedIn, sendExpecting, signIn, type Visitor } from './visitor.ts';
import { accountIdOf, operators, type World } from './world.ts';

export type People = Record<'administrator' | 'sectors' | 'observer' | 'narrow' | 'operator', SignedIn>;

/** The operator of the tenth incident, which is ongoing, has a report to review, and is where the pages are looked at. */
const place = 20;

export async function signInPeople(world: World): Promise<People> {
  const as = async (who: string) => signIn(world, await accountIdOf(world, who));
  return {
    administrator: await as('nca'),
    sectors: await as('sectors@bench.example'),
    observer: await as('observer@bench.example'),
    narrow: await as('narrow@bench.example'),
    operator: (await operatorOf(world, place)).visitor,
  };
}

/** The administrator of the n-th incident's operator. */
export async function operatorOf(world: World, n: number): Promise<{ visitor: SignedIn; organisationId: string }> {
  const number = sql`${n % operators}::int`;
  const [row] = await rowsOf<{ account: string; organisation: string }>(
    world.database.db,
    sql`select ${manyOperatorAccountId(number)} as account, ${manyOperatorId(number)} as organisation`,
  );
  if (!row) throw new Error(`No operator ${n}`);
  return { visitor: await signIn(world, row.account, row.organisation), organisationId: row.organisation };
}

interface Page {
  name: string;
  visitor: Visitor;
  path: string;
}

export async function pagesOf(world: World, people: People): Promise<Page[]> {
  const [id] = await rowsOf<Record<'file' | 'incident' | 'sent' | 'next' | 'submission', string>>(
    world.database.db,
    sql`select ${idOf(1, sql`${place}::int`)} as file, ${idOf(2, sql`${place}::int`)} as incident, ${idOf(3, sql`${place * 8 + 1}::int`)} as sent,
      ${idOf(3, sql`${place * 8 + 2}::int`)} as next, ${idOf(4, sql`${place * 8 + 1}::int`)} as submission`,
  );
  if (!id) return [];
  const { administrator, sectors, observer, narrow, operator } = people;
  const pages = (visitor: Visitor, who: string, paths: Record<string, string>) =>
    Object.entries(paths).map(([name, path]) => ({ name: `${name}, ${who}`, visitor, path }));
  return [
    ...pages(anonymous, 'nobody', { 'sign-in': '/sign-in', 'start page': '/start/nis2' }),
    ...pages(administrator, 'regulator administrator', {
      home: '/',
      'list, open': '/incidents',
      'list, all': '/incidents?view=all',
      'list, search': '/incidents?view=all&q=castell',
      'list, overdue by operator': '/incidents?view=overdue&sort=operator',
      incident: `/incidents/${id.incident}`,
      'access log': `/incidents/${id.incident}/access-log`,
      submission: `/submissions/${id.submission}`,
      close: `/incidents/${id.incident}/close`,
      request: `/incidents/${id.incident}/request`,
      facts: `/incidents/${id.incident}/facts`,
      significance: `/incidents/${id.incident}/significance`,
    }),
    ...pages(sectors, 'regulator user with sectors', { home: '/', 'list, open': '/incidents', 'list, all': '/incidents?view=all' }),
    ...pages(observer, 'observer', { home: '/', 'list, open': '/incidents', 'list, all': '/incidents?view=all' }),
    ...pages(narrow, 'narrow observer', { home: '/', 'list, open': '/incidents', 'list, all': '/incidents?view=all' }),
    ...pages(operator, 'operator', {
      home: '/',
      files: '/files',
      file: `/files/${id.file}`,
      'file log': `/files/${id.file}/access-log`,
      'edit file': `/files/${id.file}/edit`,
      'add a law': `/files/${id.file}/add-law`,
      'own facts': `/files/${id.file}/incidents/${id.incident}/facts`,
      'report to fill': `/reports/${id.next}`,
      'report sent': `/reports/${id.sent}`,
      version: `/reports/${id.sent}/versions/1`,
      notify: '/notify',
    }),
  ];
}

export async function measurePages(server: BenchServer, pages: readonly Page[]): Promise<{ lines: Line[]; details: string[][] }> {
  const measured: { name: string; p50: number; kilobytes: number; own: number; script: number }[] = [];
  for (const { name, visitor, path } of pages) {
    const order = get(visitor, path);
    let body: Buffer = Buffer.alloc(0);
    const times: number[] = [];
    for (let turn = 0; turn < 60; turn++) {
      const answer = await sendExpecting(server.address, 200, order);
      // The first ones warm up.
      if (turn >= 10) times.push(answer.milliseconds);
      body = answer.body;
    }
    measured.push({ name, p50: percentile(times, 0.5), ...weigh(body) });
  }
  const slowest = measured.toSorted((a, b) => b.p50 - a.p50);
  const [worst] = slowest;
  const heaviest = Math.max(...measured.map(({ kilobytes }) => kilobytes));
  const script = Math.max(...measured.map((page) => page.script));
  const lines: Line[] = [
    {
      what: `any page, unloaded (${pages.length} pages; slowest: ${worst?.name})`,
      budget: 'p50 < 15 ms',
      figure: milliseconds(worst?.p50 ?? 0),
      isMet: measured.every(({ p50 }) => p50 < 15),
    },
    {
      what: 'page weight, heaviest page with everything it loads',
      budget: '< 200 kB, < 40 kB of it script',
      figure: `${Math.round(heaviest)} kB, script ${Math.round(script)} kB`,
      isMet: heaviest < 200 && script < 40,
    },
  ];
  const details = slowest.map(({ name, p50, own, kilobytes }) => [
    name,
    milliseconds(p50),
    `${own.toFixed(1)} kB`,
    `${kilobytes.toFixed(0)} kB`,
  ]);
  return { lines, details };
}

/** The page as a proxy compresses it, its files as the server keeps them compressed, and the fonts that styles ask for. */
function weigh(body: Buffer): { own: number; kilobytes: number; script: number } {
  const html = body.toString('utf8');
  const own = brotliCompressSync(body).length / 1000;
  const files = new Set<string>();
  for (const [, path = ''] of html.matchAll(/(?:src|href)="(\/static\/[^"#]+)/g)) addFile(files, path);
  const sizes = [...files].map((path) => ({ path, size: sizeOf(path) / 1000 }));
  const sum = (all: typeof sizes) => all.reduce((total, { size }) => total + size, 0);
  return { own, kilobytes: own + sum(sizes), script: sum(sizes.filter(({ path }) => path.endsWith('.js'))) };
}

const onDisk = (path: string) => inRoot('dist', path);

function addFile(files: Set<string>, path: string): void {
  if (files.has(path)) return;
  files.add(path);
  if (path.endsWith('.js'))
    for (const [, name] of readFileSync(onDisk(path), 'utf8').matchAll(/from\s*"\.\/([\w.-]+\.js)"/g)) addFile(files, `/static/${name}`);
  // One face of the font is what a page in Latin letters loads.
  const font = path.endsWith('.css') && /\/static\/[\w.-]*latin-wght[\w.-]*\.woff2/.exec(readFileSync(onDisk(path), 'utf8'))?.[0];
  if (font) addFile(files, font);
}

function sizeOf(path: string): number {
  try {
    return statSync(`${onDisk(path)}.br`).size;
  } catch {
    return statSync(onDisk(path)).size;
  }
}
