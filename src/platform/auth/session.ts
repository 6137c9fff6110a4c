import type { AccountActor, NotifierActor } from '../context/actor.ts';
import type { Ctx } from '../context/ctx.ts';
import type { Language } from '../i18n/language.ts';
import type { Temporal } from '../time/temporal.ts';

/** A gate that a session has not passed yet; in the order of governance.md 5.1. */
export const gateKinds = ['code', 'enrolFactor', 'acceptTerms', 'noOrganisation', 'chooseOperator'] as const;
/**
 * `code`: the password was right, the second factor is still to come. `enrolFactor`: the same, and there is no second factor yet.
 * `noOrganisation`: what the account belongs to is gone; nothing is open to it.
 */
export type GateKind = (typeof gateKinds)[number];

/** What one query says about a session cookie. */
export interface LoadedSession {
  id: string;
  accountId: string;
  email: string;
  language: Language;
  /** IANA name the account has chosen; undefined: the zone of the installation. */
  timeZone: string | undefined;
  state: { kind: GateKind } | { kind: 'complete'; actor: AccountActor };
  /** The operators the account may act for, by name. */
  operators: readonly { id: string; name: string }[];
  lastSeenAt: Temporal.Instant;
  /** Its end whatever its use; it ends earlier when nobody uses it. */
  expiresAt: Temporal.Instant;
  /** When password and code were last given; undefined before they were. */
  provenAt: Temporal.Instant | undefined;
  /** Changes with the reference data: what a process keeps of it is good while this is the same. */
  referenceStamp: string | undefined;
}

/** How the platform learns who is there; governance implements it. */
export interface SessionPort {
  /** undefined: unknown, ended, idle too long, or of an inactive account. */
  load(token: string, now: Temporal.Instant): Promise<LoadedSession | undefined>;
  /** Somebody without an account, by its own cookie; undefined: unknown or over. */
  loadNotifier(token: string, now: Temporal.Instant): Promise<NotifierActor | undefined>;
  touch(sessionId: string, now: Temporal.Instant): Promise<void>;
  /** Signs out somebody whom a gate turns away for good. */
  end(ctx: Ctx, session: Pick<LoadedSession, 'id' | 'accountId'>): Promise<void>;
}
