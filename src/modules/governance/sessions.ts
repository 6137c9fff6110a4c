import { eq } from 'drizzle-orm';
import type { SessionPort } from '#platform/auth/session.ts';
import { digestOf } from '#platform/auth/tokens.ts';
import type { Database } from '#platform/db/database.ts';
import { loadNotifier } from './queries/load-notifier.query.ts';
import { loadSession, type SessionRules } from './queries/load-session.query.ts';
import { session } from './schema.ts';
import { signOut } from './services/end-sessions.ts';

/** How the platform learns who is there. */
export const createSessionPort = (db: Database, rules: SessionRules): SessionPort => ({
  load: (token, now) => loadSession(db, digestOf(token), now, rules),
  loadNotifier: (token, now) => loadNotifier(db, digestOf(token), now),
  touch: async (sessionId, now) => void (await db.update(session).set({ lastSeenAt: now }).where(eq(session.id, sessionId))),
  end: (ctx, { id, accountId }) => signOut(ctx, { sessionId: id, accountId }),
});
