/** Which pages of "notify" a selection needs, and which of them are answered (incidents.md 4.1, check 4). */
import { type Fact, facts } from './condition.ts';
import { contactSchema, type FileSelection } from './contacts.ts';
import type { ProcedureDefinition } from './definition.ts';
import type { Couple, OfferedProcedure } from './match-procedures.ts';

export const notifySteps = ['regulations', 'sectors', 'contacts', 'facts', 'check'] as const;
export type NotifyStep = (typeof notifySteps)[number];

export interface JourneyOffer extends OfferedProcedure {
  definition: Pick<ProcedureDefinition, 'facts'>;
}

export interface AskedFact {
  fact: Fact;
  mandatory: boolean;
}

export interface JourneyStep {
  step: NotifyStep;
  isDone: boolean;
}

export const sameCouple = (one: Couple, other: Couple): boolean =>
  one.regulationId === other.regulationId && one.regulatorId === other.regulatorId;

/** A couple's name in `skipped`. */
export const coupleKey = ({ regulationId, regulatorId }: Couple): string => `${regulationId}:${regulatorId}`;

export const chosenOffers = <Offered extends OfferedProcedure>(offers: readonly Offered[], couples: readonly Couple[]): Offered[] =>
  offers.filter((offer) => couples.some((couple) => sameCouple(offer, couple)));

/** Slugs of the sectors that the chosen procedures tell apart; empty when none of them does, and then there is no such page. */
export const offeredSectors = (chosen: readonly OfferedProcedure[]): string[] => [...new Set(chosen.flatMap(({ sectors }) => sectors))];

/** Every fact that a chosen procedure wants to know, mandatory when one of them insists; these come first. */
export function askedFacts(chosen: readonly JourneyOffer[]): AskedFact[] {
  const asked = chosen.flatMap(({ definition }) => definition.facts);
  const all = facts.flatMap((fact) => {
    const own = asked.filter((entry) => entry.fact === fact);
    return own.length > 0 ? [{ fact, mandatory: own.some(({ mandatory }) => mandatory) }] : [];
  });
  return [...all.filter(({ mandatory }) => mandatory), ...all.filter(({ mandatory }) => !mandatory)];
}

/** The pages in their order; the last one is never done, since it ends the draft. */
export function journeyOf(title: string, selection: FileSelection, offers: readonly JourneyOffer[]): JourneyStep[] {
  const chosen = chosenOffers(offers, selection.couples);
  const sectors = offeredSectors(chosen);
  const asked = askedFacts(chosen);
  const saved = (step: NotifyStep) => selection.saved?.includes(step) ?? false;
  const { contacts } = selection;
  const isOffered = (couple: Couple) => chosen.some((offer) => sameCouple(offer, couple));
  const steps: (JourneyStep & { isNeeded: boolean })[] = [
    {
      step: 'regulations',
      isNeeded: true,
      isDone: saved('regulations') && title.trim() !== '' && selection.couples.length > 0 && selection.couples.every(isOffered),
    },
    { step: 'sectors', isNeeded: sectors.length > 0, isDone: selection.sectors.some((slug) => sectors.includes(slug)) },
    {
      step: 'contacts',
      isNeeded: true,
      isDone:
        saved('contacts') &&
        contactSchema.safeParse(contacts.primary).success &&
        (contacts.technical === undefined || contactSchema.safeParse(contacts.technical).success),
    },
    {
      step: 'facts',
      isNeeded: asked.length > 0,
      isDone: saved('facts') && asked.every(({ fact, mandatory }) => !mandatory || selection.facts[fact] !== undefined),
    },
    { step: 'check', isNeeded: true, isDone: false },
  ];
  return steps.filter(({ isNeeded }) => isNeeded).map(({ step, isDone }) => ({ step, isDone }));
}

/** The wanted page, unless it is not part of the journey or an earlier one has to be answered first. */
export function stepToShow(journey: readonly JourneyStep[], wanted: NotifyStep): NotifyStep {
  const open = firstOpenStep(journey);
  const position = (step: NotifyStep) => journey.findIndex((entry) => entry.step === step);
  return position(wanted) >= 0 && position(wanted) <= position(open) ? wanted : open;
}

export const firstOpenStep = (journey: readonly JourneyStep[]): NotifyStep => journey.find(({ isDone }) => !isDone)?.step ?? 'check';
