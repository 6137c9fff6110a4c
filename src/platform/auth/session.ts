import type { AccountActor } from '../context/actor.ts';
import type { Language } from '../i18n/language.ts';
import type { Temporal } from '../time/temporal.ts';

/** What one query says about a session cookie. */
export interface LoadedSession {
  id: string;
  accountId: string;
  email: string;
  language: Language;
  /** `password`: only the code page is open. `chooseOperator`: several approved memberships and none chosen. */
  state: { kind: 'password' } | { kind: 'chooseOperator' } | { kind: 'complete'; actor: AccountActor };
  /** The operators the account may act for, by name. */
  operators: readonly { id: string; name: string }[];
  lastSeenAt: Temporal.Instant;
  /** Changes with the reference data: what a process keeps of it is good while this is the same. */
  referenceStamp: string | undefined;
}

/** How the platform learns who is there; governance implements it. */
export interface SessionPort {
  /** undefined: unknown, ended, idle too long, or of an inactive account. */
  load(token: string, now: Temporal.Instant): Promise<LoadedSession | undefined>;
  touch(sessionId: string, now: Temporal.Instant): Promise<void>;
}
