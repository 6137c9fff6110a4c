import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';

/** Why a theme cannot be used: every reason at once, one sentence each. */
export class ThemeError extends Error {
  readonly problems: readonly string[];

  constructor(folder: string, problems: readonly string[]) {
    super(`The theme in ${folder} cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/** What is wrong with one part. Thrown while it is read, collected by `createCollector`. */
export class ThemeFault extends Error {
  readonly problems: readonly string[];

  constructor(...problems: readonly string[]) {
    super(problems.join('; '));
    this.problems = problems;
  }
}

/** Runs the reading of each part and keeps what is wrong with it, so that a deployer sees the whole list. */
export interface Collector {
  problems: string[];
  add(problem: string): void;
  /** Undefined when the part cannot be used. */
  attempt<Result>(read: () => Result): Result | undefined;
}

export function createCollector(): Collector {
  const problems: string[] = [];
  return {
    problems,
    add: (problem) => void problems.push(problem),
    attempt(read) {
      try {
        return read();
      } catch (error) {
        if (!(error instanceof ThemeFault)) throw error;
        problems.push(...error.problems);
        return undefined;
      }
    },
  };
}

const plainName = /^[A-Za-z0-9][\w.-]*(\/[A-Za-z0-9][\w.-]*)*$/;

/** The files of one theme. Nothing outside of its folder is ever read, whatever a name or a symbolic link says. */
export interface ThemeFolder {
  path: string;
  has(name: string): boolean;
  /** @throws ThemeFault when it is missing, larger than that, no plain file, or lies elsewhere. */
  read(name: string, maxBytes: number): Buffer;
  /** Names of the files directly in a folder below it; none when there is no such folder. */
  list(folder: string): string[];
}

export function openThemeFolder(path: string): ThemeFolder {
  const root = realpathSync(path);
  const has = (name: string) => plainName.test(name) && existsSync(join(root, name));
  return {
    path,
    has,
    read(name, maxBytes) {
      if (!plainName.test(name)) throw new ThemeFault(`"${name}" is not the name of a file inside of the theme`);
      if (!has(name)) throw new ThemeFault(`${name} is missing`);
      const file = realpathSync(join(root, name));
      if (!file.startsWith(root + sep)) throw new ThemeFault(`${name} leads out of the theme's folder`);
      const found = statSync(file);
      if (!found.isFile()) throw new ThemeFault(`${name} is not a file`);
      if (found.size > maxBytes) throw new ThemeFault(`${name} is larger than ${maxBytes / 1000} kB`);
      return readFileSync(file);
    },
    list(folder) {
      if (!has(folder) || !statSync(join(root, folder)).isDirectory()) return [];
      return readdirSync(join(root, folder))
        .filter((name) => !name.startsWith('.'))
        .sort();
    },
  };
}
