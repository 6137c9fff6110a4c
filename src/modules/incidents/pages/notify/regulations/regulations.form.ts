import { type FieldError, type FormResult, fieldOf, listOf } from '#platform/forms/form.ts';
import type { FormBody } from '#platform/http/route.ts';
import type { NotifyDraft } from '../../../queries/notify-draft.query.ts';
import type { Offer } from '../../../queries/offered-procedures.query.ts';
import { type NotifyAnswers, titleLength } from '../../../services/save-notify-step.ts';

export const regulatorsField = (regulation: string) => `regulators.${regulation}`;

/** One entry per regulation and regulator, whatever the number of procedures. */
export function regulatorsOf(offers: readonly Offer[], regulation: string): Offer[] {
  const own = offers.filter((offer) => offer.regulation.key === regulation);
  return own.filter((offer, at) => own.findIndex(({ regulatorId }) => regulatorId === offer.regulatorId) === at);
}

export function filledRegulations({ title, selection, offers, chosen }: NotifyDraft): FormBody {
  const laws = [
    ...new Set(offers.filter(({ regulationId }) => selection.regulationIds.includes(regulationId)).map(({ regulation }) => regulation.key)),
  ];
  const regulators = laws.map((key) => [
    regulatorsField(key),
    chosen.filter(({ regulation }) => regulation.key === key).map(({ regulator }) => regulator.slug),
  ]);
  return { title, regulations: laws, ...Object.fromEntries(regulators) };
}

export function readRegulations(form: FormBody, { offers }: NotifyDraft): FormResult<NotifyAnswers> {
  const errors: Record<string, FieldError> = {};
  const title = fieldOf(form, 'title').trim();
  if (title === '') errors.title = { messageKey: 'notify.title.missing' };
  if (title.length > titleLength)
    errors.title = { messageKey: 'incidents.answer.tooLong', values: { max: titleLength, length: title.length } };
  const laws = [...new Set(listOf(form, 'regulations'))];
  if (laws.length === 0) errors.regulations = { messageKey: 'notify.regulations.missing' };
  const couples = laws.flatMap((law) => {
    const offered = regulatorsOf(offers, law);
    if (offered.length === 0) errors.regulations = { messageKey: 'notify.regulations.unknown' };
    const [only] = offered;
    if (only && offered.length === 1) return [only];
    const slugs = listOf(form, regulatorsField(law));
    const wanted = offered.filter(({ regulator }) => slugs.includes(regulator.slug));
    if (offered.length > 0 && wanted.length === 0) errors[regulatorsField(law)] = { messageKey: 'notify.regulators.missing' };
    if (wanted.length < new Set(slugs).size) errors[regulatorsField(law)] = { messageKey: 'notify.regulators.unknown' };
    return wanted;
  });
  if (Object.keys(errors).length > 0) return { ok: false, state: { values: form, errors } };
  const ids = couples.map(({ regulationId, regulatorId }) => ({ regulationId, regulatorId }));
  return { ok: true, data: { step: 'regulations', title, couples: ids } };
}
