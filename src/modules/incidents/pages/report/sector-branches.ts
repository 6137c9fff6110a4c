import type { Translated } from '#platform/i18n/language.ts';
import type { SectorBranch } from '#platform/ui/list-fields.tsx';
import type { SectorNode } from '../../queries/sector-tree.query.ts';

/** The sectors on offer under their parents, both by name. */
export function sectorBranches(
  tree: readonly SectorNode[],
  offered: readonly SectorNode[],
  label: (name: Translated) => string,
): SectorBranch[] {
  const byLabel = <Item extends { label: string }>(items: Item[]) => items.sort((one, other) => one.label.localeCompare(other.label));
  const parents = tree.filter(({ slug, parent }) => !parent && offered.some((node) => node.slug === slug || node.parent === slug));
  return byLabel(
    parents.map((parent) => ({
      value: parent.slug,
      label: label(parent.name),
      children: byLabel(
        offered.filter((node) => node.parent === parent.slug).map(({ slug, name }) => ({ value: slug, label: label(name) })),
      ),
    })),
  );
}
