import { type AnyColumn, eq, sql } from 'drizzle-orm';
import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AccountActor, type Actor, isOperator, isRegulator, type Role, roles } from '../context/actor.ts';
import { ForbiddenError, NotFoundError } from '../context/errors.ts';
import type { OpenDatabase } from '../db/database.ts';
import { newId } from '../db/ids.ts';
import { scratchKinds } from '../testing/scratch-database.ts';
import { allowedActions, definePermissions, mayEver, relationsOf, requirePermission, requireRole, scope } from './permissions.ts';

const lamp = pgTable('lamp', { id: uuid().primaryKey(), ownerId: uuid('owner_id').notNull(), colour: text().notNull() });
const [north, south] = [newId(), newId()];

const permissions = definePermissions({
  resource: 'lamp',
  visible: ['look', 'inspect'],
  relations: {
    owner: (actor, columns: Record<'ownerId' | 'colour', AnyColumn>) =>
      isOperator(actor) ? sql`${columns.ownerId} = ${actor.organisation.id}` : undefined,
    inspector: (actor, columns) => (isRegulator(actor) ? sql`${columns.colour} = 'red'` : undefined),
  },
  actions: {
    look: { operatorAdministrator: 'owner', operatorUser: 'owner' },
    inspect: { regulatorUser: 'inspector' },
    paint: { operatorAdministrator: 'owner', regulatorUser: ['inspector', 'owner'] },
    /** Given to nobody who sees a lamp. */
    polish: { platformAdministrator: 'owner' },
  },
});
type Action = keyof typeof permissions.actions;

function actorOf(role: Role, organisationId: string): AccountActor {
  const person = { kind: 'account' as const, accountId: newId(), sessionId: newId(), name: 'Ada', email: 'ada@people.example' };
  switch (role) {
    case 'operatorAdministrator':
    case 'operatorUser':
      return { ...person, role, organisation: { kind: 'operator', id: organisationId, name: 'X' } };
    case 'regulatorAdministrator':
    case 'regulatorUser':
      return { ...person, role, sectors: 'all', organisation: { kind: 'regulator', id: organisationId, name: 'X' } };
    case 'observerAdministrator':
    case 'observerUser':
      return { ...person, role, rules: [], organisation: { kind: 'observer', id: organisationId, name: 'X' } };
    default:
      return { ...person, role };
  }
}
const nobodies: Actor[] = [{ kind: 'anonymous' }, { kind: 'notifier', notifierId: newId(), name: 'N' }, { kind: 'system', name: 'a job' }];

describe.each(scratchKinds(process.env.TEST_DATABASE_URL))('rights on $name', ({ open }) => {
  let database: OpenDatabase;
  beforeAll(async () => {
    database = await open();
    await database.db.execute(sql`create table lamp (id uuid primary key, owner_id uuid not null, colour text not null)`);
    const colours = ['red', 'green'];
    await database.db.insert(lamp).values([north, south].flatMap((ownerId) => colours.map((colour) => ({ id: newId(), ownerId, colour }))));
  });
  afterAll(() => database.close());

  const listed = async (actor: Actor, action: Action) =>
    (
      await database.db
        .select({ id: lamp.id })
        .from(lamp)
        .where(scope({ actor }, permissions, action, lamp))
        .orderBy(lamp.id)
    ).map(({ id }) => id);
  const records = (actor: Actor) =>
    database.db
      .select({ id: lamp.id, relations: relationsOf({ actor }, permissions, lamp) })
      .from(lamp)
      .orderBy(lamp.id);

  it('lists, single records and buttons agree for every role, action and organisation', async () => {
    const actors = [...roles.flatMap((role) => [actorOf(role, north), actorOf(role, south)]), ...nobodies];
    for (const actor of actors) {
      const rows = await records(actor);
      for (const action of Object.keys(permissions.actions) as Action[]) {
        const allowed = rows.filter((row) => allowedActions({ actor }, permissions, row).has(action)).map(({ id }) => id);
        expect(await listed(actor, action), `${JSON.stringify(actor)} ${action}`).toEqual(allowed);
        if (allowed.length > 0) expect(mayEver(permissions, actor, action)).toBe(true);
        if (!mayEver(permissions, actor, action)) expect(() => requireRole({ actor }, permissions, action)).toThrow(NotFoundError);
      }
    }
  });

  it('gives what the table says and nothing else', async () => {
    const own = await database.db.select({ id: lamp.id }).from(lamp).where(eq(lamp.ownerId, north)).orderBy(lamp.id);
    expect(await listed(actorOf('operatorUser', north), 'look')).toEqual(own.map(({ id }) => id));
    expect(await listed(actorOf('operatorUser', north), 'paint')).toEqual([]);
    expect(await listed(actorOf('operatorAdministrator', north), 'paint')).toHaveLength(2);
    expect(await listed(actorOf('regulatorUser', south), 'inspect')).toHaveLength(2);
    for (const actor of nobodies) expect(await listed(actor, 'look')).toEqual([]);
  });

  it('refuses as unknown what may not be seen, and as forbidden what may', async () => {
    const verdict = (actor: Actor, action: Action, row: { relations: readonly ('owner' | 'inspector')[] } | undefined) => {
      try {
        requirePermission({ actor }, permissions, action, row);
        return 'allowed';
      } catch (error) {
        return error instanceof NotFoundError ? 'unknown' : error instanceof ForbiddenError ? 'forbidden' : error;
      }
    };
    const user = actorOf('operatorUser', north);
    expect(verdict(user, 'look', undefined)).toBe('unknown');
    expect(verdict(user, 'look', { relations: [] })).toBe('unknown');
    expect(verdict(user, 'look', { relations: ['owner'] })).toBe('allowed');
    expect(verdict(user, 'paint', { relations: ['owner'] })).toBe('forbidden');
    // Standing in a relation that no visible action needs is not seeing the record.
    expect(verdict(user, 'paint', { relations: ['inspector'] })).toBe('unknown');
    expect(verdict(actorOf('platformAdministrator', north), 'polish', { relations: ['owner'] })).toBe('unknown');
    for (const actor of nobodies) expect(verdict(actor, 'look', { relations: ['owner', 'inspector'] })).toBe('unknown');
  });

  it('no set of relations gives an action that the role does not have', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...roles),
        fc.subarray(['owner', 'inspector'] as const),
        fc.constantFrom(...(Object.keys(permissions.actions) as Action[])),
        (role, relations, action) => {
          const actor = actorOf(role, north);
          const has = allowedActions({ actor }, permissions, { relations }).has(action);
          return !has || mayEver(permissions, actor, action);
        },
      ),
    );
  });
});
