import type { Temporal } from '#platform/time/temporal.ts';
import { isTimeZone } from '../time/time-zone.ts';
import { describedBy, FieldGroup, type FieldProps, fieldId } from './field.tsx';
import { useUi } from './page-context.ts';

/** What a person typed, kept as it is until the server has read it. */
export interface TypedDate {
  day: string;
  month: string;
  year: string;
}
export interface TypedDateTime extends TypedDate {
  hour: string;
  minute: string;
  /** IANA name. */
  zone: string;
}

export type DatePart = 'day' | 'month' | 'year' | 'hour' | 'minute';

/** The name of the control of one part: "detected.day". */
export const partName = (name: string, part: DatePart | 'zone') => `${name}.${part}`;

interface PartProps {
  field: FieldProps;
  part: DatePart;
  value: string | undefined;
  first: boolean;
  invalid: boolean;
}

function Part({ field, part, value, first, invalid }: PartProps) {
  const { t } = useUi();
  const base = field.id ?? fieldId(field.name);
  const id = first ? base : `${base}-${part}`;
  return (
    <div class="v-field">
      <label class="v-label" for={id}>
        {t(`ui.date.${part}`)}
      </label>
      <input
        class={`form-control ${part === 'year' ? 'v-input-4' : 'v-input-2'}`}
        id={id}
        name={partName(field.name, part)}
        value={value ?? ''}
        inputmode="numeric"
        autocomplete="off"
        maxlength={part === 'year' ? 4 : 2}
        data-part={part}
        aria-describedby={field.error ? describedBy({ name: field.name, id: field.id, error: field.error }) : undefined}
        aria-invalid={invalid ? 'true' : undefined}
      />
    </div>
  );
}

export interface DateFieldProps extends FieldProps {
  value?: Partial<TypedDate> | undefined;
  /** The parts the error is about; all of them when it does not say. */
  invalid?: readonly DatePart[] | undefined;
}

const isWrong = (field: FieldProps, invalid: readonly DatePart[] | undefined, part: DatePart) =>
  Boolean(field.error) && (invalid === undefined || invalid.includes(part));

/** A day, typed in three parts. */
export function DateField({ value = {}, invalid, ...field }: DateFieldProps) {
  const parts: (keyof TypedDate)[] = ['day', 'month', 'year'];
  return (
    <FieldGroup {...field}>
      <div class="v-when">
        {parts.map((part, at) => (
          <Part key={part} field={field} part={part} value={value[part]} first={at === 0} invalid={isWrong(field, invalid, part)} />
        ))}
      </div>
    </FieldGroup>
  );
}

export interface DateTimeFieldProps extends FieldProps {
  value?: Partial<TypedDateTime> | undefined;
  invalid?: readonly DatePart[] | undefined;
  /** The moment the typed parts mean, once they are known to be right: it is said back in words. */
  understood?: Temporal.Instant | undefined;
  /** The zones to choose from behind "Change the time zone"; without them the zone is fixed. */
  zones?: readonly string[] | undefined;
}

/** A moment, typed in five parts, in a zone that is always named. */
export function DateTimeField({ value = {}, invalid, understood, zones, ...field }: DateTimeFieldProps) {
  const ui = useUi();
  const { t, format } = ui;
  // What was sent as a zone may be none: the page says so, and must still be able to show a time.
  const zone = value.zone !== undefined && isTimeZone(value.zone) ? value.zone : ui.zone;
  const dateParts: DatePart[] = ['day', 'month', 'year'];
  const timeParts: DatePart[] = ['hour', 'minute'];
  const show = (part: DatePart, at: number) => (
    <Part
      key={part}
      field={field}
      part={part}
      value={value[part as keyof TypedDateTime]}
      first={at === 0}
      invalid={isWrong(field, invalid, part)}
    />
  );
  return (
    <FieldGroup {...field}>
      <date-time-parts class="v-stack v-stack--1" data-zone={zone} data-echo={t('ui.date.echo', { when: '{when}' })}>
        <div class="v-when">
          {dateParts.map(show)}
          <span class="v-when__break" />
          {timeParts.map((part) => show(part, 1))}
          <button class="btn btn-quiet" type="button" data-now hidden>
            {t('ui.date.now')}
          </button>
        </div>
        <p class="v-echo" role="status">
          {understood && t('ui.date.echo', { when: format.dateTime(understood, zone) })}
        </p>
        <ZoneChoice field={field} zone={zone} zones={zones} />
      </date-time-parts>
    </FieldGroup>
  );
}

function ZoneChoice({ field, zone, zones }: { field: FieldProps; zone: string; zones: readonly string[] | undefined }) {
  const { t, format, now } = useUi();
  const abbreviation = format.dateTimeParts(now, zone).zone;
  const shown = <p class="u-small u-quiet">{t('ui.date.zoneIs', { zone: `${zone} (${abbreviation})` })}</p>;
  const name = partName(field.name, 'zone');
  if (!zones) {
    return (
      <>
        {shown}
        <input type="hidden" name={name} value={zone} />
      </>
    );
  }
  const id = `${field.id ?? fieldId(field.name)}-zone`;
  return (
    <>
      {shown}
      <details class="v-explain">
        <summary>{t('ui.date.changeZone')}</summary>
        <div class="v-field">
          <label class="v-label" for={id}>
            {t('ui.date.zone')}
          </label>
          <select class="form-select w-auto" id={id} name={name} value={zone} data-zone-choice>
            {[...new Set([zone, ...zones])].map((one) => (
              <option key={one} value={one}>
                {one.replaceAll('_', ' ')}
              </option>
            ))}
          </select>
        </div>
      </details>
    </>
  );
}
