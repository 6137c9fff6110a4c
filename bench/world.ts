/** The country the bench works in, and how it grows. */
import { sql } from 'drizzle-orm';
import { account } from '../src/modules/governance/schema.ts';
import { makeObserver, makeObserverAccount, makeRegulatorAccount } from '../src/modules/governance/testing/factories.ts';
import { makeManyOperators } from '../src/modules/governance/testing/many-operators.ts';
import { type Country, makeCountry, openFile, submitStage } from '../src/modules/incidents/testing/factories.ts';
import { fillLargeWorld } from '../src/modules/incidents/testing/large-world.ts';
import { fillTraces } from '../src/modules/incidents/testing/large-world-contents.ts';
import type { AccountActor, OrganisationRef } from '../src/platform/context/actor.ts';
import type { Ctx } from '../src/platform/context/ctx.ts';
import { type OpenDatabase, rowsOf } from '../src/platform/db/database.ts';
import { newId } from '../src/platform/db/ids.ts';
import { migrate, readMigrations } from '../src/platform/db/migrate.ts';
import { openPostgres } from '../src/platform/db/postgres.ts';
import { systemClock } from '../src/platform/time/clock.ts';
import { silentLog } from '../src/testing/silent-log.ts';

export const operators = 2_000;
const stages = ['early-warning', 'incident-notification', 'final-report'];

export interface World {
  database: OpenDatabase;
  count(table: string): Promise<number>;
  /** Resolves when no job is left to run now; those planned for later stay. */
  untilJobsDone(): Promise<void>;
  /** Makes incidents until there are `count` of them; bare ones have no answers, mails and log, which no list reads. */
  growTo(count: number, options?: { isBare?: boolean }): Promise<void>;
  /** Incidents with three thorough reports, one operator's, made by the verbs. */
  makeThorough(count: number): Promise<{ ids: string[]; actor: AccountActor; questions: number }>;
  app: { db: OpenDatabase['db']; ctx(actor: AccountActor): Ctx; systemCtx(): Ctx };
  close(): Promise<void>;
}

export async function openWorld(databaseUrl: string, isAgain: boolean): Promise<World> {
  const database = openPostgres(databaseUrl, silentLog, 4);
  const [found] = await rowsOf<{ tables: number }>(
    database.db,
    sql`select count(*)::int as tables from information_schema.tables where table_schema = 'public' and table_name = 'incident'`,
  );
  if (found?.tables && !isAgain) {
    await database.close();
    throw new Error('BENCH_DATABASE_URL is not empty. Give an empty database, or --again to go on with one the bench has filled.');
  }
  await migrate(database, readMigrations('migrations'));
  const ctxOf = (actor: Ctx['actor']): Ctx => ({
    actor,
    db: database.db,
    clock: systemClock,
    wallClock: systemClock,
    language: 'en',
    requestId: newId(),
    log: silentLog,
  });
  const app = { db: database.db, ctx: ctxOf, systemCtx: () => ctxOf({ kind: 'system', name: 'bench' }) };
  const count = (table: string) => database.db.$count(sql.raw(table));
  const country = found?.tables ? await findCountry(database) : await makePeople(app);
  let model: string | undefined;
  return {
    database,
    app,
    count,
    untilJobsDone: () => untilJobsDone(database),
    async growTo(wanted, { isBare = false } = {}) {
      const [row] = await rowsOf<{ made: number }>(
        database.db,
        sql`select count(*)::int as made from incident where id < '00000001-0000-7000-8000-000000000000'`,
      );
      const made = row?.made ?? 0;
      if (made >= wanted) return;
      model ??= await makeThoroughIncident(app, country.elin);
      const { cyber: regulator, privacy: other } = country;
      const from = made + 1;
      const now = systemClock.now();
      const world = { from, count: wanted, regulator, other, regulationKey: 'nis2', operator: operators, now, model, isBare };
      await fillLargeWorld(database.db, world);
      if (!isBare) await fillTraces(database.db, from, wanted);
    },
    async makeThorough(wanted) {
      const ids: string[] = [];
      for (let made = 0; made < wanted; made++) ids.push(await makeThoroughIncident(app, country.elin));
      const [answers] = await rowsOf<{ count: number }>(
        database.db,
        sql`select count(*)::int as count from submission_answer a join submission s on s.id = a.submission_id join report r on r.id = s.report_id
          where r.incident_id = ${ids[0] ?? null}`,
      );
      return { ids, actor: country.elin, questions: answers?.count ?? 0 };
    },
    close: () => database.close(),
  };
}

