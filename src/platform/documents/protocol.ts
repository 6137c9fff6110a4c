import type { Translated } from '#platform/i18n/language.ts';

/** What goes between the application and the child process that runs Typst. */
export interface CompilerSetup {
  /** Absolute paths; files of a later folder replace those of an earlier one with the same name. */
  folders: readonly string[];
  /** What every template may read as `sys.inputs.theme`. */
  theme?: DocumentTheme | undefined;
}

/** What a theme says about documents. The templates have their own for what is left out. */
export interface DocumentTheme {
  product: Translated;
  /** Values such as #0b5cad by the name of the token. */
  colours: Readonly<Record<string, string>>;
  cover: 'band' | 'plain';
  header?: Translated | undefined;
  footer?: Translated | undefined;
}

export interface RenderOrder {
  template: string;
  data: unknown;
  language: string;
  title: string;
  /** Unix time in seconds, written into the document as its creation date. */
  createdAt: number;
}

export type RenderAnswer =
  | { outcome: 'rendered'; pdf: Uint8Array; warnings: string[]; residentBytes: number }
  | { outcome: 'refused'; problem: string; residentBytes: number };

export function isRenderAnswer(message: unknown): message is RenderAnswer {
  return typeof message === 'object' && message !== null && 'outcome' in message && 'residentBytes' in message;
}

export function isRenderOrder(message: unknown): message is RenderOrder {
  return typeof message === 'object' && message !== null && 'template' in message && 'createdAt' in message;
}
