import { asc, isNull } from 'drizzle-orm';
import { govRegulation, govSector } from '#modules/governance/index.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Translated } from '#platform/i18n/language.ts';

export interface SectorOption {
  id: string;
  slug: string;
  parentId: string | null;
  name: Translated;
}

/** What one can filter by; also what the ids in the rows are called. */
export interface ListOptions {
  regulations: readonly { id: string; key: string; short: string }[];
  sectors: readonly SectorOption[];
}

export async function listOptions({ db }: Ctx): Promise<ListOptions> {
  const [regulations, sectors] = await Promise.all([
    db
      .select({ id: govRegulation.id, key: govRegulation.key, short: govRegulation.short })
      .from(govRegulation)
      .orderBy(asc(govRegulation.short)),
    db
      .select({ id: govSector.id, slug: govSector.slug, parentId: govSector.parentId, name: govSector.name })
      .from(govSector)
      .where(isNull(govSector.archivedAt)),
  ]);
  return { regulations, sectors };
}
