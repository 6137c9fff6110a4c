import { sql } from 'drizzle-orm';
import type { Tx } from '#platform/db/database.ts';

/** All languages of a translated name. */
const names = (column: string) => sql`(select string_agg(n.value, ' ') from jsonb_each_text(${sql.raw(column)}) n)`;

/** What the act is called in each language; nothing where it is called the same. */
const shortNames = sql.raw(`(select string_agg(n #>> '{}', ' ') from jsonb_path_query(g.short_name, 'lax $.*') n)`);

/**
 * What the search boxes look through (incidents.md 4.4), in lower case, written anew in the transaction of whatever changes it:
 * the incident with its operator, regulation and sectors, and apart from that its people, whom not every observer may find. What
 * stays the same is not written: the indexes for the search are the dearest of all to keep.
 */
export async function refreshSearchText(tx: Tx, incidentId: string): Promise<void> {
  await tx.execute(sql`
    update incident i set search_text = made.search_text, search_people = made.search_people
    from (select lower(concat_ws(' ', i.reference, i.title, i.operator_name,
        (select o.acronym from gov_operator o where o.id = i.operator_id),
        (select concat_ws(' ', g.short, ${shortNames}, ${names('g.name')}) from gov_regulation g where g.id = i.regulation_id),
        (select string_agg(concat_ws(' ', ${names('s.name')}, ${names('p.name')}), ' ')
          from gov_sector s left join gov_sector p on p.id = s.parent_id where s.id = any(i.sector_ids))) collate "und-x-icu") as search_text,
      lower(coalesce((select string_agg(concat_ws(' ', c.value ->> 'firstName', c.value ->> 'lastName'), ' ')
        from jsonb_each(i.contacts) c), '') collate "und-x-icu") as search_people
      from incident i where i.id = ${incidentId}) made
    where i.id = ${incidentId} and (i.search_text, i.search_people) is distinct from (made.search_text, made.search_people)`);
}
