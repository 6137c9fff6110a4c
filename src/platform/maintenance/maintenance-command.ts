/** `vigie maintenance on|off|status`: closes the platform for changes, and opens it again. Runs as the system, like every command. */
import { parseArgs } from 'node:util';
import type { Ctx } from '../context/ctx.ts';
import { Temporal } from '../time/temporal.ts';
import { beginMaintenance, endMaintenance, longestMessage, type Maintenance, readMaintenance } from './maintenance.ts';

export interface MaintenanceCommandDeps {
  print(line: string): void;
  /** Opens the database for the work and closes it afterwards. */
  withCtx<Result>(work: (ctx: Ctx) => Promise<Result>): Promise<Result>;
}

export const maintenanceUsage = `vigie maintenance on [--until TIME] [MESSAGE]  pages can be read, forms are answered with 503 and keep what was typed
vigie maintenance off                          everything as before
vigie maintenance status                       whether it is on; exit code 3 while it is`;

type Command = { verb: 'on'; until: Temporal.Instant | undefined; message: string | undefined } | { verb: 'off' | 'status' };

/** @returns the exit code: 0 done, 2 the command is not understood, 3 asked for, and it is on. */
export async function runMaintenanceCommand(args: readonly string[], { print, withCtx }: MaintenanceCommandDeps): Promise<number> {
  const command = parse(args);
  if (!command) {
    print(maintenanceUsage);
    return 2;
  }
  return withCtx(async (ctx) => {
    if (command.verb === 'on') {
      await beginMaintenance(ctx, command);
      print('Maintenance is on: pages can be read, and nothing can be changed. What was sent before this moment is answered within 30 s.');
      return 0;
    }
    if (command.verb === 'off') {
      print((await endMaintenance(ctx)) ? 'Maintenance is over.' : 'There was no maintenance.');
      return 0;
    }
    const found = await readMaintenance(ctx.db);
    print(found ? wordsOf(found) : 'There is no maintenance.');
    return found ? 3 : 0;
  });
}

function parse(args: readonly string[]): Command | undefined {
  try {
    const { positionals, values } = parseArgs({ args: [...args], allowPositionals: true, options: { until: { type: 'string' } } });
    const [verb, ...words] = positionals;
    if (verb === 'on') {
      const message = words.join(' ').trim();
      if (message.length > longestMessage) return undefined;
      return { verb, until: values.until === undefined ? undefined : Temporal.Instant.from(values.until), message: message || undefined };
    }
    return (verb === 'off' || verb === 'status') && words.length === 0 && values.until === undefined ? { verb } : undefined;
  } catch {
    // An unknown option, or a time that is none: the usage says what there is.
    return undefined;
  }
}

const wordsOf = ({ since, until, message }: Maintenance): string =>
  `Maintenance is on since ${since.toString()}${until ? `, until ${until.toString()}` : ''}${message ? `: ${message}` : '.'}`;
