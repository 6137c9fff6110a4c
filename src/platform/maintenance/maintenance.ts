/**
 * Read-only maintenance (operations.md 10): pages can be read, every form is answered with 503 and keeps what was typed, and jobs that
 * can wait do. It is a row of the database, so that every process of the installation goes by it.
 */
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context/ctx.ts';
import { DomainError } from '../context/errors.ts';
import type { Database, Reader } from '../db/database.ts';
import { setting } from '../db/schema.ts';
import { Temporal } from '../time/temporal.ts';

/** In `setting`. */
export const maintenanceKey = 'maintenance';
/** Letters of a message: it stands above every page. */
export const longestMessage = 300;

export interface Maintenance {
  since: Temporal.Instant;
  /** When it is expected to end; nothing ends it by itself. */
  until: Temporal.Instant | undefined;
  /** In the administrator's own words, shown as they are in every language. */
  message: string | undefined;
}

/** A form that was sent meanwhile. */
export class MaintenanceError extends DomainError {
  readonly status = 503;

  constructor() {
    super('error.maintenance');
  }
}

const stored = z.object({ since: z.string(), until: z.string().optional(), message: z.string().optional() });

/** Undefined while there is none. */
export async function readMaintenance(reader: Reader): Promise<Maintenance | undefined> {
  const [row] = await reader.select({ value: setting.value }).from(setting).where(eq(setting.key, maintenanceKey));
  if (!row) return undefined;
  const { since, until, message } = stored.parse(row.value);
  return { since: Temporal.Instant.from(since), until: until === undefined ? undefined : Temporal.Instant.from(until), message };
}

/** Begins it, or changes what is said of one that is under way. */
export async function beginMaintenance(ctx: Ctx, said: Pick<Maintenance, 'until' | 'message'>): Promise<void> {
  const now = ctx.wallClock.now();
  await ctx.db.transaction(async (tx) => {
    const since = (await readMaintenance(tx))?.since ?? now;
    const value = {
      since: since.toString(),
      ...(said.until && { until: said.until.toString() }),
      ...(said.message && { message: said.message }),
    };
    await tx
      .insert(setting)
      .values({ key: maintenanceKey, value, changedAt: now })
      .onConflictDoUpdate({ target: setting.key, set: { value, changedAt: now } });
    await writeAudit(tx, ctx, { action: 'maintenance.begin', subjectKind: 'platform', detail: value });
  });
}

/** False when there was none. */
export async function endMaintenance(ctx: Ctx): Promise<boolean> {
  return ctx.db.transaction(async (tx) => {
    const ended = await tx.delete(setting).where(eq(setting.key, maintenanceKey)).returning({ key: setting.key });
    if (ended.length === 0) return false;
    await writeAudit(tx, ctx, { action: 'maintenance.end', subjectKind: 'platform' });
    return true;
  });
}

export interface MaintenanceWatch {
  /** As it was two seconds ago: for what a page says. Never throws and never waits for a database that is away. */
  known(): Promise<Maintenance | undefined>;
  /** As it is now: for what a form may do. */
  current(): Promise<Maintenance | undefined>;
}

/** Milliseconds: how old an answer may be, and how long a page waits for a new one. */
const staleAfter = 2_000;
const patience = 200;

/** What a web server asks with every page, so that not every page asks the database. */
export function watchMaintenance(db: Database): MaintenanceWatch {
  let found: Maintenance | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  async function current(): Promise<Maintenance | undefined> {
    found = await readMaintenance(db);
    readAt = performance.now();
    return found;
  }
  return {
    current,
    async known() {
      if (performance.now() - readAt < staleAfter) return found;
      const { promise: late, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, patience);
      await Promise.race([current().catch(() => undefined), late]);
      clearTimeout(timer);
      return found;
    },
  };
}
