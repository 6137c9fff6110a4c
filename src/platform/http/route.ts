import type { VNode } from 'preact';
import type { z } from 'zod';
import type { GateKind, LoadedSession } from '../auth/session.ts';
import type { Actor } from '../context/actor.ts';
import type { Ctx } from '../context/ctx.ts';
import { type Grants, mayEver } from '../permissions/permissions.ts';
import type { Scheme } from '../ui/frame.ts';
import type { Ui } from '../ui/page-context.ts';
import type { Served } from './path.ts';

/** Fields of a posted form as the browser sent them: a name given twice is a list. */
export type FormBody = Readonly<Record<string, string | string[] | undefined>>;

export interface Flash {
  kind: 'success' | 'info' | 'warning' | 'danger';
  messageKey: string;
  values?: Record<string, string | number>;
}

/** What a handler hands back; only the platform writes the response. */
export type Result =
  | { kind: 'page'; view: VNode; status?: number; retryAfter?: number }
  | { kind: 'redirect'; to: string; flash?: Flash }
  | { kind: 'file'; bytes: Uint8Array; name: string; type: string; inline?: boolean }
  | { kind: 'json'; body: unknown; status?: number }
  | { kind: 'text'; body: string; type: string };

export const page = (view: VNode, status = 200): Result => ({ kind: 'page', view, status });
/** What cannot be had just now. @param retryAfter seconds */
export const unavailable = (view: VNode, retryAfter: number): Result => ({ kind: 'page', view, status: 503, retryAfter });
export const redirect = (to: string, flash?: Flash): Result => (flash ? { kind: 'redirect', to, flash } : { kind: 'redirect', to });
export const json = (body: unknown, status = 200): Result => ({ kind: 'json', body, status });
export const file = (bytes: Uint8Array, name: string, type: string): Result => ({ kind: 'file', bytes, name, type });

export interface RouteAccess {
  /** For the start-up check, the docs and the matrix test. */
  label: string;
  kind: 'public' | 'session' | 'permission' | 'gate' | 'notifier';
  admits(actor: Actor): boolean;
  /** Sessions that stand at one of these gates are let in as well. */
  gates?: readonly GateKind[];
}

/** Open to everybody; the reason is printed in the route table. */
export const publicAccess = (reason: string): RouteAccess => ({ label: `public: ${reason}`, kind: 'public', admits: () => true });
/** Any account that is signed in. */
export const anyAccount: RouteAccess = { label: 'any account', kind: 'session', admits: (actor) => actor.kind === 'account' };
/** The page of a gate: open to a session that stands at one of them, and to no other visitor. */
export const atGate = (...gates: GateKind[]): RouteAccess => ({
  label: `at the gate: ${gates.join(', ')}`,
  kind: 'gate',
  admits: () => true,
  gates,
});
/** Any account that is signed in, and one that stands at such a gate: signing out, choosing an operator. */
export const anyAccountOrAtGate = (...gates: GateKind[]): RouteAccess => ({
  label: `any account, and at the gate: ${gates.join(', ')}`,
  kind: 'session',
  admits: () => true,
  gates,
});
/** The role must have the action at all; the verb or query then decides about the record. */
export const permission = <Action extends string>(permissions: Grants<Action>, action: Action): RouteAccess => ({
  label: `${permissions.resource}.${action}`,
  kind: 'permission',
  admits: (actor) => mayEver(permissions, actor, action),
});

/** Somebody without an account: its own draft, receipt and proof, and nothing else. The query or verb decides about the record. */
export const notifierAccess = <Action extends string>(permissions: Grants<Action>, action: Action): RouteAccess => ({
  label: `${permissions.resource}.${action}`,
  kind: 'notifier',
  admits: (actor) => actor.kind === 'notifier' && mayEver(permissions, actor, action),
});

export interface SessionCookieChange {
  /** The new token, or null to sign out. */
  token: string | null;
  /** It is the same session under a new token: forms that are open in it stay good. */
  goesOn?: boolean;
}

/** The request beside its parsed parts; pages rarely need it. */
export interface RequestInfo {
  ip: string;
  userAgent: string;
  /** Path and query, for coming back after sign-in. */
  url: string;
  /** The session behind the cookie, also while it only waits for its code. */
  session: LoadedSession | undefined;
  /** How long the session lasts from now on if nobody uses it; 0 without one. */
  sessionSeconds: number;
  sessionDigest: string;
  /** Of the session of somebody without an account that this browser holds beside it. */
  notifierDigest: string;
  /** What the browser is known by to people who have signed in from it, newest first. */
  deviceTokens: readonly string[];
  /** Whether script asked for JSON (autosave), not a person for a page. */
  wantsJson: boolean;
  header(name: string): string | undefined;
  setSession(change: SessionCookieChange): void;
  /** The session of somebody without an account; it stands beside that of an account and never touches it. */
  setNotifier(change: SessionCookieChange): void;
  setLanguage(language: string): void;
  setDeviceTokens(tokens: readonly string[]): void;
  setScheme(scheme: Scheme): void;
  setShortcuts(on: boolean): void;
}

export interface Request<Params, Query> {
  params: Params;
  query: Query;
  form: FormBody;
  info: RequestInfo;
}

/** How the site map names a page. */
export interface Listing {
  label: (ui: Ui) => string;
  /** Of no use to who is signed in: signing in. */
  forStrangers?: true;
  /** Belongs to the service as a whole, whichever module serves it. */
  isGeneral?: true;
}

export interface Route {
  method: 'GET' | 'POST';
  path: Served;
  access: RouteAccess;
  /** Every page that people can go to without naming a record has one: src/testing/site-map.test.ts holds them together. */
  listed?: Listing;
  /** A larger body than pages get (2 MB). */
  bodyLimit?: number;
  /** The act concerns the person, not the organisation the form was opened for: signing out, switching. */
  anyOrganisation?: boolean;
  /** Signing in and out, switching: what a reader needs, and what changes nothing but the own session. */
  goesOnInMaintenance?: boolean;
  /** Password and code must have been given within the last five minutes (governance.md 5.7), to read it and to post to it. */
  stepUp?: boolean;
  /** The form holds a secret: what is typed in it is never written into a page that says why it was stopped. */
  secretForm?: boolean;
  handle(ctx: Ctx, request: Request<Record<string, unknown>, Record<string, unknown>>): Promise<Result>;
}

interface RouteDeclaration<Params extends z.ZodObject, Query extends z.ZodObject> {
  method: 'GET' | 'POST';
  path: Served<Params, Query>;
  access: RouteAccess;
  listed?: Listing;
  bodyLimit?: number;
  /** The act concerns the person, not the organisation the form was opened for: signing out, switching. */
  anyOrganisation?: boolean;
  /** Signing in and out, switching: what a reader needs, and what changes nothing but the own session. */
  goesOnInMaintenance?: boolean;
  /** Password and code must have been given within the last five minutes (governance.md 5.7), to read it and to post to it. */
  stepUp?: boolean;
  /** The form holds a secret: what is typed in it is never written into a page that says why it was stopped. */
  secretForm?: boolean;
  handle(ctx: Ctx, request: Request<z.output<Params>, z.output<Query>>): Promise<Result> | Result;
}

/** Pairs an address with its permission, its schema and its handler. */
export function defineRoute<Params extends z.ZodObject, Query extends z.ZodObject>(declaration: RouteDeclaration<Params, Query>): Route {
  const { path, handle, ...rest } = declaration;
  return {
    ...rest,
    path,
    handle: async (ctx, request) =>
      handle(ctx, { ...request, params: path.params.parse(request.params), query: path.query.parse(request.query) }),
  };
}
