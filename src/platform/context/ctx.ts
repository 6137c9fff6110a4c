import type { Database } from '../db/database.ts';
import type { Language } from '../i18n/language.ts';
import type { Logger } from '../observability/logger.ts';
import type { Clock } from '../time/clock.ts';
import type { Actor } from './actor.ts';

/** What every verb and query gets: who acts, when, on what. */
export interface Ctx {
  actor: Actor;
  db: Database;
  /** The domain's time: deadlines and reminders. In the demo a tester may move it. */
  clock: Clock;
  /** The real time: sessions, codes, audit, receipts, limits (decisions.md D14). */
  wallClock: Clock;
  language: Language;
  requestId: string;
  log: Logger;
  /** Of the reference data at the time of the request; undefined where no session was read. */
  referenceStamp?: string | undefined;
}

export interface SystemDeps {
  db: Database;
  clock: Clock;
  wallClock: Clock;
  log: Logger;
}

/** The context of a job or a command: no person acts, and English is the language of what it writes down. */
export function systemCtx(deps: SystemDeps, name: string, requestId: string): Ctx {
  return { ...deps, actor: { kind: 'system', name }, language: 'en', requestId };
}
