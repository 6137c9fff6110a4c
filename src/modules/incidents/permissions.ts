/** Who may do what with incidents: incidents.md 8, as restated in decisions.md D5, D8 and D16. */
import { type AnyColumn, type SQL, sql } from 'drizzle-orm';
import { isObserver, isOperator, isRegulator } from '#platform/context/actor.ts';
import { definePermissions } from '#platform/permissions/permissions.ts';

const operators = <Relation extends string>(relation: Relation) => ({ operatorAdministrator: relation, operatorUser: relation });
const regulators = <Relation extends string>(relation: Relation) => ({ regulatorAdministrator: relation, regulatorUser: relation });
const observers = <Relation extends string>(relation: Relation) => ({ observerAdministrator: relation, observerUser: relation });

type IncidentColumn = 'id' | 'regulatorId' | 'regulationId' | 'operatorId' | 'sectorIds';

/** At least one affected sector is the actor's; a parent stands for its children; incidents without sector are everybody's (5.1). */
export const inSectors = (own: SQL, sectorIds: AnyColumn) => sql`(${sectorIds} = '{}' or ${sectorIds} && array(
    select g.id from gov_sector g where g.id = any(${own}) or g.parent_id = any(${own})))`;

const uuidArray = (ids: readonly string[]) =>
  sql`array[${sql.join(
    ids.map((id) => sql`${id}::uuid`),
    sql`, `,
  )}]::uuid[]`;

/**
 * incidents.md 3.12. Conditions of one rule are OR-ed; an operator must have every included category and none of the excluded.
 * Written as a value for each row, with the cheap test first: as a join, a list would be sorted whole before its first page.
 */
export const observerRuleMatches = (observerId: string | AnyColumn, columns: Record<IncidentColumn, AnyColumn>) => sql`(
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

export const incidentPermissions = definePermissions({
  resource: 'incident',
  visible: ['readReported', 'read'],
  relations: {
    /** The incident's operator is the one the actor acts for. */
    reporter: (actor, columns: Record<IncidentColumn, AnyColumn>) =>
      isOperator(actor) ? sql`${columns.operatorId} = ${actor.organisation.id}` : undefined,
    /** The actor's regulator supervises it, and the actor's sectors reach it. */
    supervisor: (actor, columns) => {
      if (!isRegulator(actor)) return undefined;
      const own = sql`${columns.regulatorId} = ${actor.organisation.id}`;
      if (actor.sectors === 'all') return own;
      // An empty list of sectors means nothing at all, not even incidents without a sector (decisions.md D5).
      return actor.sectors.length === 0 ? undefined : sql`(${own} and ${inSectors(uuidArray(actor.sectors), columns.sectorIds)})`;
    },
    entitled: (actor, columns) => (isObserver(actor) ? observerRuleMatches(actor.organisation.id, columns) : undefined),
  },
  actions: {
    readReported: operators('reporter'),
    fillReport: operators('reporter'),
    withdraw: operators('reporter'),
    read: { ...regulators('supervisor'), ...observers('entitled') },
    list: { ...regulators('supervisor'), ...observers('entitled') },
    download: { ...operators('reporter'), ...regulators('supervisor'), ...observers('entitled') },
    readLog: { ...operators('reporter'), ...regulators('supervisor'), ...observers('entitled') },
    review: regulators('supervisor'),
    requestReport: regulators('supervisor'),
    correctFact: { ...operators('reporter'), ...regulators('supervisor') },
    setSignificance: regulators('supervisor'),
    close: regulators('supervisor'),
    reopen: regulators('supervisor'),
    addNote: regulators('supervisor'),
    changeReference: regulators('supervisor'),
  },
});

export const filePermissions = definePermissions({
  resource: 'incidentFile',
  visible: ['read'],
  relations: {
    owner: (actor, columns: Record<'operatorId', AnyColumn>) =>
      isOperator(actor) ? sql`${columns.operatorId} = ${actor.organisation.id}` : undefined,
  },
  actions: {
    notify: operators('owner'),
    list: operators('owner'),
    read: operators('owner'),
    addLaw: operators('owner'),
    edit: operators('owner'),
    discard: operators('owner'),
  },
});

/** Packs change what every regulator and operator works with. */
export const packPermissions = definePermissions({
  resource: 'pack',
  visible: ['import'],
  relations: { everywhere: () => sql`true` },
  actions: { import: { platformAdministrator: 'everywhere' } },
});
