/** Who may do what with the whole installation, and with the accounts on it: governance.md 3, 5.6 and 9.4, as restated by decisions.md D8. */
import { type AnyColumn, and, type SQL, sql } from 'drizzle-orm';
import { type AccountActor, isOperator } from '#platform/context/actor.ts';
import type { ModuleSeams } from '#platform/module-seams.ts';
import { definePermissions } from '#platform/permissions/permissions.ts';

/** Acceptances of the terms of use, of everybody at once. */
export const termsPermissions = definePermissions({
  resource: 'terms',
  visible: ['reset'],
  relations: { everywhere: () => sql`true` },
  actions: { reset: { platformAdministrator: 'everywhere' } },
});

type Accounts = Record<'id', AnyColumn>;

/** Who looks after accounts. What each reaches is in the relation. */
const caretakers = <Relation extends string>(relation: Relation) => ({
  platformAdministrator: relation,
  regulatorAdministrator: relation,
  regulatorUser: relation,
  observerAdministrator: relation,
  operatorAdministrator: relation,
});

/** People on the installation, each known to those who look after their accounts. */
export const peoplePermissionsOver = ({ filedWith }: Pick<ModuleSeams, 'filedWith'>) =>
  definePermissions({
    resource: 'people',
    // On its own page, somebody whose factor one may not reset does not exist (governance.md check 23).
    visible: ['resetFactor'],
    relations: {
      known: (actor, columns: Accounts) => (actor.kind === 'account' ? knownTo(actor, columns, filedWith) : undefined),
      /** Known, approved, somebody else, and nobody whom another kind of administrator looks after. */
      resettable: (actor, columns) => {
        const known = actor.kind === 'account' ? knownTo(actor, columns, filedWith) : undefined;
        if (actor.kind !== 'account' || !known) return undefined;
        const own = actor.role === 'operatorAdministrator' ? isApprovedMember(columns, actor.organisation.id) : undefined;
        return and(known, own, sql`${columns.id} <> ${actor.accountId}`, isOperator(actor) ? hasNoStaffRole(columns) : undefined);
      },
    },
    actions: { list: caretakers('known'), resetFactor: caretakers('resettable') },
  });
export type PeoplePermissions = ReturnType<typeof peoplePermissionsOver>;

/** What a regulator did to the second factors of an operator's people: on the log of its administrators, who confirm it. */
export const factorResetPermissions = definePermissions({
  resource: 'factorReset',
  visible: ['confirm'],
  relations: {
    ofOperator: (actor, columns: Record<'operatorId' | 'accountId', AnyColumn>) =>
      isOperator(actor) ? sql`${columns.operatorId} = ${actor.organisation.id}` : undefined,
    /** Never one's own, and not by somebody whose own waits: a regulator that resets two would have one confirm the other. */
    ofColleague: (actor, columns) =>
      isOperator(actor) && !actor.hold
        ? and(sql`${columns.operatorId} = ${actor.organisation.id}`, sql`${columns.accountId} <> ${actor.accountId}`)
        : undefined,
  },
  actions: { list: { operatorAdministrator: 'ofOperator' }, confirm: { operatorAdministrator: 'ofColleague' } },
});

function knownTo(actor: AccountActor, columns: Accounts, filedWith: ModuleSeams['filedWith']): SQL | undefined {
  const { id } = columns;
  const organisationId = actor.organisation?.id ?? '';
  switch (actor.role) {
    // Its own kind, the administrators of regulators and observers, and whoever belongs to nobody (governance.md 9.4).
    case 'platformAdministrator':
      return sql`(exists (select 1 from platform_administrator p where p.account_id = ${id})
        or exists (select 1 from regulator_membership m where m.account_id = ${id} and m.administrator)
        or exists (select 1 from observer_membership m where m.account_id = ${id} and m.administrator)
        or ${and(hasNoStaffRole(columns), hasNoOperator(columns))})`;
    case 'regulatorAdministrator':
      return sql`exists (select 1 from regulator_membership m where m.account_id = ${id} and m.regulator_id = ${organisationId})`;
    case 'observerAdministrator':
      return sql`exists (select 1 from observer_membership m where m.account_id = ${id} and m.observer_id = ${organisationId})`;
    case 'operatorAdministrator':
      return sql`exists (select 1 from operator_membership m where m.account_id = ${id} and m.operator_id = ${organisationId})`;
    // The people of the operators it supervises, and an incident user once that one has filed with it (decisions.md D8).
    case 'regulatorUser':
      return and(
        hasNoStaffRole(columns),
        sql`(exists (select 1 from operator_membership m join operator_supervision s on s.operator_id = m.operator_id
            where m.account_id = ${id} and m.approved_at is not null and s.regulator_id = ${organisationId})
          or ${and(hasNoOperator(columns), filedWith(sql`${id}`, organisationId))})`,
      );
    default:
      return undefined;
  }
}

const isApprovedMember = ({ id }: Accounts, operatorId: string) =>
  sql`exists (select 1 from operator_membership m where m.account_id = ${id} and m.operator_id = ${operatorId} and m.approved_at is not null)`;
/** A link that waits makes nobody a member. */
const hasNoOperator = ({ id }: Accounts) =>
  sql`not exists (select 1 from operator_membership m where m.account_id = ${id} and m.approved_at is not null)`;
/** Whoever is more than a member of an operator has an administrator of that kind. */
const hasNoStaffRole = ({ id }: Accounts) => sql`(not exists (select 1 from platform_administrator p where p.account_id = ${id})
  and not exists (select 1 from regulator_membership m where m.account_id = ${id})
  and not exists (select 1 from observer_membership m where m.account_id = ${id}))`;
