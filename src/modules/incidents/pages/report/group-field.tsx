import type { ComponentChildren } from 'preact';
import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { Button } from '#platform/ui/button.tsx';
import { FieldGroup, type FieldProps } from '#platform/ui/field.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import type { FormFields } from '../../domain/form-answer.ts';
import type { QuestionFieldProps } from './question-props.ts';

/** The names of the buttons that post the whole section and come back with one row more or less. */
export const rowButtons = { add: '_addRow', remove: '_removeRow' } as const;

/** Row numbers that the form holds fields of, in order. Numbers may have gaps. */
function rowNumbers(name: string, fields: FormFields): number[] {
  const numbers = Object.keys(fields).flatMap((field) => {
    const number = field.startsWith(`${name}.`) ? field.slice(name.length + 1).split('.')[0] : undefined;
    return number && /^\d{1,3}$/.test(number) ? [Number(number)] : [];
  });
  return [...new Set(numbers)].sort((a, b) => a - b);
}

const isFilled = (prefix: string, fields: FormFields) =>
  Object.entries(fields).some(([field, value]) => field.startsWith(prefix) && [value].flat().some((text) => text?.trim()));

interface GroupFieldProps extends QuestionFieldProps {
  field: FieldProps;
  /** Draws one item of a row. */
  item(props: QuestionFieldProps): ComponentChildren;
}

/** Rows of questions; one empty row is there from the start. */
export function GroupField({ question, name, fields, problem, zone, field, item: draw }: GroupFieldProps) {
  const { t, language } = useUi();
  const rows = rowNumbers(name, fields);
  const shown = rows.length > 0 ? rows : [0];
  // Problems count the rows with content only.
  const filled = rows.filter((number) => isFilled(`${name}.${number}.`, fields));
  const wrong = problem?.code === 'rows' ? problem.rows : [];
  return (
    <FieldGroup {...field}>
      <div class="v-stack v-stack--3" id={`f-${name}`} tabindex={-1}>
        {shown.map((number, at) => (
          <fieldset class="v-panel v-stack" key={number} id={`f-${name}-row-${number}`}>
            <legend class="v-label">{t('report.row', { label: wordsIn(question.label, language), number: at + 1 })}</legend>
            {(question.items ?? []).map((item) =>
              draw({
                question: item,
                name: `${name}.${number}.${item.key}`,
                fields,
                required: item.mandatory,
                zone,
                problem: wrong.find(({ index, key }) => index === filled.indexOf(number) && key === item.key)?.problem,
              }),
            )}
            {rows.length > 0 && (
              <div>
                <Button look="quiet" size="small" icon="trash" name={rowButtons.remove} value={`${name}.${number}`}>
                  {t('report.row.remove', { number: at + 1 })}
                </Button>
              </div>
            )}
          </fieldset>
        ))}
        <div>
          <Button icon="plus-lg" name={rowButtons.add} value={name}>
            {t('report.row.add')}
          </Button>
        </div>
      </div>
    </FieldGroup>
  );
}