/** Minutes are more than enough for a worker that runs. */
const longestWait = 300_000;

async function untilJobsDone({ db }: OpenDatabase): Promise<void> {
  const deadline = performance.now() + longestWait;
  for (;;) {
    const [row] = await rowsOf<{ left: number }>(
      db,
      sql`select count(*)::int as left from job where state = 'running' or (state = 'queued' and run_at <= now())`,
    );
    if (row?.left === 0) return;
    if (performance.now() > deadline) throw new Error(`${row?.left} jobs are still not done`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function makeThoroughIncident(app: World['app'], actor: AccountActor): Promise<string> {
  const { incidents } = await openFile(app, actor);
  const id = incidents.nis2 ?? '';
  for (const stage of stages) await submitStage(app, actor, id, stage, { isThorough: true });
  return id;
}

async function makePeople(app: World['app']): Promise<Country> {
  const country = await makeCountry(app);
  const { db } = app;
  await makeManyOperators(db, operators);
  await makeRegulatorAccount(db, country.cyber, { email: 'sectors@bench.example', sectors: ['energy', 'banking'] });
  const watch = async (email: string, rules: Parameters<typeof makeObserver>[1]) =>
    makeObserverAccount(db, await makeObserver(db, { regulationKeys: ['nis2'], ...rules }), { email });
  await watch('observer@bench.example', { sectors: ['energy', 'health', 'transport'] });
  await watch('narrow@bench.example', { categories: ['critical'] });
  return country;
}

/** The people of a database that was filled before. */
async function findCountry({ db }: OpenDatabase): Promise<Country> {
  const regulators = await rowsOf<{ id: string; slug: string }>(db, sql`select id, slug from regulator`);
  const refOf = (slug: string): OrganisationRef => ({
    kind: 'regulator',
    id: regulators.find((row) => row.slug === slug)?.id ?? '',
    name: slug,
  });
  const [operator] = await rowsOf<{ id: string; name: string }>(db, sql`select id, name from operator where acronym = 'NOG'`);
  const [person] = await rowsOf<{ id: string; email: string }>(
    db,
    sql`select a.id, a.email from account a join operator_membership m on m.account_id = a.id where m.operator_id = ${operator?.id ?? null}`,
  );
  if (!operator || !person) throw new Error('This database was not filled by the bench.');
  const ref: OrganisationRef = { kind: 'operator', id: operator.id, name: operator.name };
  const elin: AccountActor = {
    kind: 'account',
    accountId: person.id,
    sessionId: newId(),
    name: 'Elin Marchetti',
    email: person.email,
    role: 'operatorAdministrator',
    organisation: ref,
  };
  const nobody = { ...elin, role: 'regulatorAdministrator' as const, organisation: refOf('nca'), sectors: 'all' as const };
  return { cyber: refOf('nca'), privacy: refOf('dpa'), operator: ref, elin, tomas: nobody, dana: nobody };
}

/** The account behind an address, or the administrator of the regulator called so. */
export async function accountIdOf({ database }: World, who: string): Promise<string> {
  const [row] = who.includes('@')
    ? await database.db.select({ id: account.id }).from(account).where(sql`${account.email} = ${who}`)
    : await rowsOf<{ id: string }>(
        database.db,
        sql`select m.account_id as id from regulator_membership m join regulator r on r.id = m.regulator_id where r.slug = ${who} and m.administrator`,
      );
  if (!row) throw new Error(`Nobody in the bench's country is called ${who}`);
  return row.id;
}
