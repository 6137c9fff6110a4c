import { Checkboxes } from '#platform/ui/choice-fields.tsx';
import type { FieldProps } from '#platform/ui/field.tsx';
import { useUi } from '#platform/ui/page-context.ts';

/** The regions of the theme; one that was chosen earlier and is no longer offered stays until it is taken away. */
export function RegionsField({ value, ...field }: FieldProps & { value: readonly string[] }) {
  const { theme, language, format } = useUi();
  const offered = theme.regions.offered(language);
  const gone = value.filter((code) => !offered.some((region) => region.code === code));
  const options = [
    ...offered.map((region) => ({
      value: region.code,
      label: region.name,
      ...(region.language !== language && { lang: region.language }),
    })),
    ...gone.map((code) => ({ value: code, label: format.region(code) })),
  ];
  return <Checkboxes {...field} options={options} value={value} />;
}
