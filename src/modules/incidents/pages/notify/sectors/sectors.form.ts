import { type FormResult, listOf } from '#platform/forms/form.ts';
import type { FormBody } from '#platform/http/route.ts';
import { wordsIn } from '#platform/i18n/foreign-text.ts';
import type { Language } from '#platform/i18n/language.ts';
import { localeOfLanguage } from '#platform/i18n/locale.ts';
import type { SectorBranch } from '#platform/ui/list-fields.tsx';
import type { SectorName } from '../../../queries/notify-draft.query.ts';

/** The sectors by parent, in the order of the reader's alphabet; one without a parent stands alone (incidents.md 4.1). */
export function sectorBranches(sectors: readonly SectorName[], language: Language): SectorBranch[] {
  const inOrder = <Item extends { label: string }>(items: Item[]) =>
    items.sort((one, other) => one.label.localeCompare(other.label, localeOfLanguage(language)));
  const branches = new Map<string, { value: string; label: string; children: { value: string; label: string }[] }>();
  for (const { slug, name, parent } of sectors) {
    const leaf = { value: slug, label: wordsIn(name, language) };
    if (!parent) {
      branches.set(slug, { ...leaf, children: branches.get(slug)?.children ?? [] });
      continue;
    }
    const branch = branches.get(parent.slug) ?? { value: parent.slug, label: wordsIn(parent.name, language), children: [] };
    branch.children.push(leaf);
    branches.set(parent.slug, branch);
  }
  return inOrder([...branches.values()].map((branch) => ({ ...branch, children: inOrder(branch.children) })));
}

export function readSectors(form: FormBody, offered: readonly string[]): FormResult<string[]> {
  const sectors = [...new Set(listOf(form, 'sectors'))];
  const refuse = (messageKey: string) => ({ ok: false as const, state: { values: form, errors: { sectors: { messageKey } } } });
  if (sectors.length === 0) return refuse('notify.sectors.missing');
  if (!sectors.every((slug) => offered.includes(slug))) return refuse('notify.sectors.unknown');
  return { ok: true, data: sectors };
}
