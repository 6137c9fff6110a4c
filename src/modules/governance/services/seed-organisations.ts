/** Fills an installation with organisations and people at one go: the demo country. No page calls this. */
import { eq, inArray } from 'drizzle-orm';
import type { Tx } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import type { Translated } from '#platform/i18n/language.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import {
  holiday,
  observer,
  observerRule,
  observerRuleSector,
  operator,
  operatorCategory,
  operatorCategoryLink,
  operatorSector,
  operatorSupervision,
  regulation,
  regulator,
  sector,
} from '../schema.ts';

export interface SeedRegulator {
  slug: string;
  short: string;
  name: Translated;
  email: string;
  phone: string;
  website: string;
  country: string;
  zone: string;
}

export interface SeedObserver {
  slug: string;
  short: string;
  name: Translated;
  email: string;
  phone: string;
  /** Keys of regulations with the sectors observed; an empty list stands for all sectors. */
  rules: readonly { regulation: string; sectors: readonly string[]; shareContacts: boolean }[];
}

export interface SeedCategory {
  code: string;
  kind: 'type' | 'size' | 'designation' | 'other';
  label: Translated;
}

export interface SeedOperator {
  acronym: string;
  name: string;
  email: string;
  phone: string;
  country: string;
  sectors: readonly string[];
  categories: readonly string[];
  /** Slugs of the regulators who supervise it. */
  supervisedBy: readonly string[];
}

export type SeedHoliday = typeof holiday.$inferInsert;

/** Ids by slug. Regulators come first: packs are imported for them, and sectors come with the packs. */
export async function seedRegulators(tx: Tx, regulators: readonly SeedRegulator[]): Promise<Map<string, string>> {
  const rows = regulators.map((values) => ({ id: newId(), ...values }));
  await tx.insert(regulator).values(rows);
  return new Map(rows.map(({ slug, id }) => [slug, id]));
}

export async function seedObservers(tx: Tx, observers: readonly SeedObserver[]): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const { rules, ...values } of observers) {
    const observerId = newId();
    ids.set(values.slug, observerId);
    await tx.insert(observer).values({ id: observerId, ...values });
    for (const { regulation: key, sectors, shareContacts } of rules) {
      const [law] = await tx.select({ id: regulation.id }).from(regulation).where(eq(regulation.key, key));
      if (!law) throw new Error(`No regulation ${key}`);
      const ruleId = newId();
      await tx.insert(observerRule).values({ id: ruleId, observerId, regulationId: law.id, shareContacts });
      const rows = await sectorIds(tx, sectors);
      if (rows.length > 0) await tx.insert(observerRuleSector).values(rows.map((sectorId) => ({ ruleId, sectorId })));
    }
  }
  return ids;
}

/** Ids of the operators by acronym. Their regulators and sectors must be there. */
export async function seedOperators(
  tx: Tx,
  {
    operators,
    categories,
    createdAt,
  }: { operators: readonly SeedOperator[]; categories: readonly SeedCategory[]; createdAt: Temporal.Instant },
): Promise<Map<string, string>> {
  const known = categories.map((values) => ({ id: newId(), ...values }));
  await tx.insert(operatorCategory).values(known);
  const regulators = new Map(
    (await tx.select({ id: regulator.id, slug: regulator.slug }).from(regulator)).map(({ id, slug }) => [slug, id]),
  );
  const ids = new Map<string, string>();
  for (const { sectors, categories: codes, supervisedBy, ...values } of operators) {
    const operatorId = newId();
    ids.set(values.acronym, operatorId);
    await tx.insert(operator).values({ id: operatorId, createdAt, ...values });
    await tx.insert(operatorSector).values((await sectorIds(tx, sectors)).map((sectorId) => ({ operatorId, sectorId })));
    const links = known.filter(({ code }) => codes.includes(code));
    await tx.insert(operatorCategoryLink).values(links.map(({ id }) => ({ operatorId, categoryId: id })));
    const supervisors = supervisedBy.flatMap((slug) => regulators.get(slug) ?? []);
    await tx.insert(operatorSupervision).values(supervisors.map((regulatorId) => ({ operatorId, regulatorId })));
  }
  return ids;
}

export async function seedHolidays(tx: Tx, holidays: readonly SeedHoliday[]): Promise<void> {
  await tx.insert(holiday).values([...holidays]);
}

/** @throws when a slug is unknown: a slip in the data must not pass for "all sectors". */
export async function sectorIds(tx: Tx, slugs: readonly string[]): Promise<string[]> {
  if (slugs.length === 0) return [];
  const rows = await tx
    .select({ id: sector.id })
    .from(sector)
    .where(inArray(sector.slug, [...slugs]));
  if (rows.length !== slugs.length) throw new Error(`Unknown sector among ${slugs.join(', ')}`);
  return rows.map(({ id }) => id);
}
