import { type FormResult, type FormState, listOf } from '#platform/forms/form.ts';
import type { FormBody } from '#platform/http/route.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import type { FileSelection } from '../../../domain/contacts.ts';
import { askedFacts, offeredSectors } from '../../../domain/notify-journey.ts';
import type { FileToExtend } from '../../../queries/file-to-extend.query.ts';
import type { Offer } from '../../../queries/offered-procedures.query.ts';
import { filledFacts, readFacts } from '../facts/facts.form.ts';
import { readSectors } from '../sectors/sectors.form.ts';

export interface AddedLaw {
  sectors: string[];
  facts: FileSelection['facts'];
}

/** One entry per regulation and regulator with something left to add. */
export function addableCouples({ offers, taken }: FileToExtend): Offer[] {
  const left = offers.filter(({ procedureId }) => !taken.has(procedureId));
  const sameAs = (offer: Offer) => (other: Offer) => other.regulationId === offer.regulationId && other.regulatorId === offer.regulatorId;
  return left.filter((offer, at) => left.findIndex(sameAs(offer)) === at);
}

/** The file's sectors as far as this law knows them, else the operator's own. */
export function filledLaw({ sectors, facts }: FileToExtend, offers: readonly Offer[], own: readonly string[]): FormBody {
  const offered = offeredSectors(offers);
  const kept = sectors.filter((slug) => offered.includes(slug));
  return { sectors: kept.length > 0 ? kept : [...own], ...filledFacts(facts) };
}

export function readLaw(form: FormBody, offers: readonly Offer[], zone: string, now: Temporal.Instant): FormResult<AddedLaw> {
  const offered = offeredSectors(offers);
  const sectors = offered.length > 0 ? readSectors(form, offered) : emptyChoice(form);
  const facts = readFacts(form, askedFacts(offers), zone, now);
  if (sectors.ok && facts.ok) return { ok: true, data: { sectors: sectors.data, facts: facts.data } };
  return { ok: false, state: { values: form, errors: { ...errorsOf(sectors), ...errorsOf(facts) } } };
}

/** Without a sectors field nothing may be posted for it either. */
function emptyChoice(form: FormBody): FormResult<string[]> {
  if (listOf(form, 'sectors').length === 0) return { ok: true, data: [] };
  return { ok: false, state: { values: form, errors: { '': { messageKey: 'notify.sectors.unknown' } } } };
}

const errorsOf = (result: FormResult<unknown>): FormState['errors'] => (result.ok ? {} : result.state.errors);
