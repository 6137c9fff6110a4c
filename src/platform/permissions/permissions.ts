import type { AnyColumn } from 'drizzle-orm';
import { type SQL, sql } from 'drizzle-orm';
import type { AccountActor, Actor, NotifierActor, Role } from '../context/actor.ts';
import type { Ctx } from '../context/ctx.ts';
import { ForbiddenError, NotFoundError } from '../context/errors.ts';

/** The columns a relation looks at; a table and the view over it both have them. */
export type Columns<Name extends string> = Record<Name, AnyColumn>;

/** Who an action can be given to: a role of accounts, or somebody without one. */
export type Grantee = Role | 'notifier';

/** Who may do what, without saying on which rows: what routes, buttons and the matrix test read. */
export interface Grants<Action extends string = string, Relation extends string = string> {
  resource: string;
  /** The actions without any of which a record is not even known to exist. */
  visible: readonly string[];
  actions: Record<Action, Partial<Record<Grantee, Relation | readonly Relation[]>>>;
}

/**
 * The rights on one kind of record. A relation says in SQL when an actor stands in it to a row; an action lists, per role, the
 * relation it needs. Lists, single records and buttons all read these rows, so they cannot disagree.
 */
export interface Permissions<Action extends string, Relation extends string, Column extends string> extends Grants<Action, Relation> {
  relations: Record<Relation, (actor: AccountActor | NotifierActor, columns: Columns<Column>) => SQL | undefined>;
}

export const definePermissions = <Action extends string, Relation extends string, Column extends string>(
  permissions: Permissions<Action, Relation, Column>,
): Permissions<Action, Relation, Column> => permissions;

const granted = <Action extends string, Relation extends string>(
  permissions: Grants<Action, Relation>,
  actor: AccountActor | NotifierActor,
  action: Action,
): readonly Relation[] => {
  const relations = permissions.actions[action][actor.kind === 'account' ? actor.role : actor.kind];
  if (relations === undefined) return [];
  return typeof relations === 'string' ? [relations] : relations;
};

/** Whether anything at all can be given to the actor. */
const canHold = (actor: Actor): actor is AccountActor | NotifierActor => actor.kind === 'account' || actor.kind === 'notifier';

/** Whether the role has the action on any record at all: the first gate of a route. */
export function mayEver<Action extends string>(permissions: Grants<Action>, actor: Actor, action: Action): boolean {
  return canHold(actor) && granted(permissions, actor, action).length > 0;
}

/** The rows on which the actor has the action. Goes into the `where` of every list and every single read. */
export function scope<Action extends string, Relation extends string, Column extends string>(
  ctx: Pick<Ctx, 'actor'>,
  permissions: Permissions<Action, Relation, Column>,
  action: Action,
  columns: Columns<Column>,
): SQL {
  const { actor } = ctx;
  if (!canHold(actor)) return sql`false`;
  const conditions = granted(permissions, actor, action).flatMap((name) => permissions.relations[name](actor, columns) ?? []);
  return conditions.length === 0 ? sql`false` : sql`(${sql.join(conditions, sql` or `)})`;
}

/** A column that names the relations in which the actor stands to each row. */
export function relationsOf<Action extends string, Relation extends string, Column extends string>(
  ctx: Pick<Ctx, 'actor'>,
  permissions: Permissions<Action, Relation, Column>,
  columns: Columns<Column>,
): SQL<Relation[]> {
  const { actor } = ctx;
  if (!canHold(actor)) return sql<Relation[]>`'[]'::jsonb`;
  const cases = (Object.keys(permissions.relations) as Relation[]).flatMap((name) => {
    const condition = permissions.relations[name](actor, columns);
    return condition ? [sql`case when ${condition} then ${name}::text end`] : [];
  });
  if (cases.length === 0) return sql<Relation[]>`'[]'::jsonb`;
  return sql<Relation[]>`to_jsonb(array_remove(array[${sql.join(cases, sql`, `)}], null))`;
}

/** Everything the actor may do with a record read together with `relationsOf`: the buttons of its page. */
export function allowedActions<Action extends string, Relation extends string>(
  ctx: Pick<Ctx, 'actor'>,
  permissions: Grants<Action, Relation>,
  record: { relations: readonly Relation[] },
): ReadonlySet<Action> {
  const { actor } = ctx;
  if (!canHold(actor)) return new Set();
  const actions = Object.keys(permissions.actions) as Action[];
  return new Set(actions.filter((action) => granted(permissions, actor, action).some((name) => record.relations.includes(name))));
}

/** Throws NotFoundError for a record the actor may not see, ForbiddenError for a visible one without the action. */
export function requirePermission<Action extends string, Relation extends string>(
  ctx: Pick<Ctx, 'actor'>,
  permissions: Grants<Action, Relation>,
  action: Action,
  record: { relations: readonly Relation[] } | undefined,
): asserts record is { relations: readonly Relation[] } {
  if (!record) throw new NotFoundError();
  const allowed = allowedActions(ctx, permissions, record);
  if (!permissions.visible.some((visible) => allowed.has(visible as Action))) throw new NotFoundError();
  if (!allowed.has(action)) throw new ForbiddenError();
}

/** For acts without a record yet, such as opening a file. Throws NotFoundError: the page does not exist for this role. */
export function requireRole<Action extends string>(ctx: Pick<Ctx, 'actor'>, permissions: Grants<Action>, action: Action): void {
  if (!mayEver(permissions, ctx.actor, action)) throw new NotFoundError();
}
