/** What governance offers the other modules beside its views (decisions.md D12), over the list of modules and in its order. */
import type { Ctx } from './context/ctx.ts';
import type { Reader, Tx } from './db/database.ts';
import type { EventHandlers, EventName, GovernanceEvent, GovernanceObject, ModuleManifest } from './module.ts';

/** Tells every module, one after the other, in the transaction of the change: what one of them throws takes all of it back. */
export type Emit = <Name extends EventName>(tx: Tx, ctx: Ctx, event: GovernanceEvent<Name>) => Promise<void>;

/** The modules that use an object, with the number of their records that do; an empty list means that it may be deleted. */
export type UsageOf = (reader: Reader, object: GovernanceObject) => Promise<{ module: ModuleManifest['name']; count: number }[]>;

export interface ModuleSeams {
  emit: Emit;
  usageOf: UsageOf;
}

type Member = Pick<ModuleManifest, 'name' | 'on' | 'usage'>;

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
  };
}

async function tell<Name extends EventName>(handlers: EventHandlers, tx: Tx, ctx: Ctx, event: GovernanceEvent<Name>): Promise<void> {
  const handler: EventHandlers[Name] = handlers[event.name];
  await handler?.(tx, ctx, event);
}
