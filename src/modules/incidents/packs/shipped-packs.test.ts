import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { type ProcedureDefinition, type Question, questionTypes } from '../domain/definition.ts';
import { applicableImpacts } from '../domain/significance.ts';
import { dueText, stageOf } from '../domain/testing/deadline-world.ts';
import { checkPack } from './check-pack.ts';
import { formatFinding } from './finding.ts';
import { readPack } from './pack-reader.ts';
import type { Pack } from './pack-schema.ts';

const home = new URL('../../../../packs/', import.meta.url);

async function shipped(id: string): Promise<Pack> {
  const read = await readPack(fileURLToPath(new URL(id, home)));
  if (!read.ok) throw new Error(read.findings.map(formatFinding).join('\n'));
  return read.pack;
}

const questionsOf = (pack: Pack): Question[] =>
  pack.forms.flatMap(({ definition }) => definition.pages.flatMap(({ questions }) => questions));

it.each(await readdir(home))('%s passes the check', async (id) => {
  const pack = await shipped(id);
  expect(pack.manifest.id).toBe(id);
  expect(checkPack(pack).map(formatFinding)).toEqual([]);
});

async function procedureOf(id: string): Promise<ProcedureDefinition> {
  const [procedure] = (await shipped(id)).procedures;
  if (!procedure) throw new Error(`no procedure in ${id}`);
  return procedure.definition;
}

// Directive (EU) 2022/2555, Art. 23(4)
it('nis2 counts as the directive does', async () => {
  const nis2 = await procedureOf('nis2');
  const facts = { aware: '2026-01-30T09:00:00Z' };
  expect(dueText(nis2, 'early-warning', { facts })).toBe('2026-01-31T09:00:00Z');
  expect(dueText(nis2, 'incident-notification', { facts, sectors: ['energy-gas', 'energy'] })).toBe('2026-02-02T09:00:00Z');
  expect(dueText(nis2, 'incident-notification', { facts, sectors: ['digital-trust-services', 'digital'] })).toBe('2026-01-31T09:00:00Z');
  expect(dueText(nis2, 'intermediate-report', { facts })).toBe('notRequested');
});

it('nis2 asks for a progress report when the incident lasts, and for the final report a month after its end', async () => {
  const nis2 = await procedureOf('nis2');
  const submissions = { 'incident-notification': ['2026-01-31T10:00:00Z'] };
  const due = (now: string, resolved?: string) => {
    const world = { facts: { aware: '2026-01-30T09:00:00Z', ...(resolved && { resolved }) }, submissions, now };
    return [dueText(nis2, 'progress-report', world), dueText(nis2, 'final-report', world)];
  };
  const month = '2026-02-28T10:00:00Z';
  expect(due('2026-02-10T00:00:00Z')).toEqual([month, month]);
  expect(due('2026-02-10T00:00:00Z', '2026-02-09T00:00:00Z')).toEqual(['resolvedInTime', month]);
  expect(due('2026-03-01T00:00:00Z')).toEqual([month, 'waiting for resolved']);
  expect(due('2026-04-01T00:00:00Z', '2026-03-31T10:00:00Z')).toEqual([month, '2026-04-30T10:00:00Z']);
});

// Regulation (EU) 2016/679, Art. 33(1) and (4)
it('gdpr counts as the regulation does, for every sector', async () => {
  const gdpr = await procedureOf('gdpr');
  expect(dueText(gdpr, 'breach-notification', { facts: { aware: '2026-03-27T20:00:00Z' } })).toBe('2026-03-30T20:00:00Z');
  expect(stageOf(gdpr, 'additional-information').kind).toBe('onRequest');
  expect(gdpr.sectors).toEqual([]);
});

// Directive (EU) 2022/2555, Art. 23(4)(a) and recital 102: the early warning asks for no more
it('nis2 asks little for the early warning', async () => {
  const form = (await shipped('nis2')).forms.find(({ key }) => key === 'nis2-early-warning')?.definition;
  const mandatory = form?.pages.flatMap(({ questions }) => questions).filter((question) => question.mandatory && !question.visibleWhen);
  expect(mandatory?.map(({ key }) => key)).toEqual(['description', 'malicious', 'cross-border']);
});

