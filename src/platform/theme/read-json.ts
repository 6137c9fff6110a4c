import type { z } from 'zod';
import { ThemeFault, type ThemeFolder } from './theme-folder.ts';

/** One sentence for each thing that does not fit: where it stands, and what is expected there. */
export const faultsOf = (file: string, { issues }: z.ZodError): string[] =>
  issues.map(({ path, message }) => `${file}: ${path.length > 0 ? `${path.join('.')}: ` : ''}${message}`);

/** Keys that would reach into every object of the program. */
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

/** @throws ThemeFault with all that is wrong in it. */
export function parseJson<Schema extends z.ZodType>(folder: ThemeFolder, file: string, schema: Schema): z.output<Schema> {
  const text = folder.read(file, 200_000).toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text, (key, inner: unknown) => {
      if (forbidden.has(key)) throw new ThemeFault(`${file}: "${key}" is not a name that a theme may use`);
      return inner;
    });
  } catch (error) {
    if (error instanceof ThemeFault) throw error;
    throw new ThemeFault(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new ThemeFault(...faultsOf(file, parsed.error));
  return parsed.data;
}
