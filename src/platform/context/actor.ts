import type { Temporal } from '../time/temporal.ts';

/** Who acts. A union, never a nullable user: what a kind does not have, code cannot ask of it. */
export const roles = [
  'platformAdministrator',
  'regulatorAdministrator',
  'regulatorUser',
  'observerAdministrator',
  'observerUser',
  'operatorAdministrator',
  'operatorUser',
  'incidentUser',
] as const;
/** Computed on every request from memberships and the session's active operator, never stored (governance.md 1.2). */
export type Role = (typeof roles)[number];

export interface OrganisationRef {
  kind: 'operator' | 'regulator' | 'observer';
  id: string;
  name: string;
}

interface Person {
  kind: 'account';
  accountId: string;
  sessionId: string;
  name: string;
  email: string;
}

/** After a regulator's reset of the second factor, and for a day at most: what is older is not seen (decisions.md D8). */
export interface FactorHold {
  /** By the domain's clock, like the incidents. */
  seesFrom: Temporal.Instant;
  until: Temporal.Instant;
}

export type OperatorActor = Person & {
  role: 'operatorAdministrator' | 'operatorUser';
  organisation: OrganisationRef;
  hold?: FactorHold;
};
export type RegulatorActor = Person & {
  role: 'regulatorAdministrator' | 'regulatorUser';
  organisation: OrganisationRef;
  /** Administrators see every sector of their regulator; users their own with the children of those, or all with the explicit switch. */
  sectors: 'all' | readonly string[];
};

/** What an observer's organisation is entitled to under one regulation (incidents.md 3.12). */
export interface ObserverRule {
  regulationId: string;
  /** With the children of each. */
  sectors: 'all' | readonly string[];
  /** One of them is enough: operators that have every included category and none of the excluded. Without any: every operator. */
  conditions: readonly { include: readonly string[]; exclude: readonly string[] }[];
}
export type ObserverActor = Person & {
  role: 'observerAdministrator' | 'observerUser';
  organisation: OrganisationRef;
  rules: readonly ObserverRule[];
};
/** An account that belongs to nothing: it acts for itself. */
export type IncidentUserActor = Person & { role: 'incidentUser'; organisation?: undefined };
export type AccountActor =
  | OperatorActor
  | RegulatorActor
  | ObserverActor
  | IncidentUserActor
  | (Person & { role: 'platformAdministrator'; organisation?: undefined });

/** Somebody without an account, in a session of its own that reaches its own filing and nothing else (decisions.md D4). */
export interface NotifierActor {
  kind: 'notifier';
  notifierId: string;
  name: string;
}

/** `system` acts for a job or a command. */
export type Actor = { kind: 'anonymous' } | NotifierActor | AccountActor | { kind: 'system'; name: string };

export const isOperator = (actor: Actor): actor is OperatorActor =>
  actor.kind === 'account' && (actor.role === 'operatorAdministrator' || actor.role === 'operatorUser');
export const isIncidentUser = (actor: Actor): actor is IncidentUserActor => actor.kind === 'account' && actor.role === 'incidentUser';
/** Whoever may file reports from an account. */
export const isReporting = (actor: Actor): actor is OperatorActor | IncidentUserActor => isOperator(actor) || isIncidentUser(actor);
export const isRegulator = (actor: Actor): actor is RegulatorActor =>
  actor.kind === 'account' && (actor.role === 'regulatorAdministrator' || actor.role === 'regulatorUser');
export const isObserver = (actor: Actor): actor is ObserverActor =>
  actor.kind === 'account' && (actor.role === 'observerAdministrator' || actor.role === 'observerUser');

export const actorId = (actor: Actor): string | null =>
  actor.kind === 'account' ? actor.accountId : actor.kind === 'notifier' ? actor.notifierId : null;
export const actorName = (actor: Actor): string => (actor.kind === 'anonymous' ? '' : actor.name);
export const actorRole = (actor: Actor): Role | undefined => (actor.kind === 'account' ? actor.role : undefined);
export const organisationOf = (actor: Actor): OrganisationRef | undefined => (actor.kind === 'account' ? actor.organisation : undefined);
