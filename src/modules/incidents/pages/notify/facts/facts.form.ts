import { type FieldError, type FormResult, fieldOf } from '#platform/forms/form.ts';
import type { FormBody } from '#platform/http/route.ts';
import { Temporal } from '#platform/time/temporal.ts';
import type { TypedDateTime } from '#platform/ui/date-time-field.tsx';
import { partName } from '#platform/ui/date-time-field.tsx';
import type { Fact } from '../../../domain/condition.ts';
import type { FileSelection } from '../../../domain/contacts.ts';
import type { Facts } from '../../../domain/evaluate-condition.ts';
import { checkFacts } from '../../../domain/facts.ts';
import type { AskedFact } from '../../../domain/notify-journey.ts';
import { answerProblemText } from '../../../domain/problem-texts.ts';
import { readWallTime, type WallTimeProblem, wallTimePartNames, writeWallTime } from '../../../domain/wall-time.ts';

type StoredFacts = FileSelection['facts'];

/** Which of two equal times is meant, when the clocks showed it twice. */
export const repeatedField = (fact: Fact) => `${fact}.repeated`;

export function typedMoment(form: FormBody, fact: Fact, zone: string): TypedDateTime {
  const part = (name: (typeof wallTimePartNames)[number]) => fieldOf(form, partName(fact, name));
  return {
    day: part('day'),
    month: part('month'),
    year: part('year'),
    hour: part('hour'),
    minute: part('minute'),
    zone: fieldOf(form, partName(fact, 'zone')) || zone,
  };
}

export const isBlank = (typed: TypedDateTime) => wallTimePartNames.every((part) => typed[part].trim() === '');

/** The moment the typed parts mean. @param now given when it may not lie in the future */
export function readMoment(form: FormBody, fact: Fact, zone: string, now?: Temporal.Instant) {
  const { zone: typedZone, ...parts } = typedMoment(form, fact, zone);
  const choice = fieldOf(form, repeatedField(fact));
  const repeated = choice === 'earlier' || choice === 'later' ? choice : undefined;
  return { zone: typedZone, reading: readWallTime(parts, typedZone, { now, repeated }) };
}

export function filledFacts(facts: StoredFacts): FormBody {
  const fields = Object.entries(facts).flatMap(([fact, known]) => {
    if (!known) return [];
    const { parts, repeated } = writeWallTime(Temporal.Instant.from(known.at), known.zone);
    return [
      ...wallTimePartNames.map((part) => [partName(fact, part), parts[part]]),
      [partName(fact, 'zone'), known.zone],
      ...(repeated ? [[`${fact}.repeated`, repeated]] : []),
    ];
  });
  return Object.fromEntries(fields) as FormBody;
}

/** Reads the asked facts. `zone` is the one a field without its own is in. */
export function readFacts(form: FormBody, asked: readonly AskedFact[], zone: string, now: Temporal.Instant): FormResult<StoredFacts> {
  const errors: Record<string, FieldError> = {};
  const stored: StoredFacts = {};
  const facts: Facts = {};
  for (const { fact, mandatory } of asked) {
    if (isBlank(typedMoment(form, fact, zone))) {
      if (mandatory) errors[fact] = { messageKey: fact === 'aware' ? 'notify.facts.missing' : 'incidents.fact.missing', values: { fact } };
      continue;
    }
    const { zone: typedZone, reading } = readMoment(form, fact, zone, now);
    if (reading.ok) {
      facts[fact] = reading.value;
      stored[fact] = { at: reading.value.toString(), zone: typedZone };
    } else errors[fact] = problemText(reading.problem);
  }
  for (const problem of checkFacts(facts, { now })) {
    if (problem.code === 'beforeOther')
      errors[problem.fact] ??= { messageKey: 'incidents.fact.beforeOther', values: { fact: problem.fact, other: problem.other } };
  }
  return Object.keys(errors).length > 0 ? { ok: false, state: { values: form, errors } } : { ok: true, data: stored };
}

const problemText = (problem: WallTimeProblem): FieldError => answerProblemText(problem);
