import { asc, isNull } from 'drizzle-orm';
import { govSector } from '#modules/governance/index.ts';
import type { Reader } from '#platform/db/database.ts';
import type { Translated } from '#platform/i18n/language.ts';

export interface SectorNode {
  slug: string;
  parent: string | undefined;
  name: Translated;
}

/** Every sector in use, with the slug of its parent. */
export async function loadSectorTree(reader: Reader): Promise<SectorNode[]> {
  const rows = await reader
    .select({ id: govSector.id, parentId: govSector.parentId, slug: govSector.slug, name: govSector.name })
    .from(govSector)
    .where(isNull(govSector.archivedAt))
    .orderBy(asc(govSector.slug));
  const slugOf = new Map(rows.map(({ id, slug }) => [id, slug]));
  return rows.map(({ slug, parentId, name }) => ({ slug, parent: parentId ? slugOf.get(parentId) : undefined, name }));
}

/** The slugs and those of their parents, as conditions and impacts look at them. */
export function withParents(tree: readonly SectorNode[], slugs: readonly string[]): string[] {
  const parents = tree.filter(({ slug }) => slugs.includes(slug)).flatMap(({ parent }) => parent ?? []);
  return [...new Set([...slugs, ...parents])];
}