it('nobody has to say more than they know: what is mandatory can be answered with “not known yet”', async () => {
  const forms = ['nis2-incident-notification', 'gdpr-breach-notification'];
  const all = [...(await shipped('nis2')).forms, ...(await shipped('gdpr')).forms].filter(({ key }) => forms.includes(key));
  const mandatory = all.flatMap(({ definition }) => definition.pages.flatMap(({ questions }) => questions.filter((one) => one.mandatory)));
  expect(mandatory.filter(({ type }) => type === 'boolean')).toEqual([]);
  const keys = (question: Question) => question.options?.map(({ key }) => key) ?? [];
  // Whether people were told, and how grave one takes the incident to be, is known to whoever is asked.
  const own = ['recipients-informed', 'subjects-informed', 'subjects-not-informed-reason', 'severity', 'special-categories', 'breach-type'];
  const certain = mandatory.filter((question) => question.options && !own.includes(question.key) && !keys(question).includes('unknown'));
  expect(certain.map(({ key }) => key)).toEqual([]);
});

// Commission Implementing Regulation (EU) 2024/2690, Art. 3 to 14: each entity is offered each of its criteria, with the exact point
it.each([
  ['digital-dns-services', 5, 'abc'],
  ['digital-tld-registries', 6, 'abc'],
  ['digital-cloud-services', 7, 'abcd'],
  ['digital-data-centres', 8, 'abcd'],
  ['digital-content-delivery-networks', 9, 'abcd'],
  ['ict-services-managed', 10, 'abcd'],
  ['ict-services-managed-security', 10, 'abcd'],
  ['digital-providers-marketplaces', 11, 'abcd'],
  ['digital-providers-search-engines', 12, 'abcd'],
  ['digital-providers-social-networks', 13, 'abcd'],
  ['digital-trust-services', 14, 'abcde'],
])('nis2 offers %s the criteria of Art. %d', async (sector, article, points) => {
  const nis2 = await procedureOf('nis2');
  const offered = applicableImpacts(nis2, await withParent(sector));
  const cited = (text: string) =>
    offered.filter(({ hint }) =>
      hint?.en
        ?.replace(/ Planned .*/, '')
        .split(/, | /)
        .includes(text),
    ).length;
  for (const point of points) expect(cited(`${article}(${point})`) || cited(`${article}(${point}).`), `${article}(${point})`).toBe(1);
  for (const point of 'abcdef') expect(cited(`3(1)(${point})`), point).toBe(1);
  expect(cited('4')).toBe(1);
  expect(offered.every(({ hint }) => hint?.en?.startsWith('(EU) 2024/2690'))).toBe(true);
  expect(offered).toHaveLength(points.length + 6);
});

it('nis2 keeps the general criteria of Art. 23(3) for the other sectors, and has some for every sector', async () => {
  const nis2 = await procedureOf('nis2');
  for (const sector of nis2.sectors) {
    const offered = applicableImpacts(nis2, await withParent(sector));
    const general = offered.filter(({ hint }) => /^Art. 23\(3\)\([ab]\)$/.test(hint?.en ?? ''));
    const detailed = offered.filter(({ hint }) => hint?.en?.includes('2024/2690'));
    expect([general.length, detailed.length > 0], sector).toEqual(detailed.length > 0 ? [0, true] : [3, false]);
  }
});

async function withParent(slug: string): Promise<string[]> {
  const sectors = (await shipped('nis2')).uses.flatMap((used) => used.sectors);
  return [slug, ...sectors.filter((sector) => sector.slug === slug).flatMap(({ parent }) => parent ?? [])];
}

it('asks once what both acts want to know', async () => {
  const nis2 = new Set(questionsOf(await shipped('nis2')).map(({ key }) => key));
  const shared = new Set(
    questionsOf(await shipped('gdpr'))
      .map(({ key }) => key)
      .filter((key) => nis2.has(key)),
  );
  expect([...shared].sort()).toEqual([
    'countries',
    'cross-border',
    'description',
    'malicious',
    'malicious-details',
    'measures',
    'measures-ongoing',
  ]);
});

it('shows every type of question at work', async () => {
  const used = new Set([...questionsOf(await shipped('nis2')), ...questionsOf(await shipped('gdpr'))].map(({ type }) => type));
  expect(questionTypes.filter((type) => !used.has(type))).toEqual([]);
});

it('gives every sector of NIS2 to the procedure, and keeps the codes of both acts apart', async () => {
  const pack = await shipped('nis2');
  const [sectors] = pack.uses;
  const parents = new Set(sectors?.sectors.map(({ parent }) => parent));
  const leaves = sectors?.sectors.filter(({ slug, codes }) => !parents.has(slug) && codes.nis2 !== undefined).map(({ slug }) => slug);
  expect(pack.procedures[0]?.definition.sectors).toEqual(leaves);
  for (const act of ['nis2', 'cer']) {
    const codes = sectors?.sectors.flatMap((sector) => sector.codes[act] ?? []) ?? [];
    expect(new Set(codes).size).toBe(codes.length);
  }
  const acronyms = sectors?.sectors.map(({ acronym }) => acronym) ?? [];
  expect(new Set(acronyms).size).toBe(acronyms.length);
});
