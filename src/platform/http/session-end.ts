import type { LoadedSession } from '../auth/session.ts';
import type { ServerDeps } from './server.ts';

/** Seconds until the session ends if nobody uses it from now on: it was idle for too long, or has lasted its time. 0 without one. */
export function secondsLeft({ config, wallClock }: Pick<ServerDeps, 'config' | 'wallClock'>, session: LoadedSession | undefined): number {
  if (!session) return 0;
  const { lastSeenAt, expiresAt } = session;
  const idleEnd = lastSeenAt.epochMilliseconds + config.sessionIdleMinutes * 60_000;
  const left = Math.min(idleEnd, expiresAt.epochMilliseconds) - wallClock.now().epochMilliseconds;
  return Math.max(0, Math.floor(left / 1_000));
}
