import { parseArgs } from 'node:util';
import { type Config, ConfigError } from '#platform/config/config.ts';

const processKinds = ['all', 'web', 'worker', 'scheduler'] as const;
export type ProcessKind = (typeof processKinds)[number];

export interface StartChoice {
  processes: ProcessKind;
  exposesDemo: boolean;
}

/** Reads what follows `vigie start`. @throws ConfigError with what is wrong, for people. */
export function readStartChoice(args: readonly string[]): StartChoice {
  const words = `vigie start --processes ${processKinds.join('|')}`;
  try {
    const { values } = parseArgs({ args: [...args], options: { processes: { type: 'string' }, 'expose-demo': { type: 'boolean' } } });
    const processes = processKinds.find((kind) => kind === (values.processes ?? 'all'));
    if (processes) return { processes, exposesDemo: values['expose-demo'] ?? false };
  } catch {
    // An unknown option: the sentence says which there are.
  }
  throw new ConfigError(`This start is not understood: it is ${words}, and --expose-demo for the demo.`);
}

/** @throws ConfigError when the installation cannot be run as these processes. */
export function requireProcesses(processes: ProcessKind, { databaseUrl, redisUrl, exposesDemo, webConcurrency }: Config): void {
  if (processes === 'all') {
    if (webConcurrency > 1)
      throw new ConfigError(`WEB_CONCURRENCY=${webConcurrency} is for --processes web; everything in one process answers alone.`);
    return;
  }
  if (!databaseUrl)
    throw new ConfigError(
      `--processes ${processes} needs DATABASE_URL: the embedded database belongs to one process, which does everything.`,
    );
  if (!redisUrl)
    throw new ConfigError(`--processes ${processes} needs REDIS_URL: separate processes hand jobs to each other through Redis.`);
  if (exposesDemo) throw new ConfigError('--expose-demo is for everything in one process: leave --processes out.');
}
