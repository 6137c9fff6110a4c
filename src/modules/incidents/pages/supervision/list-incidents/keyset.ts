/** Orders of the list, and the cursors that lead from page to page. */
import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { fixed, inTextOrder } from '#platform/db/columns.ts';
import { Temporal } from '#platform/time/temporal.ts';
import type { IncidentListQuery, incidentSorts } from '../../../paths.ts';
import { supervisedIncident } from '../../../schema/incident.ts';

type Sort = (typeof incidentSorts)[number];
type Direction = 'asc' | 'desc';

/** The next deadline, and after all of them what has none: made by the database, indexed with migrations/0008_incident_due_order.sql. */
export const dueKey = fixed(sql`${supervisedIncident}.due_key`);
const keys: Record<Sort, { key: SQL; cast: SQL; isMoment: boolean; first: Direction }> = {
  due: { key: dueKey, cast: sql`timestamptz`, isMoment: true, first: 'asc' },
  update: { key: sql`${supervisedIncident.lastUpdateAt}`, cast: sql`timestamptz`, isMoment: true, first: 'desc' },
  notified: { key: sql`${supervisedIncident.notifiedAt}`, cast: sql`timestamptz`, isMoment: true, first: 'desc' },
  operator: { key: inTextOrder(supervisedIncident.operatorName), cast: sql`text`, isMoment: false, first: 'asc' },
  reference: { key: inTextOrder(supervisedIncident.reference), cast: sql`text`, isMoment: false, first: 'asc' },
};

/** Most urgent first, newest first, A to Z: the direction of a column nobody has turned. */
export const directionOf = ({ sort, direction }: Pick<IncidentListQuery, 'sort' | 'direction'>): Direction => direction ?? keys[sort].first;

export interface Cursor {
  value: string;
  id: string;
}

const momentPattern = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/;
/** As the database writes it, and a day that exists: it would refuse 31 February with an error. */
const moment = z.string().refine((text) => {
  if (text === 'infinity') return true;
  if (!momentPattern.test(text)) return false;
  try {
    return Temporal.Instant.from(text.replace(' ', 'T')) !== undefined;
  } catch {
    return false;
  }
});
const cursorSchema = z.tuple([z.string().max(400), z.uuid()]);

export const writeCursor = ({ value, id }: Cursor): string => Buffer.from(JSON.stringify([value, id])).toString('base64url');

/** Undefined for what this list did not write, e.g. a cursor of another order: the list then begins at its first page. */
export function readCursor(text: string | undefined, sort: Sort): Cursor | undefined {
  if (!text) return undefined;
  try {
    const parsed = cursorSchema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    if (!parsed.success) return undefined;
    const [value, id] = parsed.data;
    const fits = keys[sort].isMoment ? moment.safeParse(value).success : !value.includes('\u0000');
    return fits ? { value, id } : undefined;
  } catch {
    return undefined;
  }
}

export interface Keyset {
  /** The order of the rows as they are read: turned round for the page before a row. */
  orderBy: SQL;
  where: SQL | undefined;
  /** The key as text, for the cursors of this page. */
  value: SQL<string>;
  isReversed: boolean;
}

/** The id breaks ties, so that every incident has one place in every order. */
export function keysetOf(query: IncidentListQuery): Keyset {
  const { key, cast } = keys[query.sort];
  const after = readCursor(query.after, query.sort);
  const before = after ? undefined : readCursor(query.before, query.sort);
  const isReversed = before !== undefined;
  const isUp = (directionOf(query) === 'asc') !== isReversed;
  const way = isUp ? sql`asc` : sql`desc`;
  const from = after ?? before;
  const { id } = supervisedIncident;
  return {
    orderBy: sql`${key} ${way}, ${id} ${way}`,
    where: from && sql`(${key}, ${id}) ${isUp ? sql`>` : sql`<`} (${from.value}::${cast}, ${from.id}::uuid)`,
    value: sql<string>`(${key})::text`,
    isReversed,
  };
}

/** In this order an index answers alone for whoever sees all of a regulator's incidents, and leads the others to the first thousand. */
export const countOrder = fixed(sql`order by ${dueKey}, ${supervisedIncident.id}`);
