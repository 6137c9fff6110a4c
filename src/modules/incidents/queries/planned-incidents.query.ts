import { isOperator } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { facts as allFacts } from '../domain/condition.ts';
import type { FileSelection } from '../domain/contacts.ts';
import type { Due } from '../domain/deadlines.ts';
import type { Stage } from '../domain/definition.ts';
import type { Facts } from '../domain/evaluate-condition.ts';
import { type Couple, matchProcedures } from '../domain/match-procedures.ts';
import { sameCouple } from '../domain/notify-journey.ts';
import { nextDueAt, stageStates } from '../domain/stage-states.ts';
import { loadCategories, loadWorkingDays } from './incident-world.query.ts';
import { type SectorName, sectorNames } from './notify-draft.query.ts';
import type { Offer } from './offered-procedures.query.ts';

export interface PlannedIncident {
  offer: Offer;
  sectors: SectorName[];
  /** The report that is due first. */
  first: { stage: Stage; due: Due } | undefined;
}

export interface Plan {
  planned: PlannedIncident[];
  /** Couples without a procedure for this combination; each is an offer, for its names. */
  unmatched: Offer[];
}

interface Wish {
  offers: readonly Offer[];
  couples: readonly Couple[];
  sectors: readonly string[];
  facts: FileSelection['facts'];
  zone: string;
}

/** What opening would create now, with the first deadlines as the engine will compute them (interface.md B4). */
export async function plannedIncidents(ctx: Ctx, { offers, couples, sectors, facts, zone }: Wish): Promise<Plan> {
  const { matched, unmatched } = matchProcedures(offers, couples, sectors);
  const names = await sectorNames(ctx.db, [...new Set(matched.flatMap((match) => match.sectors))]);
  const operatorId = isOperator(ctx.actor) ? ctx.actor.organisation.id : undefined;
  const categories = operatorId ? await loadCategories(ctx.db, operatorId) : [];
  const workingDays = operatorId ? await loadWorkingDays(ctx.db, operatorId) : undefined;
  const now = ctx.clock.now();
  const planned = matched.map(({ procedure, sectors: own }) => {
    const { definition } = procedure;
    const affected = names.filter(({ slug }) => own.includes(slug));
    const states = stageStates(definition, {
      notifiedAt: now,
      zone,
      facts: instantsOf(facts),
      answers: new Map(),
      sectors: [...new Set(affected.flatMap(({ slug, parent }) => (parent ? [slug, parent.slug] : [slug])))],
      categories,
      workingDays,
      now,
      reports: [],
      isClosed: false,
    });
    const dueAt = nextDueAt(states);
    const state = dueAt && states.find(({ due }) => due.kind === 'due' && due.at.equals(dueAt));
    const stage = definition.stages.find(({ key }) => key === (state?.stage ?? definition.stages[0]?.key));
    return { offer: procedure, sectors: affected, first: stage && { stage, due: state?.due ?? { kind: 'none' as const } } };
  });
  return {
    planned,
    unmatched: unmatched.flatMap((couple) => offers.find((offer) => sameCouple(offer, couple)) ?? []),
  };
}

const instantsOf = (facts: FileSelection['facts']): Facts =>
  Object.fromEntries(
    allFacts.flatMap((fact) => {
      const known = facts[fact];
      return known ? [[fact, Temporal.Instant.from(known.at)]] : [];
    }),
  );
