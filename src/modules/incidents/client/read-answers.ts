/** The answers of a form as far as conditions look at them, from its controls. The server reads the same form in full. */
import type { AnswerValue } from '../domain/answer-value.ts';
import type { Question } from '../domain/definition.ts';

type Asked = Pick<Question, 'key' | 'type'>;

export function readAnswer({ key, type }: Asked, data: FormData): AnswerValue | undefined {
  const one = (part = '') => String(data.get(`${key}${part}`) ?? '').trim();
  const all = (part = '') => data.getAll(`${key}${part}`).map(String).filter(Boolean);
  switch (type) {
    case 'single':
      return { ...(one('.option') && { option: one('.option') }), ...(one('.details') && { details: one('.details') }) };
    case 'multi':
      return { options: all('.option'), ...(one('.details') && { details: one('.details') }) };
    case 'boolean':
      return one() === '' ? undefined : one() === 'true';
    case 'integer':
    case 'decimal':
    case 'percentage':
      return (
        one()
          .replace(/[\s'’]/g, '')
          .replace(',', '.') || undefined
      );
    case 'money':
      return one('.amount') ? { amount: one('.amount').replace(',', '.'), currency: one('.currency') } : undefined;
    case 'countries':
    case 'regions':
      return all();
    case 'group':
    case 'date':
    case 'dateTime':
    case 'duration':
      return hasParts(key, data) ? 'answered' : undefined;
    default:
      return one() || undefined;
  }
}

/** Of what is typed in parts only that there is something matters. */
const hasParts = (key: string, data: FormData) =>
  [...data].some(([name, value]) => name.startsWith(`${key}.`) && !/\.(zone|currency|estimate)$/.test(name) && value !== '');
