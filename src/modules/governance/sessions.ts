import { eq } from 'drizzle-orm';
import type { SessionPort } from '#platform/auth/session.ts';
import { digestOf } from '#platform/auth/tokens.ts';
import type { Database } from '#platform/db/database.ts';
import { loadSession } from './queries/load-session.query.ts';
import { session } from './schema.ts';

/** How the platform learns who is there. */
export const createSessionPort = (db: Database, idleMinutes: number): SessionPort => ({
  load: (token, now) => loadSession(db, digestOf(token), now, idleMinutes),
  touch: async (sessionId, now) => void (await db.update(session).set({ lastSeenAt: now }).where(eq(session.id, sessionId))),
});
