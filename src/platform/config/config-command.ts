/** `vigie config check|print`: what an administrator looks at before a start, and while a program runs. */
import { parseArgs } from 'node:util';
import type { Config, LoadedConfig } from './config.ts';
import { describeSettings, effectiveSettings } from './print-config.ts';

/** What was found when a service was asked. */
export interface Finding {
  /** `Database`, `Redis`, `Mail relay`. */
  name: string;
  good: boolean;
  /** For people, without a secret. */
  words: string;
}

export interface ConfigCommandDeps {
  print(line: string): void;
  load(): LoadedConfig;
  /** Asks every service the configuration names. */
  probe(config: Config): Promise<Finding[]>;
}

export const configUsage = `vigie config check [--offline]  read every setting; ask database, Redis and mail relay
vigie config print [--json]     the settings as they hold and where they come from; secrets are never shown`;

/** @returns the exit code: 0 good, 1 something must be mended, 2 the command is not understood. */
export async function runConfigCommand(args: readonly string[], deps: ConfigCommandDeps): Promise<number> {
  const command = parse(args);
  if (!command) {
    deps.print(configUsage);
    return 2;
  }
  const loaded = deps.load();
  return command.verb === 'print' ? print(loaded, command.asJson, deps) : check(loaded, command.offline, deps);
}

type Command = { verb: 'check'; offline: boolean } | { verb: 'print'; asJson: boolean };

function parse(args: readonly string[]): Command | undefined {
  try {
    const flag = { type: 'boolean', default: false } as const;
    // `--redacted` is what is always done; it is taken so that scripts may say so.
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: flag, redacted: flag, offline: flag },
    });
    const [verb, ...rest] = positionals;
    if (rest.length > 0) return undefined;
    if (verb === 'check' && !values.json && !values.redacted) return { verb, offline: values.offline };
    return verb === 'print' && !values.offline ? { verb, asJson: values.json } : undefined;
  } catch {
    // An unknown option: the usage says which there are.
    return undefined;
  }
}

function print({ config, sources, problems }: LoadedConfig, asJson: boolean, deps: ConfigCommandDeps): number {
  if (!config) {
    for (const problem of problems) deps.print(problem);
    return 1;
  }
  const found = effectiveSettings(config, sources);
  if (asJson) {
    const entries = found.map(({ name, value, source, file }) => [name, { value: value ?? null, source, ...(file && { file }) }]);
    deps.print(JSON.stringify(Object.fromEntries(entries), undefined, 2));
  } else {
    for (const line of describeSettings(found)) deps.print(line);
  }
  return 0;
}

async function check({ config, problems, warnings }: LoadedConfig, offline: boolean, deps: ConfigCommandDeps): Promise<number> {
  for (const problem of problems) deps.print(problem);
  for (const warning of warnings) deps.print(`Note: ${warning}`);
  if (!config) {
    deps.print(`${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}: this configuration does not start.`);
    return 1;
  }
  deps.print(`Settings: good, for ${config.mode}.`);
  const findings = offline ? [] : await deps.probe(config);
  for (const { name, words } of findings) deps.print(`${name}: ${words}`);
  const bad = findings.filter(({ good }) => !good).length;
  if (bad > 0) deps.print(`${bad} of ${findings.length} services cannot be used as they are.`);
  return bad > 0 ? 1 : 0;
}
