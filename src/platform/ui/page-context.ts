import type { Translate, Translator } from '#platform/i18n/catalogue.ts';
import { createFormat, type Format } from '#platform/i18n/format.ts';
import type { Language } from '#platform/i18n/language.ts';
import type { Theme } from '#platform/theme/load-theme.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import type { Assets } from './assets.ts';
import './elements.ts';
import type { Frame } from './frame.ts';

/** What every view may use. Made once per request, read with `useUi()`. */
export interface Ui {
  t: Translate;
  language: Language;
  format: Format;
  /** The reader's IANA zone, used where a moment brings none of its own. */
  zone: string;
  now: Temporal.Instant;
  assets: Assets;
  theme: Theme;
  /** Goes into every form that changes something. */
  csrfToken: string;
  /** The organisation the reader acts for: every form carries it, and a change made for another one is refused. */
  organisationId?: string;
  frame: Frame;
}

export interface UiSettings extends Omit<Ui, 't' | 'format'> {
  translator: Translator;
}

export function createUi({ translator, ...rest }: UiSettings): Ui {
  const t = translator.in(rest.language);
  return { ...rest, t, format: createFormat({ language: rest.language, t, zone: rest.zone, now: rest.now, regions: rest.theme.regions }) };
}

let current: Ui | undefined;

/** The page that is being rendered: a page is written from beginning to end without a pause, so it is the only one. */
export function withUi<Result>(ui: Ui, render: () => Result): Result {
  const before = current;
  current = ui;
  try {
    return render();
  } finally {
    current = before;
  }
}

/** A plain variable and no context of Preact's, which costs as much as the rest of a small component. @throws outside of `renderPage` */
export function useUi(): Ui {
  if (!current) throw new Error('This component was rendered without renderPage() or renderFragment()');
  return current;
}
