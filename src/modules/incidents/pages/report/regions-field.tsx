import { FieldGroup, type FieldProps, fieldId } from '#platform/ui/field.tsx';
import { useUi } from '#platform/ui/page-context.ts';

/** ISO 3166-2 codes, one in each box; a few empty ones are always there. */
export function RegionsField({ value, ...field }: FieldProps & { value: readonly string[] }) {
  const { t } = useUi();
  const id = fieldId(field.name);
  const boxes = Math.max(3, value.length + 1);
  return (
    <FieldGroup {...field} hint={field.hint ?? t('report.answer.regions')}>
      <div class="v-row">
        {Array.from({ length: boxes }, (_box, at) => (
          <input
            key={`${at}`}
            class="form-control v-input-4"
            id={at === 0 ? id : `${id}-${at + 1}`}
            name={field.name}
            value={value[at] ?? ''}
            aria-label={t('report.answer.region', { number: at + 1 })}
            aria-invalid={field.error ? 'true' : undefined}
            autocomplete="off"
            spellcheck={false}
          />
        ))}
      </div>
    </FieldGroup>
  );
}
