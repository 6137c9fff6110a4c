import { type SQL, sql } from 'drizzle-orm';

/** Sectors as people are given them, with the children of each: what an incident's own sectors are compared with. */
export const withChildren = (chosen: SQL): SQL => sql`(
  select coalesce(jsonb_agg(distinct g.id), '[]'::jsonb) from sector g where g.id in (${chosen}) or g.parent_id in (${chosen}))`;

/** The rules of an observer as the actor carries them (`ObserverRule`). */
export const rulesOfObserver = (observerId: SQL): SQL => sql`coalesce((
  select jsonb_agg(jsonb_build_object('regulationId', r.regulation_id,
    'sectors', case when exists (select 1 from observer_rule_sector s where s.rule_id = r.id)
      then ${withChildren(sql`select s.sector_id from observer_rule_sector s where s.rule_id = r.id`)} else to_jsonb('all'::text) end,
    'conditions', coalesce((
      select jsonb_agg(jsonb_build_object(
        'include', array(select k.category_id from observer_rule_condition_category k where k.condition_id = c.id and k.mode = 'include'),
        'exclude', array(select k.category_id from observer_rule_condition_category k where k.condition_id = c.id and k.mode = 'exclude')))
      from observer_rule_condition c where c.rule_id = r.id), '[]'::jsonb)))
  from observer_rule r where r.observer_id = ${observerId}), '[]'::jsonb)`;
