/** What goes between the application and the child process that runs Typst. */
export interface CompilerSetup {
  /** Absolute paths; files of a later folder replace those of an earlier one with the same name. */
  folders: readonly string[];
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
