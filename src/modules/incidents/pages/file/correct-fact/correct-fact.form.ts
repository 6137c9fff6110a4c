import { type FormResult, type FormState, fieldOf } from '#platform/forms/form.ts';
import type { FormBody } from '#platform/http/route.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { partName, type TypedDateTime } from '#platform/ui/date-time-field.tsx';
import { reasonLimit } from '../../../domain/formats.ts';
import { answerProblemText } from '../../../domain/problem-texts.ts';
import { readWallTime, type WallTimeProblem, wallTimePartNames, writeWallTime } from '../../../domain/wall-time.ts';
import type { CorrectFactInput } from '../../../services/correct-fact.ts';
import type { KnownFact } from './correct-fact.query.ts';

/** Names of the fields. */
export const momentField = 'at';
export const repeatedField = 'repeated';

type Correction = Pick<CorrectFactInput, 'at' | 'zone' | 'reason' | 'seenFactId'> & { isLateDetectionConfirmed: boolean };

export function typedMoment(form: FormBody, zone: string): TypedDateTime {
  const part = (name: (typeof wallTimePartNames)[number]) => fieldOf(form, partName(momentField, name));
  return {
    day: part('day'),
    month: part('month'),
    year: part('year'),
    hour: part('hour'),
    minute: part('minute'),
    zone: fieldOf(form, partName(momentField, 'zone')) || zone,
  };
}

/** What the typed parts mean. */
export function readMoment(form: FormBody, zone: string, now?: Temporal.Instant) {
  const { zone: typedZone, ...parts } = typedMoment(form, zone);
  const choice = fieldOf(form, repeatedField);
  const repeated = choice === 'earlier' || choice === 'later' ? choice : undefined;
  return { zone: typedZone, reading: readWallTime(parts, typedZone, { now, repeated }) };
}

/** The current moment, to be corrected. */
export function filledForm(current: KnownFact | undefined, zone: string): FormState {
  if (!current?.at) return { values: { [partName(momentField, 'zone')]: zone, seen: current?.id ?? '' }, errors: {} };
  const { parts, repeated } = writeWallTime(current.at, current.zone);
  return {
    values: {
      ...Object.fromEntries(wallTimePartNames.map((part) => [partName(momentField, part), parts[part]])),
      [partName(momentField, 'zone')]: current.zone,
      ...(repeated && { [repeatedField]: repeated }),
      seen: current.id,
    },
    errors: {},
  };
}

export function readCorrection(form: FormBody, zone: string, now: Temporal.Instant): FormResult<Correction> {
  const reason = fieldOf(form, 'reason').trim();
  const isTakenBack = fieldOf(form, 'takeBack') === 'yes';
  const { zone: typedZone, reading } = readMoment(form, zone, now);
  const errors = {
    ...(!isTakenBack && !reading.ok && { [momentField]: problemText(reading.problem) }),
    ...(reason === '' && { reason: { messageKey: 'file.correct.reason.missing' } }),
    ...([...reason].length > reasonLimit && { reason: { messageKey: 'file.correct.reason.tooLong', values: { max: reasonLimit } } }),
  };
  if (Object.keys(errors).length > 0) return { ok: false, state: { values: form, errors } };
  const at = isTakenBack || !reading.ok ? null : reading.value;
  return {
    ok: true,
    data: {
      at,
      zone: typedZone,
      reason,
      seenFactId: fieldOf(form, 'seen') || null,
      isLateDetectionConfirmed: fieldOf(form, 'confirm') === 'yes',
    },
  };
}

const problemText = (problem: WallTimeProblem) => answerProblemText(problem);
