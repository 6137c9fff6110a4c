/** What governance offers the other modules beside its views (decisions.md D12), over the list of modules and in its order. */
import { sql } from 'drizzle-orm';
import type { Ctx } from './context/ctx.ts';
import type { Reader, Tx } from './db/database.ts';
import type { OptionalMail } from './mail/mail.ts';
import type { EventHandlers, EventName, GovernanceEvent, GovernanceObject, ModuleManifest } from './module.ts';

/** Tells every module, one after the other, in the transaction of the change: what one of them throws takes all of it back. */
export type Emit = <Name extends EventName>(tx: Tx, ctx: Ctx, event: GovernanceEvent<Name>) => Promise<void>;

/** The modules that use an object, with the number of their records that do; an empty list means that it may be deleted. */
export type UsageOf = (reader: Reader, object: GovernanceObject) => Promise<{ module: ModuleManifest['name']; count: number }[]>;

/** What every module keeps of a person, for that person. */
export type OwnDataOf = (ctx: Ctx, accountId: string) => Promise<Record<string, unknown>>;

export interface ModuleSeams {
  emit: Emit;
  usageOf: UsageOf;
  /** The mails of all modules that a person may do without, each kind once. */
  optionalMails(): readonly OptionalMail[];
  ownDataOf: OwnDataOf;
  /** Whether an account filed anything with that regulator, in any module, as a condition. */
  filedWith: NonNullable<ModuleManifest['filedWith']>;
}

type Member = Pick<ModuleManifest, 'name' | 'on' | 'usage' | 'mails' | 'ownData' | 'filedWith'>;

/** @param modules asked for when something happens: a module that gets the seams is itself in the list. */
export function createModuleSeams(modules: () => readonly Member[]): ModuleSeams {
  return {
    async emit(tx, ctx, event) {
      for (const { on } of modules()) if (on) await tell(on, tx, ctx, event);
    },
    async usageOf(reader, object) {
      const found: Awaited<ReturnType<UsageOf>> = [];
      for (const { name, usage } of modules()) {
        const count = usage ? await usage(reader, object) : 0;
        if (count > 0) found.push({ module: name, count });
      }
      return found;
    },
    optionalMails: () => [
      ...new Map(
        modules().flatMap(({ mails = [] }) => mails.flatMap(({ optional }) => (optional ? [[optional.key, optional]] : []))),
      ).values(),
    ],
    filedWith: (accountId, regulatorId) =>
      sql`(${sql.join([sql`false`, ...modules().flatMap((module) => module.filedWith?.(accountId, regulatorId) ?? [])], sql` or `)})`,
    async ownDataOf(ctx, accountId) {
      const found: Record<string, unknown> = {};
      for (const { ownData } of modules()) if (ownData) Object.assign(found, await ownData(ctx, accountId));
      return found;
    },
  };
}

async function tell<Name extends EventName>(handlers: EventHandlers, tx: Tx, ctx: Ctx, event: GovernanceEvent<Name>): Promise<void> {
  const handler: EventHandlers[Name] = handlers[event.name];
  await handler?.(tx, ctx, event);
}
