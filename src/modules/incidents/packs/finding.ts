/** One thing wrong with a pack, told so that its author finds the place at once. */
export type PackFinding = {
  /** Stable, for tests and tools: `anchor`, `unknown-question`, ... The whole list is in docs/packs.md. */
  code: string;
  /** Relative to the pack's folder; empty for the pack as a whole. */
  file: string;
  /** Inside the file: `pages[0].questions[2].visibleWhen`. */
  path: string;
  message: string;
};

export type Path = readonly (string | number)[];

/** `['pages', 0, 'key']` becomes `pages[0].key`. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`), '');
}

export function finding(code: string, file: string, path: Path, message: string): PackFinding {
  return { code, file, path: pathText(path), message };
}

export const formatFinding = ({ code, file, path, message }: PackFinding): string =>
  `${[file, path].filter((part) => part !== '').join(' ') || 'pack'}: ${message} (${code})`;
