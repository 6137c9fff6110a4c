/** Who may do what with incidents: incidents.md 8, as restated in decisions.md D5, D8 and D16. */
import { type AnyColumn, and, type SQL, sql } from 'drizzle-orm';
import {
  type Actor,
  isIncidentUser,
  isObserver,
  isOperator,
  isRegulator,
  type ObserverRule,
  type OperatorActor,
  type RegulatorActor,
} from '#platform/context/actor.ts';
import { plannedAnew } from '#platform/db/repeated-statements.ts';
import { definePermissions } from '#platform/permissions/permissions.ts';

const operators = <Relation extends string>(relation: Relation) => ({ operatorAdministrator: relation, operatorUser: relation });
const reporters = { ...operators('reporter'), incidentUser: 'filer' } as const;
const regulators = <Relation extends string>(relation: Relation) => ({ regulatorAdministrator: relation, regulatorUser: relation });
const observers = <Relation extends string>(relation: Relation) => ({ observerAdministrator: relation, observerUser: relation });

type IncidentColumn = 'id' | 'regulatorId' | 'regulationId' | 'operatorId' | 'notifierId' | 'sectorIds';

/** At least one affected sector is among a person's own; a parent stands for its children; incidents without sector are everybody's (5.1). */
export const inSectors = (own: SQL, sectorIds: AnyColumn) => sql`(${sectorIds} = '{}' or ${sectorIds} && array(
    select g.id from gov_sector g where g.id = any(${own}) or g.parent_id = any(${own})))`;

const uuidArray = (ids: readonly string[]) =>
  sql`array[${sql.join(
    ids.map((id) => sql`${id}::uuid`),
    sql`, `,
  )}]::uuid[] ${plannedAnew}`;

const overlaps = (sectorIds: AnyColumn, own: readonly string[]) => (own.length === 0 ? sql`false` : sql`${sectorIds} && ${uuidArray(own)}`);
const anyOf = (conditions: readonly SQL[]) => sql`(${sql.join([...conditions], sql` or `)})`;

/**
 * One rule of the observer who asks. Sectors and categories come with the session, so the database knows from its statistics whether
 * many incidents match, which it then reads in the order of the list, or few, which it then looks up and sorts.
 */
function ruleCondition({ regulationId, sectors, conditions }: ObserverRule, columns: Record<IncidentColumn, AnyColumn>): SQL {
  const hasCategory = (categoryId: string) =>
    sql`exists (select 1 from gov_operator_category oc where oc.operator_id = ${columns.operatorId} and oc.category_id = ${categoryId}::uuid)`;
  const operators = conditions.map(
    ({ include, exclude }) => and(sql`true`, ...include.map(hasCategory), ...exclude.map((id) => sql`not ${hasCategory(id)}`)) ?? sql`true`,
  );
  return sql`(${and(
    sql`${columns.regulationId} = ${regulationId}::uuid`,
    sectors === 'all' ? undefined : overlaps(columns.sectorIds, sectors),
    operators.length === 0 ? undefined : anyOf(operators),
  )})`;
}

/**
 * incidents.md 3.12, for all observers at once: who is told of an incident. Conditions of one rule are OR-ed; an operator must have
 * every included category and none of the excluded. What one observer may see is `ruleCondition`; permissions.test.ts holds the two together.
 */
export const observerRuleMatches = (observerId: AnyColumn, columns: Record<IncidentColumn, AnyColumn>) => sql`(
  ${columns.regulationId} = any(array(select rr.regulation_id from gov_observer_rule rr where rr.observer_id = ${observerId}))
  and (select true from gov_observer_rule r where r.observer_id = ${observerId} and r.regulation_id = ${columns.regulationId}
  and (not exists (select 1 from gov_observer_rule_sector rs where rs.rule_id = r.id) or exists (
    select 1 from gov_observer_rule_sector rs where rs.rule_id = r.id and (rs.sector_id = any(${columns.sectorIds})
    or rs.sector_id in (select g.parent_id from gov_sector g where g.id = any(${columns.sectorIds})))))
  and (not exists (select 1 from gov_observer_rule_condition rc where rc.rule_id = r.id) or exists (
    select 1 from gov_observer_rule_condition rc where rc.rule_id = r.id and not exists (
      select 1 from gov_observer_rule_condition_category cc
      left join gov_operator_category oc on oc.category_id = cc.category_id and oc.operator_id = ${columns.operatorId}
      where cc.condition_id = rc.id and (cc.mode = 'include') <> (oc.category_id is not null)))) limit 1))`;

function supervised(actor: RegulatorActor, columns: Record<'regulatorId' | 'sectorIds', AnyColumn>): SQL | undefined {
  const own = sql`${columns.regulatorId} = ${actor.organisation.id}`;
  if (actor.sectors === 'all') return own;
  // An empty list of sectors means nothing at all, not even incidents without a sector (decisions.md D5).
  return actor.sectors.length === 0
    ? undefined
    : sql`(${own} and (${columns.sectorIds} = '{}' or ${overlaps(columns.sectorIds, actor.sectors)}))`;
}

