/** Reference data that packs bring (architecture.md section 8). Called inside the transaction of the import. */
import { isDeepStrictEqual } from 'node:util';
import { and, eq } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Tx } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import { defaultLanguage, type Name, type Translated, translate } from '#platform/i18n/language.ts';
import { regulation, regulationRegulator, sector } from '../schema.ts';

export interface ImportedSector {
  slug: string;
  /** Slug of the parent, which is in the list too or exists already. */
  parent?: string | undefined;
  acronym: string;
  codes: Record<string, string>;
  name: Translated;
}

export interface ImportedRegulation {
  key: string;
  short: Name;
  citation: Name;
  name: Translated;
  appliesFrom: string;
  appliesTo?: string | undefined;
  /** Counts when the regulation is new; later it is the platform administrator's to switch. */
  active: boolean;
}

export interface ReferenceChange {
  what: 'sector' | 'regulation' | 'regulator';
  key: string;
  change: 'added' | 'changed';
}

/** Adds and updates by slug; what the list lacks stays as it is. */
export async function importSectors(tx: Tx, ctx: Ctx, sectors: readonly ImportedSector[]): Promise<ReferenceChange[]> {
  const known = new Map((await tx.select().from(sector)).map((row) => [row.slug, row]));
  const ids = new Map([...known].map(([slug, { id }]) => [slug, id]));
  const changes: ReferenceChange[] = [];
  const parentsFirst = [...sectors].sort((left, right) => Number(left.parent !== undefined) - Number(right.parent !== undefined));
  for (const { slug, parent, acronym, codes, name } of parentsFirst) {
    const values = { parentId: parent === undefined ? null : (ids.get(parent) ?? null), acronym, codes, name };
    const row = known.get(slug);
    if (!row) {
      const id = newId();
      await tx.insert(sector).values({ id, slug, ...values });
      ids.set(slug, id);
      changes.push({ what: 'sector', key: slug, change: 'added' });
    } else if (differs(values, row)) {
      await tx.update(sector).set(values).where(eq(sector.id, row.id));
      changes.push({ what: 'sector', key: slug, change: 'changed' });
    }
  }
  if (changes.length > 0) {
    await writeAudit(tx, ctx, {
      action: 'governance.sectorsImported',
      subjectKind: 'sector',
      detail: { sectors: changes.map(({ key }) => key) },
    });
  }
  return changes;
}

/** Adds or updates the regulation and gives it to the regulator. */
export async function importRegulation(
  tx: Tx,
  ctx: Ctx,
  imported: ImportedRegulation,
  regulatorId: string,
): Promise<{ id: string; changes: ReferenceChange[] }> {
  const { key, active, short, citation, name, appliesFrom, appliesTo = null } = imported;
  const values = {
    short: translate(short, defaultLanguage),
    shortTexts: textsOf(short),
    citation: translate(citation, defaultLanguage),
    citationTexts: textsOf(citation),
    name,
    appliesFrom,
    appliesTo,
  };
  const [row] = await tx.select().from(regulation).where(eq(regulation.key, key));
  const id = row?.id ?? newId();
  const changes: ReferenceChange[] = [];
  if (!row) {
    await tx.insert(regulation).values({ id, key, active, ...values });
    changes.push({ what: 'regulation', key, change: 'added' });
  } else if (differs(values, row)) {
    await tx.update(regulation).set(values).where(eq(regulation.id, id));
    changes.push({ what: 'regulation', key, change: 'changed' });
  }
  const link = { regulationId: id, regulatorId };
  const isLinked = and(eq(regulationRegulator.regulationId, id), eq(regulationRegulator.regulatorId, regulatorId));
  const [linked] = await tx.select().from(regulationRegulator).where(isLinked);
  if (!linked) {
    await tx.insert(regulationRegulator).values(link);
    changes.push({ what: 'regulator', key, change: 'added' });
  }
  if (changes.length > 0) {
    await writeAudit(tx, ctx, {
      action: 'governance.regulationImported',
      subjectKind: 'regulation',
      subjectId: id,
      detail: { key, regulatorId },
    });
  }
  return { id, changes };
}

const textsOf = (name: Name): Translated | null => (typeof name === 'string' ? null : name);

const differs = <Values extends Record<string, unknown>>(values: Values, row: Record<string, unknown>): boolean =>
  Object.entries(values).some(([key, value]) => !isDeepStrictEqual(value, row[key]));
