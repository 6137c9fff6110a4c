import { join, resolve } from 'node:path';
import { asc, eq, sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { regulation, regulationRegulator, regulator, sector } from '#modules/governance/schema.ts';
import type { Actor } from '#platform/context/actor.ts';
import { type Ctx, systemCtx } from '#platform/context/ctx.ts';
import { type OpenDatabase, rowsOf } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import { auditEvent } from '#platform/db/schema.ts';
import { FakeClock } from '#platform/testing/fake-clock.ts';
import { scratchKinds } from '#platform/testing/scratch-database.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { emptyTables } from '../../../testing/test-database.ts';
import { PackRefusedError } from '../packs/import-steps.ts';
import { readPack } from '../packs/pack-reader.ts';
import type { Pack } from '../packs/pack-schema.ts';
import { type Files, plant, smallPack, withFolder } from '../packs/testing/small-pack.ts';
import { procedure, procedureVersion, question, reportForm, reportFormVersion } from '../schema/definitions.ts';
import { diffPack, importPack } from './import-pack.ts';

const load = (files: Files, id = 'small'): Promise<Pack> =>
  withFolder(files, async (folder) => {
    const read = await readPack(join(folder, id));
    if (!read.ok) throw new PackRefusedError(read.findings);
    return read.pack;
  });

describe.each(scratchKinds(process.env.TEST_DATABASE_URL))('importPack on $name', ({ open }) => {
  let database: OpenDatabase;
  let ctx: Ctx;
  let clock: FakeClock;
  let regulatorId: string;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    clock = new FakeClock('2026-03-05T09:00:00Z');
    ctx = systemCtx({ db: database.db, clock, wallClock: clock, log: pino({ level: 'silent' }) }, 'pack', 'test');
    await emptyTables(database);
    regulatorId = await addRegulator('north');
  });

  async function addRegulator(slug: string): Promise<string> {
    const id = newId();
    const details = { name: { en: slug }, email: `${slug}@example.eu`, country: 'LU', zone: 'Europe/Luxembourg' };
    await ctx.db.insert(regulator).values({ id, slug, short: slug, ...details });
    return id;
  }
  const refusal = async (pack: Pack): Promise<string[]> => {
    try {
      await importPack(ctx, { pack, regulatorId });
    } catch (error) {
      if (error instanceof PackRefusedError) return error.findings.map(({ code }) => code);
      throw error;
    }
    return [];
  };
  const versions = () => ctx.db.select().from(procedureVersion).orderBy(asc(procedureVersion.no));
  const counts = async () => {
    const tables = [
      sector,
      regulation,
      regulationRegulator,
      question,
      reportForm,
      reportFormVersion,
      procedure,
      procedureVersion,
      auditEvent,
    ];
    return await Promise.all(tables.map((table) => ctx.db.$count(table)));
  };

  it('gives a regulator the procedures of the pack', async () => {
    const changes = await importPack(ctx, { pack: await load(smallPack), regulatorId });
    expect(changes.map(({ what, key, change }) => `${what} ${key} ${change}`)).toEqual([
      'sector energy added',
      'sector space added',
      'sector energy-gas added',
      'question what added',
      'question where added',
      'question ended added',
      'question rows added',
      'question row added',
      'form small-first added',
      'form small-last added',
      'regulation small added',
      'regulator small added',
      'procedure small-incident added',
    ]);
    const [version] = await versions();
    expect(version).toMatchObject({ no: 1, state: 'published', validTo: null, definition: { short: 'Small' } });
    // The act applied since the start of the year where the regulator is, before the pack came.
    expect(version?.validFrom?.toString()).toBe('2025-12-31T23:00:00Z');
    expect(await ctx.db.select().from(procedure)).toMatchObject([{ regulatorId, kind: 'incident', active: true, sourcePack: 'small' }]);
    const [where] = await ctx.db.select().from(question).where(eq(question.key, 'where'));
    expect(where).toMatchObject({ optionKeys: ['here', 'abroad'], ownerRegulatorId: null });
  });

  // decisions.md D11
  it('changes nothing the second time', async () => {
    const pack = await load(smallPack);
    await importPack(ctx, { pack, regulatorId });
    const before = await counts();
    clock.advance({ hours: 24 });
    expect(await importPack(ctx, { pack: await load(smallPack), regulatorId })).toEqual([]);
    expect(await counts()).toEqual(before);
  });

  it('tells in a dry run what an import would change, and changes nothing', async () => {
    const pack = await load(smallPack);
    const before = await counts();
    const foretold = await diffPack(ctx, { pack, regulatorId });
    expect(await counts()).toEqual(before);
    expect(await importPack(ctx, { pack, regulatorId })).toEqual(foretold);
    expect(await diffPack(ctx, { pack, regulatorId })).toEqual([]);
  });

  it('publishes a new version on an upgrade and leaves the old one', async () => {
    await importPack(ctx, { pack: await load(smallPack), regulatorId });
    clock.set('2026-04-01T08:00:00Z');
    const upgraded = await load({
      ...plant('small/procedures/incident.yaml', 'add: PT24H', 'add: PT48H'),
      'small/forms/first.yaml': `${smallPack['small/forms/first.yaml']}`.replace('- { key: what, mandatory: true }', '- { key: what }'),
    });
    expect(await importPack(ctx, { pack: upgraded, regulatorId })).toEqual([
      { what: 'form', key: 'small-first', change: 'changed', details: ['question what: changed'] },
      { what: 'procedure', key: 'small-incident', change: 'changed', details: ['stage first: changed'] },
    ]);
    const [old, current] = await versions();
    const at = Temporal.Instant.from('2026-04-01T08:00:00Z');
    expect([old?.no, old?.validTo?.equals(at), current?.no, current?.validFrom?.equals(at), current?.validTo]).toEqual([
      1,
      true,
      2,
      true,
      null,
    ]);
    expect(old?.definition.stages[0]?.due[1]?.add).toBe('PT24H');
    expect(current?.definition.stages[0]?.due[1]?.add).toBe('PT48H');
    expect(await importPack(ctx, { pack: upgraded, regulatorId })).toEqual([]);
  });

  it('leaves an incident with the version it was opened with', async () => {
    await importPack(ctx, { pack: await load(smallPack), regulatorId });
    const [pinned] = await versions();
    const [law] = await ctx.db.select().from(procedure);
    const fileId = newId();
    const now = clock.now().toString();
    await ctx.db.execute(sql`insert into incident_file (id, title, reporting_regulator_id, organisation_name, zone, state, created_at)
      values (${fileId}, 'Outage', ${regulatorId}, 'North', 'Europe/Luxembourg', 'open', ${now})`);
    await ctx.db.execute(sql`insert into incident (id, file_id, procedure_id, regulator_id, regulation_id, procedure_version_id, reference, title,
      notified_at, zone, contacts, operator_name, search_text, last_update_at)
      values (${newId()}, ${fileId}, ${law?.id}, ${regulatorId}, ${law?.regulationId}, ${pinned?.id}, 'NI_1', 'Outage',
      ${now}, 'Europe/Luxembourg', '[]', 'North', '', ${now})`);
    clock.advance({ hours: 1 });
    await importPack(ctx, { pack: await load(plant('small/procedures/incident.yaml', 'add: PT24H', 'add: PT48H')), regulatorId });
    const query = sql`select v.no, v.definition->'stages'->0->'due'->1->>'add' as add
      from incident i join procedure_version v on v.id = i.procedure_version_id`;
    expect(await rowsOf(ctx.db, query)).toEqual([{ no: 1, add: 'PT24H' }]);
    expect(await versions()).toHaveLength(2);
  });

  it('upgrades also when the clock stands still or was turned back', async () => {
    const second = await load(plant('small/procedures/incident.yaml', 'add: PT24H', 'add: PT48H'));
    const third = await load(plant('small/procedures/incident.yaml', 'add: PT24H', 'add: PT72H'));
    await importPack(ctx, { pack: await load(smallPack), regulatorId });
    await importPack(ctx, { pack: second, regulatorId });
    clock.set('2026-03-01T00:00:00Z');
    await importPack(ctx, { pack: third, regulatorId });
    const windows = (await versions()).map(({ validFrom, validTo }) => [validFrom?.toString(), validTo?.toString()]);
    expect(windows).toEqual([
      ['2025-12-31T23:00:00Z', '2026-03-05T09:00:00Z'],
      ['2026-03-05T09:00:00Z', '2026-03-05T09:00:00.001Z'],
      ['2026-03-05T09:00:00.001Z', undefined],
    ]);
  });

  it('shares the forms between regulators and keeps their procedures apart', async () => {
    const pack = await load(smallPack);
    await importPack(ctx, { pack, regulatorId });
    const changes = await importPack(ctx, { pack, regulatorId: await addRegulator('south') });
    expect(changes.map(({ what }) => what)).toEqual(['regulator', 'procedure']);
    expect(await ctx.db.$count(reportFormVersion)).toBe(2);
    expect(await ctx.db.$count(procedure)).toBe(2);
  });

  // decisions.md D9
  it('appends options and never removes, moves or retypes', async () => {
    const questions = 'small/questions.yaml';
    await importPack(ctx, { pack: await load(smallPack), regulatorId });
    const label = '{ en: Sea, fr: Sea, de: Sea, nl: Sea }';
    const appended = await load(plant(questions, ' }] }\n- { key: ended', ` }, { key: sea, label: ${label} }] }\n- { key: ended`));
    expect(await importPack(ctx, { pack: appended, regulatorId })).toEqual([{ what: 'question', key: 'where', change: 'changed' }]);
    expect(await refusal(await load(smallPack))).toEqual(['options-removed']);
    const retyped = await load(plant(questions, 'key: ended, type: dateTime', 'key: ended, type: date'));
    expect(await refusal(retyped)).toEqual(['options-removed', 'question-type']);
    const [where] = await ctx.db.select().from(question).where(eq(question.key, 'where'));
    expect(where?.optionKeys).toEqual(['here', 'abroad', 'sea']);
  });

  it('refuses what belongs to somebody else, or changes its nature', async () => {
    await importPack(ctx, { pack: await load(smallPack), regulatorId });
    const pack = await load(smallPack);
    await expect(importPack(ctx, { pack, regulatorId: newId() })).rejects.toMatchObject({ status: 404 });
    await expect(importPack(ctx, { pack })).rejects.toMatchObject({ findings: [{ code: 'regulator-missing' }] });
    const voluntary = await load(plant('small/procedures/incident.yaml', 'kind: incident', 'kind: voluntary'));
    expect(await refusal(voluntary)).toEqual(['procedure-changed']);
    await ctx.db.update(procedure).set({ sourcePack: null });
    expect(await refusal(await load(plant('small/procedures/incident.yaml', 'PT24H', 'PT25H')))).toEqual(['key-taken']);
    await ctx.db.update(reportForm).set({ sourcePack: 'other' });
    expect(await refusal(await load(smallPack))).toEqual(['key-taken']);
  });

  it('imports an inactive pack switched off, and faulty packs not at all', async () => {
    const note = 'note: { en: N, fr: N, de: N, nl: N }';
    await importPack(ctx, { pack: await load(plant('small/pack.yaml', 'status: active', `status: inactive\n${note}`)), regulatorId });
    expect(await ctx.db.select({ active: procedure.active }).from(procedure)).toEqual([{ active: false }]);
    expect(await ctx.db.select({ active: regulation.active }).from(regulation)).toEqual([{ active: false }]);
    const faulty = await load(plant('small/procedures/incident.yaml', 'sectors: [energy-gas]', 'sectors: [magic]'));
    await expect(importPack(ctx, { pack: faulty, regulatorId })).rejects.toBeInstanceOf(PackRefusedError);
  });

  it('is for commands and platform administrators', async () => {
    const person = { kind: 'account', accountId: newId(), sessionId: newId(), name: 'Ada', email: 'ada@example.eu' } as const;
    const pack = await load(smallPack);
    const as = (actor: Actor) => importPack({ ...ctx, actor }, { pack, regulatorId });
    const organisation = { kind: 'regulator', id: regulatorId, name: 'North' } as const;
    await expect(as({ ...person, role: 'regulatorAdministrator', organisation, sectors: 'all' })).rejects.toMatchObject({ status: 404 });
    await expect(as({ kind: 'anonymous' })).rejects.toMatchObject({ status: 404 });
    expect(await as({ ...person, role: 'platformAdministrator' })).not.toEqual([]);
  });

  it.each(['nis2', 'gdpr'])('imports the shipped pack %s', async (id) => {
    const read = await readPack(resolve('packs', id));
    const pack = read.ok ? read.pack : undefined;
    if (!pack) throw new Error(`${id} cannot be read`);
    const changes = await importPack(ctx, { pack, regulatorId });
    expect(changes.filter(({ what }) => what === 'procedure')).toHaveLength(1);
    expect(await importPack(ctx, { pack, regulatorId })).toEqual([]);
  });
});
