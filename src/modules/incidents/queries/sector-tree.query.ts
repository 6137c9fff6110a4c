import { referenceData } from '#modules/governance/index.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Reader } from '#platform/db/database.ts';
import type { Translated } from '#platform/i18n/language.ts';

export interface SectorNode {
  slug: string;
  parent: string | undefined;
  name: Translated;
}

/** Every sector in use, with the slug of its parent. */
export async function loadSectorTree(ctx: Ctx, reader: Reader = ctx.db): Promise<SectorNode[]> {
  const { sectors } = await referenceData(ctx, reader);
  const slugOf = new Map(sectors.map(({ id, slug }) => [id, slug]));
  return sectors
    .filter(({ archivedAt }) => archivedAt === null)
    .map(({ slug, parentId, name }) => ({ slug, parent: parentId ? slugOf.get(parentId) : undefined, name }));
}

/** The slugs and those of their parents, as conditions and impacts look at them. */
export function withParents(tree: readonly SectorNode[], slugs: readonly string[]): string[] {
  const parents = tree.filter(({ slug }) => slugs.includes(slug)).flatMap(({ parent }) => parent ?? []);
  return [...new Set([...slugs, ...parents])];
}
