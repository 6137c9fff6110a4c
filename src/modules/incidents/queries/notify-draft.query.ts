import { and, desc, eq, inArray } from 'drizzle-orm';
import { govAccount, govOperatorSector, govSector } from '#modules/governance/index.ts';
import { isOperator } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { NotFoundError } from '#platform/context/errors.ts';
import type { Reader } from '#platform/db/database.ts';
import type { Translated } from '#platform/i18n/language.ts';
import { scope } from '#platform/permissions/permissions.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { type FileSelection, fileSelectionSchema, type PartialContact } from '../domain/contacts.ts';
import { chosenOffers, type JourneyStep, journeyOf, offeredSectors } from '../domain/notify-journey.ts';
import { filePermissions } from '../permissions.ts';
import { incidentFile } from '../schema/reporting-side.ts';
import { type Offer, offeredProcedures } from './offered-procedures.query.ts';

export interface SectorName {
  slug: string;
  name: Translated;
  parent: { slug: string; name: Translated } | undefined;
}

/** A notification that is being prepared, with what its pages need. */
export interface NotifyDraft {
  fileId: string;
  title: string;
  ownReference: string;
  organisationName: string;
  zone: string;
  version: number;
  selection: FileSelection;
  offers: readonly Offer[];
  /** The offers of the chosen couples. */
  chosen: readonly Offer[];
  journey: readonly JourneyStep[];
}

/** `open`: the notification has ended, and the file has a page of its own. Throws NotFoundError for a file of somebody else. */
export async function notifyDraft(ctx: Ctx, fileId: string): Promise<NotifyDraft | 'open'> {
  const [file] = await ctx.db
    .select()
    .from(incidentFile)
    .where(and(eq(incidentFile.id, fileId), scope(ctx, filePermissions, 'notify', incidentFile)));
  if (!file) throw new NotFoundError();
  if (file.state === 'open') return 'open';
  const offers = await offeredProcedures(ctx.db, ctx.clock.now());
  const selection = fileSelectionSchema.parse(file.selection);
  return {
    fileId: file.id,
    title: file.title,
    ownReference: file.ownReference ?? '',
    organisationName: file.organisationName,
    zone: file.zone,
    version: file.version,
    selection,
    offers,
    chosen: chosenOffers(offers, selection.couples),
    journey: journeyOf(file.title, selection, offers),
  };
}

export interface DraftSummary {
  fileId: string;
  title: string;
  createdAt: Temporal.Instant;
}

/** What the actor's operator has begun and not yet opened, newest first; at most 50. */
export async function notifyDrafts(ctx: Ctx): Promise<DraftSummary[]> {
  return ctx.db
    .select({ fileId: incidentFile.id, title: incidentFile.title, createdAt: incidentFile.createdAt })
    .from(incidentFile)
    .where(and(eq(incidentFile.state, 'draft'), scope(ctx, filePermissions, 'notify', incidentFile)))
    .orderBy(desc(incidentFile.id))
    .limit(50);
}

export async function sectorNames(reader: Reader, slugs: readonly string[]): Promise<SectorName[]> {
  if (slugs.length === 0) return [];
  const rows = await reader
    .select({ slug: govSector.slug, name: govSector.name, parentId: govSector.parentId })
    .from(govSector)
    .where(inArray(govSector.slug, [...slugs]));
  const parentIds = rows.flatMap(({ parentId }) => parentId ?? []);
  const parents = parentIds.length > 0 ? await reader.select().from(govSector).where(inArray(govSector.id, parentIds)) : [];
  return rows.map(({ slug, name, parentId }) => ({ slug, name, parent: parents.find(({ id }) => id === parentId) }));
}

/** The sectors of the chosen procedures, and which of them are the operator's own. */
export async function sectorChoice(ctx: Ctx, chosen: readonly Offer[]): Promise<{ sectors: SectorName[]; own: string[] }> {
  const sectors = await sectorNames(ctx.db, offeredSectors(chosen));
  const { actor } = ctx;
  if (!isOperator(actor)) return { sectors, own: [] };
  const rows = await ctx.db
    .select({ slug: govSector.slug })
    .from(govOperatorSector)
    .innerJoin(govSector, eq(govSector.id, govOperatorSector.sectorId))
    .where(eq(govOperatorSector.operatorId, actor.organisation.id));
  return { sectors, own: rows.map(({ slug }) => slug).filter((slug) => sectors.some((sector) => sector.slug === slug)) };
}

/** What the account says about its person, to fill in the first contact. */
export async function ownContact({ db, actor }: Ctx): Promise<PartialContact> {
  if (actor.kind !== 'account') return {};
  const [row] = await db.select().from(govAccount).where(eq(govAccount.id, actor.accountId));
  if (!row) return {};
  const { firstName, lastName, email, jobTitle, phone } = row;
  return { firstName, lastName, email, ...(jobTitle && { jobTitle }), ...(phone && { phone }) };
}
