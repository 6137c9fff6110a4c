import type { MessageKey } from '#platform/i18n/catalogue.ts';
import type { Ui } from './page-context.ts';

const many = 987_654;

/** The wording for none, one and many, with `{n}` for the number, so that the browser's script needs no message parser. */
export function countWordings({ t, format }: Ui, key: MessageKey): { none: string; one: string; other: string } {
  return {
    none: t(key, { count: 0 }),
    one: t(key, { count: 1 }).replace('1', '{n}'),
    other: t(key, { count: many }).replace(format.number(many), '{n}'),
  };
}
