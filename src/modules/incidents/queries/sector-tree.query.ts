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

/** The sectors of an incident by their slugs, sorted. */
export async function sectorSlugs(reader: Reader, ctx: Ctx, { sectorIds }: { sectorIds: readonly string[] }): Promise<string[]> {
  const { sectors } = await referenceData(ctx, reader);
  return sectors.flatMap(({ id, slug }) => (sectorIds.includes(id) ? [slug] : [])).sort();
}

/** The other way round: the ids of sectors that are chosen by slug. */
export async function sectorIdsOf(reader: Reader, ctx: Ctx, slugs: readonly string[]): Promise<string[]> {
  const { sectors } = await referenceData(ctx, reader);
  return sectors.flatMap(({ id, slug }) => (slugs.includes(slug) ? [id] : []));
}

/** The slugs and those of their parents, as conditions and impacts look at them. */
export function withParents(tree: readonly SectorNode[], slugs: readonly string[]): string[] {
  const parents = tree.filter(({ slug }) => slugs.includes(slug)).flatMap(({ parent }) => parent ?? []);
  return [...new Set([...slugs, ...parents])];
}