/** While a reset of the actor's second factor waits to be confirmed: nothing that began before it (decisions.md D8). */
const notWithheld = ({ hold }: OperatorActor, began: SQL | AnyColumn) => hold && sql`${began} >= ${hold.seesFrom.toString()}::timestamptz`;

/** An incident is as old as its file: one that was opened since under an old file would tell of it. */
const fileBegan = (incidentId: AnyColumn) =>
  sql`(select f.created_at from incident_file f join incident x on x.file_id = f.id where x.id = ${incidentId})`;

/** Filed by the account itself, or before it had one; what an operator has taken over is the operator's (decisions.md D4). */
const filedBy = (actor: Actor, { notifierId }: Record<'notifierId', AnyColumn>): SQL | undefined =>
  isIncidentUser(actor) ? sql`${notifierId} in (select n.id from gov_notifier n where n.account_id = ${actor.accountId}::uuid)` : undefined;

export const incidentPermissions = definePermissions({
  resource: 'incident',
  visible: ['readReported', 'read'],
  relations: {
    /** The incident's operator is the one the actor acts for. */
    reporter: (actor, columns: Record<IncidentColumn, AnyColumn>) =>
      isOperator(actor) ? and(sql`${columns.operatorId} = ${actor.organisation.id}`, notWithheld(actor, fileBegan(columns.id))) : undefined,
    filer: filedBy,
    /** The actor's regulator supervises it, and the actor's sectors reach it. */
    supervisor: (actor, columns) => (isRegulator(actor) ? supervised(actor, columns) : undefined),
    entitled: (actor, columns) =>
      isObserver(actor) && actor.rules.length > 0 ? anyOf(actor.rules.map((rule) => ruleCondition(rule, columns))) : undefined,
  },
  actions: {
    readReported: reporters,
    fillReport: reporters,
    withdraw: reporters,
    read: { ...regulators('supervisor'), ...observers('entitled') },
    list: { ...regulators('supervisor'), ...observers('entitled') },
    download: { ...reporters, ...regulators('supervisor'), ...observers('entitled') },
    readLog: { ...reporters, ...regulators('supervisor'), ...observers('entitled') },
    review: regulators('supervisor'),
    requestReport: regulators('supervisor'),
    correctFact: { ...reporters, ...regulators('supervisor') },
    setSignificance: regulators('supervisor'),
    close: regulators('supervisor'),
    reopen: regulators('supervisor'),
    addNote: regulators('supervisor'),
    changeReference: regulators('supervisor'),
    settleAdoption: regulators('supervisor'),
  },
});

const owners = { ...operators('owner'), incidentUser: 'filer' } as const;

export const filePermissions = definePermissions({
  resource: 'incidentFile',
  visible: ['read'],
  relations: {
    owner: (actor, columns: Record<'operatorId' | 'notifierId' | 'createdAt', AnyColumn>) =>
      isOperator(actor) ? and(sql`${columns.operatorId} = ${actor.organisation.id}`, notWithheld(actor, columns.createdAt)) : undefined,
    filer: filedBy,
  },
  actions: {
    notify: owners,
    list: owners,
    read: owners,
    addLaw: owners,
    edit: owners,
    discard: owners,
    /** What was filed in this browser without an account. */
    claim: { incidentUser: 'filer' },
    offer: { incidentUser: 'filer' },
  },
});

/** What somebody without an account files (decisions.md D4): its own, and while it is not an incident yet its regulator's to look at. */
export const filingPermissions = definePermissions({
  resource: 'filing',
  visible: ['fill', 'read'],
  relations: {
    filedByNotifier: (actor, columns: Record<'notifierId' | 'regulatorId' | 'sectorIds', AnyColumn>) =>
      actor.kind === 'notifier' ? sql`${columns.notifierId} = ${actor.notifierId}` : undefined,
    addressed: (actor, columns) => (isRegulator(actor) ? supervised(actor, columns) : undefined),
  },
  actions: {
    fill: { notifier: 'filedByNotifier' },
    prove: { notifier: 'filedByNotifier' },
    offer: { notifier: 'filedByNotifier' },
    read: regulators('addressed'),
    dismiss: regulators('addressed'),
  },
});

/** Taking over what somebody filed from outside: for administrators of the operator that was asked. */
export const adoptionPermissions = definePermissions({
  resource: 'adoption',
  visible: ['decide', 'follow'],
  relations: {
    asked: (actor, columns: Record<'operatorId' | 'notifierId' | 'filedAt', AnyColumn>) =>
      isOperator(actor) ? and(sql`${columns.operatorId} = ${actor.organisation.id}`, notWithheld(actor, columns.filedAt)) : undefined,
    filer: filedBy,
  },
  actions: { decide: { operatorAdministrator: 'asked' }, follow: { incidentUser: 'filer' } },
});

/** Packs change what every regulator and operator works with. */
export const packPermissions = definePermissions({
  resource: 'pack',
  visible: ['import'],
  relations: { everywhere: () => sql`true` },
  actions: { import: { platformAdministrator: 'everywhere' } },
});
