/** Sectors and impacts in the order of the sector tree, each under what it belongs to. */
import { type Language, type Translated, translate } from '#platform/i18n/language.ts';
import type { ProcedureDefinition } from '../domain/definition.ts';
import type { ImpactGroup, SectorGroup } from './document-data.ts';

export interface SectorName {
  slug: string;
  parent: string | undefined;
  name: Translated;
}

/** The affected sectors, each under its parent, which is named once. */
export function groupSectors(tree: readonly SectorName[], affected: readonly string[], language: Language): SectorGroup[] {
  const groups = new Map<string, string[]>();
  for (const { slug, parent, name } of tree.filter((sector) => affected.includes(sector.slug))) {
    const children = groups.get(parent ?? slug) ?? [];
    groups.set(parent ?? slug, parent ? [...children, translate(name, language)] : children);
  }
  return [...groups].map(([slug, children]) => ({ parent: nameOf(tree, slug, language), children }));
}

export interface TickedImpacts {
  procedure: Pick<ProcedureDefinition, 'impacts'>;
  /** Keys. */
  ticked: readonly string[];
  /** Slugs. */
  affected: readonly string[];
}

/** The ticked impacts under the affected sectors they belong to; those of every sector have none. */
export function groupImpacts(
  tree: readonly SectorName[],
  { procedure, ticked, affected }: TickedImpacts,
  language: Language,
): ImpactGroup[] {
  const isHit = (slug: string) => tree.some((sector) => affected.includes(sector.slug) && [sector.slug, sector.parent].includes(slug));
  const groups = new Map<string, ImpactGroup>();
  for (const { label, sectors } of procedure.impacts.filter(({ key }) => ticked.includes(key))) {
    const hit = sectors.filter(isHit);
    const own = hit.length > 0 ? hit : sectors;
    const key = [...own].sort().join();
    const group = groups.get(key) ?? { sectors: own.map((slug) => nameOf(tree, slug, language)), impacts: [] };
    groups.set(key, { ...group, impacts: [...group.impacts, translate(label, language)] });
  }
  return [...groups.values()];
}

function nameOf(tree: readonly SectorName[], slug: string, language: Language): string {
  const sector = tree.find((candidate) => candidate.slug === slug);
  return sector ? translate(sector.name, language) : slug;
}
