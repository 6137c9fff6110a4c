import { z } from 'zod';
import { type FieldError, type FormResult, fieldOf, readForm } from '#platform/forms/form.ts';
import type { FormBody } from '#platform/http/route.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { partName, type TypedDateTime } from '#platform/ui/date-time-field.tsx';
import { answerProblemText } from '../../../domain/problem-texts.ts';
import { readWallTime, wallTimePartNames } from '../../../domain/wall-time.ts';
import type { RequestInput } from '../../../services/request-report.ts';
import { typedText } from '../act-page.tsx';

export const dueField = 'due';
/** Characters. */
export const requestNoteLimit = 2_000;

const requestForm = z.object({
  stage: z.string('supervision.act.request.stage.missing').min(1, 'supervision.act.request.stage.missing').max(100),
  note: z
    .string()
    .catch('')
    .transform(typedText)
    .pipe(z.string().min(1, 'supervision.act.request.note.missing').max(requestNoteLimit, 'supervision.act.request.note.tooLong')),
});

export const typedDue = (form: FormBody): Partial<TypedDateTime> =>
  Object.fromEntries(wallTimePartNames.map((part) => [part, fieldOf(form, partName(dueField, part))]));

/** @param zone of the incident: the date is typed in it */
export function readRequest(form: FormBody, zone: string): FormResult<Omit<RequestInput, 'incidentId'>> {
  const input = readForm(requestForm, form);
  const due = readDue(form, zone);
  const errors: Record<string, FieldError> = input.ok ? {} : { ...input.state.errors };
  if (due && !due.ok) errors[dueField] = answerProblemText(due.problem);
  if (!input.ok || Object.keys(errors).length > 0) return { ok: false, state: { values: form, errors } };
  const dueAt: Temporal.Instant | undefined = due?.ok ? due.value : undefined;
  return { ok: true, data: { stageKey: input.data.stage, note: input.data.note, dueAt } };
}

/** Undefined when no part is filled in. Of a time that the clocks show twice the later one is meant: it gives more time. */
function readDue(form: FormBody, zone: string) {
  const parts = typedDue(form);
  if (Object.values(parts).every((part) => part.trim() === '')) return undefined;
  return readWallTime(parts, zone, { repeated: 'later' });
}
