import { and, eq, type SQL, sql } from 'drizzle-orm';
import { isOperator, type Role } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { anywhere } from '#platform/db/columns.ts';
import { rowsOf } from '#platform/db/database.ts';
import type { Translated } from '#platform/i18n/language.ts';
import { allowedActions, relationsOf, scope } from '#platform/permissions/permissions.ts';
import type { PeoplePermissions } from '../../../permissions.ts';
import { account } from '../../../schema.ts';

export interface PeopleQuery {
  q?: string | undefined;
  after?: string | undefined;
  before?: string | undefined;
}

export interface ListedPerson {
  id: string;
  name: string;
  email: string;
  role: Role;
  /** Of an operator: which ones, as far as the reader knows them. */
  operators: readonly string[];
  organisation: Translated | null;
  state: 'active' | 'inactive' | 'invited' | 'pending';
  hasFactor: boolean;
  mayReset: boolean;
}

export interface PeoplePage {
  people: ListedPerson[];
  /** Exact up to `countLimit`; one more stands for "more". */
  count: number;
  after: string | undefined;
  before: string | undefined;
}

export const peoplePage = 50;
export const countLimit = 1_000;

interface Row {
  id: string;
  name: string;
  email: string;
  active: boolean;
  has_password: boolean;
  has_factor: boolean;
  is_platform: boolean;
  regulator: { administrator: boolean; name: Translated } | null;
  observer: { administrator: boolean; name: Translated } | null;
  operators: { name: string; administrator: boolean; approved: boolean }[];
  relations: ('known' | 'resettable')[];
  total: number;
}

/** Whom the reader looks after, by name (governance.md 9.4). One statement, however many they are. */
export async function listPeople(ctx: Ctx, permissions: PeoplePermissions, query: PeopleQuery): Promise<PeoplePage> {
  const isReversed = query.before !== undefined && query.after === undefined;
  const rows = await rowsOf<Row>(ctx.db, peopleStatement(ctx, permissions, query));
  const hasMore = rows.length > peoplePage;
  const shown = rows.slice(0, peoplePage);
  if (isReversed) shown.reverse();
  return {
    people: shown.map((row) => ({ ...personOf(row), mayReset: allowedActions(ctx, permissions, row).has('resetFactor') })),
    count: rows[0]?.total ?? 0,
    after: hasMore || isReversed ? shown.at(-1)?.id : undefined,
    before: (isReversed ? hasMore : query.after !== undefined) ? shown[0]?.id : undefined,
  };
}

const inOrder = (of: string) =>
  sql.raw(`lower(${of}.last_name) collate "und-x-icu", lower(${of}.first_name) collate "und-x-icu", ${of}.id`);

function peopleStatement(ctx: Ctx, permissions: PeoplePermissions, query: PeopleQuery): SQL {
  const isReversed = query.before !== undefined && query.after === undefined;
  const cursor = isReversed ? query.before : query.after;
  const visible = and(scope(ctx, permissions, 'list', account), query.q ? matches(query.q) : undefined);
  const beyond = isReversed ? sql`<` : sql`>`;
  const keyset =
    cursor && sql`(${inOrder('account')}) ${beyond} (select ${inOrder('edge')} from account edge where edge.id = ${cursor}::uuid)`;
  const direction = sql.raw(isReversed ? 'desc' : 'asc');
  return sql`
    select account.id, account.first_name || ' ' || account.last_name as name, account.email, account.active,
      account.password_hash is not null as has_password,
      exists (select 1 from authenticator f where f.account_id = account.id) as has_factor,
      exists (select 1 from platform_administrator p where p.account_id = account.id) as is_platform,
      (select jsonb_build_object('administrator', m.administrator, 'name', r.name) from regulator_membership m
        join regulator r on r.id = m.regulator_id where m.account_id = account.id) as regulator,
      (select jsonb_build_object('administrator', m.administrator, 'name', o.name) from observer_membership m
        join observer o on o.id = m.observer_id where m.account_id = account.id) as observer,
      coalesce((
        select jsonb_agg(jsonb_build_object('name', o.name, 'administrator', m.administrator, 'approved', m.approved_at is not null) order by o.name)
        from operator_membership m join operator o on o.id = m.operator_id where m.account_id = account.id and ${ofKnownOperator(ctx)}
      ), '[]'::jsonb) as operators,
      ${relationsOf(ctx, permissions, account)} as relations,
      (select count(*)::int from (select 1 from account where ${visible} limit ${countLimit + 1}) counted) as total
    from account where ${and(visible, keyset || undefined)}
    order by lower(account.last_name) collate "und-x-icu" ${direction}, lower(account.first_name) collate "und-x-icu" ${direction},
      account.id ${direction} limit ${peoplePage + 1}`;
}

/** Of somebody's operators, those that the reader has to do with. */
function ofKnownOperator({ actor }: Ctx): SQL {
  if (actor.kind !== 'account' || !actor.organisation) return sql`false`;
  const { id } = actor.organisation;
  if (isOperator(actor)) return sql`m.operator_id = ${id}`;
  return actor.role === 'regulatorUser'
    ? sql`exists (select 1 from operator_supervision s where s.operator_id = m.operator_id and s.regulator_id = ${id})`
    : sql`false`;
}

function matches(typed: string): SQL {
  const pattern = anywhere(typed.trim().replace(/\s+/g, ' ').toLowerCase());
  return sql`(lower(account.first_name || ' ' || account.last_name) like ${pattern} or lower(account.email) like ${pattern})`;
}

function personOf(row: Row): Omit<ListedPerson, 'mayReset'> {
  const { id, name, email, operators } = row;
  const isWaiting = operators.length > 0 && operators.every(({ approved }) => !approved);
  return {
    ...{ id, name, email },
    role: roleOf(row),
    operators: operators.map((one) => one.name),
    organisation: row.regulator?.name ?? row.observer?.name ?? null,
    state: isWaiting ? 'pending' : !row.active ? 'inactive' : row.has_password ? 'active' : 'invited',
    hasFactor: row.has_factor,
  };
}

function roleOf({ is_platform: isPlatform, regulator: ofRegulator, observer, operators }: Row): Role {
  if (isPlatform) return 'platformAdministrator';
  if (ofRegulator) return ofRegulator.administrator ? 'regulatorAdministrator' : 'regulatorUser';
  if (observer) return observer.administrator ? 'observerAdministrator' : 'observerUser';
  const approved = operators.filter((one) => one.approved);
  if (approved.length === 0) return 'incidentUser';
  return approved.some(({ administrator }) => administrator) ? 'operatorAdministrator' : 'operatorUser';
}

/** The person whose factor is to be reset, as the reader knows them; undefined for everybody else. */
export async function resettablePerson(ctx: Ctx, permissions: PeoplePermissions, accountId: string) {
  const [row] = await ctx.db
    .select({ id: account.id, name: sql<string>`${account.firstName} || ' ' || ${account.lastName}`, email: account.email })
    .from(account)
    .where(and(eq(account.id, accountId), scope(ctx, permissions, 'resetFactor', account)));
  return row;
}
