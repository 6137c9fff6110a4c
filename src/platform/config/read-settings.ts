import { readFileSync, statSync } from 'node:fs';
import { type SettingName, type SettingValues, settingNames, settingOf } from './settings.ts';

export type Environment = Readonly<Record<string, string | undefined>>;
export type Source = 'environment' | 'file' | 'default';

/** What the environment and the files it names say, setting by setting. */
export interface ReadSettings {
  /** A setting with a problem is absent. */
  values: Partial<SettingValues>;
  /** Where each value comes from; for a file also its path. */
  sources: Record<SettingName, { source: Source; file?: string }>;
  /** A sentence each, with the setting's name and without its value. */
  problems: string[];
  warnings: string[];
}

const asFile = (name: string) => `${name}_FILE`;

/** Reads every setting and goes on after a problem, so that all of them are told at once. */
export function readSettings(environment: Environment): ReadSettings {
  const isProduction = environment.APP_ENV === 'production';
  const read: ReadSettings = { values: {}, sources: {} as ReadSettings['sources'], problems: [], warnings: strangers(environment) };
  const values: Record<string, unknown> = read.values;
  for (const name of settingNames) {
    const { value: schema, takes, secret } = settingOf(name);
    const file = secret ? environment[asFile(name)] || undefined : undefined;
    // An empty variable is one that was not set: that is how a service file or a container leaves one out.
    let text = environment[name] || undefined;
    read.sources[name] = file ? { source: 'file', file } : { source: text === undefined ? 'default' : 'environment' };
    if (file && text !== undefined) {
      read.problems.push(`${name} and ${asFile(name)} are both set. Leave one of them out.`);
      continue;
    }
    if (file) {
      const content = readSecretFile(asFile(name), file, isProduction);
      if ('problem' in content) {
        read.problems.push(content.problem);
        continue;
      }
      text = content.text;
    }
    const parsed = schema.safeParse(text);
    if (parsed.success) values[name] = parsed.data;
    else read.problems.push(`${file ? asFile(name) : name}: this setting takes ${takes}.`);
  }
  return read;
}

/** Longest secret; a file that is longer is some other file. */
const longest = 16_384;

function readSecretFile(name: string, path: string, isProduction: boolean): { text: string } | { problem: string } {
  try {
    const found = statSync(path);
    if (!found.isFile()) return { problem: `${name}: ${path} is no file.` };
    if (found.size > longest) return { problem: `${name}: ${path} is too long to be a secret.` };
    // Windows tells nothing in these bits.
    if (isProduction && process.platform !== 'win32' && (found.mode & 0o007) !== 0)
      return { problem: `${name}: everybody on this machine can reach ${path}. Take that right away: chmod o= ${path}.` };
    const text = readFileSync(path, 'utf8').trim();
    return text === '' ? { problem: `${name}: ${path} is empty.` } : { text };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return { problem: `${name}: ${path} cannot be read (${code}).` };
  }
}

/** Names that look like a setting and are none: nobody would ever read them. */
function strangers(environment: Environment): string[] {
  const known = new Set<string>(settingNames.flatMap((name) => (settingOf(name).secret ? [name, asFile(name)] : [name])));
  return Object.entries(environment).flatMap(([name, value]) => {
    if (!value || known.has(name) || forTests.test(name)) return [];
    const base = name.replace(/_FILE$/, '');
    if (known.has(base)) return [`${name} is not read: only secrets can be given as a file. Set ${base}.`];
    const nearest = [...known].find((other) => other.length >= 8 && distance(name, other) <= 2);
    if (nearest) return [`${name} is no setting and is not read. Is ${nearest} meant?`];
    return name.startsWith('VIGIE_') ? [`${name} is no setting and is not read.`] : [];
  });
}

/** Of the scripts and tests of the project itself. */
const forTests = /^VIGIE_(TEST|E2E|STORIES)/;

/** How many letters must be added, taken or changed to make one word of the other. */
function distance(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 2) return 3;
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1];
    for (const [to, wanted] of [...other].entries()) {
      const change = (row[to] ?? 0) + (letter === wanted ? 0 : 1);
      next.push(Math.min(change, (row[to + 1] ?? 0) + 1, (next[to] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
