import type { Colours } from '../theme/contrast.ts';

const names = [
  ...['page', 'mail', 'head', 'body', 'language', 'title', 'block', 'button', 'link', 'small'],
  ...['code', 'label', 'value', 'foot', 'preview'],
] as const;
export type MailStyles = Record<(typeof names)[number], string>;

/**
 * Mail programs drop style sheets, so each element carries its own, in the light colours of the theme: they darken on their own.
 * A theme's frame names them by class.
 */
export function mailStyles(colours: Colours): MailStyles {
  const of = (name: string) => colours.get(name) ?? '#000000';
  const small = `font-size:14px;color:${of('muted')};`;
  return {
    page: `margin:0;padding:16px;background:${of('surface')};`,
    mail: `max-width:600px;margin:0 auto;border:1px solid ${of('line')};border-radius:6px;overflow:hidden;background:${of('raised')};color:${of('text')};font-family:"Public Sans",Arial,sans-serif;font-size:16px;line-height:1.5;`,
    head: `padding:16px 24px;background:${of('header')};color:${of('on-header')};font-size:20px;font-weight:700;`,
    body: 'padding:32px 24px 16px;',
    language: `margin:0 0 16px;padding:0 0 4px;border-bottom:1px solid ${of('line')};font-weight:600;${small}`,
    title: 'margin:0 0 16px;font-size:24px;line-height:1.3;font-weight:700;',
    block: 'margin:0 0 16px;',
    button: `display:inline-block;padding:12px 24px;border-radius:6px;background:${of('accent')};color:${of('on-accent')};font-weight:600;text-decoration:none;`,
    link: `color:${of('accent')};`,
    small: `margin:0 0 16px;overflow-wrap:anywhere;${small}`,
    code: `margin:0 0 16px;padding:12px 24px;background:${of('surface')};border:1px solid ${of('line')};border-radius:6px;font-family:monospace;font-size:24px;letter-spacing:2px;`,
    label: `padding:4px 16px 4px 0;font-weight:400;color:${of('muted')};text-align:left;vertical-align:top;`,
    value: 'padding:4px 0;text-align:left;vertical-align:top;overflow-wrap:anywhere;',
    foot: `padding:16px 24px;border-top:1px solid ${of('line')};background:${of('surface')};${small}`,
    preview: 'display:none;max-height:0;overflow:hidden;',
  };
}

/** The styles behind a class attribute, in its order; names that nobody knows are nothing. */
export const stylesOfClass = (styles: MailStyles, classNames: string): string =>
  classNames
    .split(/\s+/)
    .map((name) => names.find((known) => known === name))
    .map((name) => (name ? styles[name] : ''))
    .join('');
