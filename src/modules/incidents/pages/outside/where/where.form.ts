import { type FormResult, fieldOf } from '#platform/forms/form.ts';
import type { FormBody } from '#platform/http/route.ts';
import type { FilingContent } from '../../../domain/filing.ts';
import { offeredSectors } from '../../../domain/notify-journey.ts';
import type { Offer } from '../../../queries/offered-procedures.query.ts';

/** NIS2 first: it is what most people come for. */
export function offeredLaws(offers: readonly Offer[]): Offer['regulation'][] {
  const laws = [...new Map(offers.map(({ regulation }) => [regulation.key, regulation])).values()];
  return [...laws.filter(({ key }) => key === 'nis2'), ...laws.filter(({ key }) => key !== 'nis2')];
}

/** Where law and sector can lead. Who cannot tell the sector may reach every authority of the law. */
export function candidatesFor(offers: readonly Offer[], regulation: string, sector: string): Offer[] {
  const own = offers.filter((offer) => offer.regulation.key === regulation);
  const general = own.filter(({ sectors }) => sectors.length === 0);
  const meeting = sector ? own.filter(({ sectors }) => sectors.includes(sector)) : [];
  if (meeting.length > 0) return meeting;
  if (general.length > 0) return general;
  return sector ? [] : own;
}

type Where = Pick<FilingContent, 'regulation' | 'sectors' | 'procedureId' | 'zone'>;

export function readWhere(form: FormBody, offers: readonly Offer[], { facts, zone }: FilingContent): FormResult<Where> {
  const refuse = (field: string, messageKey: string): FormResult<Where> => ({
    ok: false,
    state: { values: form, errors: { [field]: { messageKey } } },
  });
  const regulation = fieldOf(form, 'regulation');
  const sector = fieldOf(form, 'sector');
  if (!offers.some((offer) => offer.regulation.key === regulation)) return refuse('regulation', 'outside.where.law.missing');
  if (sector && !offeredSectors(offers).includes(sector)) return refuse('sector', 'notify.sectors.unknown');
  const candidates = candidatesFor(offers, regulation, sector);
  const [only] = candidates;
  if (!only) return refuse('sector', 'outside.where.noMatch');
  const chosen = candidates.length === 1 ? only : candidates.find(({ procedureId }) => procedureId === fieldOf(form, 'procedure'));
  if (!chosen) return refuse('procedure', 'outside.where.choose');
  const hasFacts = Object.keys(facts).length > 0;
  return {
    ok: true,
    data: {
      regulation,
      sectors: chosen.sectors.includes(sector) ? [sector] : [],
      procedureId: chosen.procedureId,
      zone: hasFacts ? zone : chosen.regulator.zone,
    },
  };
}

export const filledWhere = ({ regulation, sectors, procedureId }: FilingContent): FormBody => ({
  regulation,
  sector: sectors[0] ?? '',
  procedure: procedureId ?? '',
});
