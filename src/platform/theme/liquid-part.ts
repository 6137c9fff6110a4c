/**
 * Templates of a theme. They decide how something is said, never what the program does: declared values only, a handful of tags and
 * filters, no files, and an end to loops (architecture.md 9 and 10).
 */
import { Liquid, LiquidError } from 'liquidjs';
import { ThemeFault } from './theme-folder.ts';

export type PartValue = string | boolean | readonly PartValue[] | { readonly [name: string]: PartValue };
export type PartValues = Readonly<Record<string, PartValue>>;

/** Characters of a template at most, and of what it makes. */
export const maxTemplate = 20_000;
const maxResult = 200_000;
/** Pieces that one rendering may write: text, values and tags, also in loops. */
const templateLimit = 2_000;

// Everything else is taken away: what reads files, lets a text grow without writing it, or undoes the escaping. The limit of time is for
// a machine that stalls; the others end a loop long before.
const allowedTags = new Set(['if', 'unless', 'case', 'for', 'assign', 'comment', '#']);
const allowedFilters = new Set(['upcase', 'downcase', 'capitalize', 'default', 'truncate', 'size', 'strip', 'join', 'first', 'last']);

function createEngine(escaping: 'escape' | ((value: unknown) => string)): Liquid {
  const engine = new Liquid({
    templates: {},
    strictFilters: true,
    strictVariables: true,
    lenientIf: true,
    ownPropertyOnly: true,
    outputEscape: escaping,
    parseLimit: maxTemplate,
    renderLimit: 1_000,
    memoryLimit: 100_000,
  });
  for (const name of Object.keys(engine.tags)) if (!allowedTags.has(name)) delete engine.tags[name];
  for (const name of Object.keys(engine.filters)) if (!allowedFilters.has(name)) engine.unregisterFilter(name);
  return engine;
}

export interface LiquidPart {
  file: string;
  /** @throws ThemeFault when it asks for a value that is not there, or does not come to an end. */
  render(values: PartValues): string;
}

export interface PartLanguage {
  /** @param sample a value for every name that the template may use. @throws ThemeFault */
  compile(file: string, source: string, sample: PartValues): LiquidPart;
}

/** Of one way of escaping: "escape" for HTML. */
export function createPartLanguage(escaping: 'escape' | ((value: unknown) => string)): PartLanguage {
  const engine = createEngine(escaping);
  return {
    compile(file, source, sample) {
      const templates = inFile(file, () => engine.parse(source));
      const unknown = inFile(file, () => engine.globalVariablesSync(templates)).filter((name) => !Object.hasOwn(sample, name));
      if (unknown.length > 0) throw new ThemeFault(...unknown.map((name) => `${file}: there is no value called "${name}"`));
      const part: LiquidPart = {
        file,
        render(values) {
          const result = String(inFile(file, () => engine.renderSync(templates, { ...values }, { sync: true, templateLimit })));
          if (result.length > maxResult) throw new ThemeFault(`${file} makes more than ${maxResult} characters`);
          return result;
        },
      };
      part.render(sample);
      return part;
    },
  };
}

function inFile<Result>(file: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (LiquidError.is(error) || error instanceof RangeError) throw new ThemeFault(`${file}: ${error.message.split('\n')[0]}`);
    throw error;
  }
}
