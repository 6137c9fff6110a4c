import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#platform/time/clock.ts';
import { type TestApp, testApp } from '../../../../testing/test-app.ts';
import { account } from '../../schema.ts';
import { termsAcceptance } from '../../schema-credentials.ts';
import { makePerson, signIn } from '../../testing/sign-in.ts';

describe('the terms of use, before anything else', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp();
  });

  /** Somebody who has signed in and accepted other terms, or these so many days ago. */
  async function comeIn(accepted: { version?: string; daysAgo?: number }) {
    const person = await makePerson(app);
    const termsAcceptedAt = systemClock.now().subtract({ hours: 24 * (accepted.daysAgo ?? 0) });
    await app.db
      .update(account)
      .set({ termsAcceptedAt, ...(accepted.version && { termsVersion: accepted.version }) })
      .where(eq(account.id, person.accountId));
    const client = app.anonymous();
    await signIn(client, person, systemClock, '/account');
    return { person, client };
  }

  // governance.md check 27, interface.md check 5
  it('ask whoever accepted other ones, or these more than a year ago, and lead to the page that was asked for', async () => {
    expect((await (await comeIn({ daysAgo: 364 })).client.get('/')).status).toBe(200);
    for (const accepted of [{ daysAgo: 366 }, { version: '0.9' }]) {
      const { person, client } = await comeIn(accepted);
      expect((await client.get('/incidents?view=all')).headers.location).toBe('/terms/accept?next=%2Fincidents%3Fview%3Dall');
      const gate = await client.get('/terms/accept?next=%2Fincidents%3Fview%3Dall');
      expect(gate.status).toBe(200);
      expect(gate.body).toContain('What this platform is');
      for (const open of ['/terms', '/privacy']) expect((await client.get(open)).status).toBe(200);
      const unticked = await client.post('/terms/accept', { version: '1', next: '/incidents?view=all' });
      expect(unticked.status).toBe(422);
      const done = await client.post('/terms/accept', { version: '1', accepted: 'yes', next: '/incidents?view=all' });
      expect(done.headers.location).toBe('/incidents?view=all');
      expect((await client.get('/')).status).toBe(200);
      const kept = await app.db.select().from(termsAcceptance).where(eq(termsAcceptance.accountId, person.accountId));
      expect(kept.map(({ version }) => version)).toEqual(['1']);
      expect((await client.get('/terms/accept?next=%2F')).headers.location).toBe('/');
    }
  });

  it('are not accepted in a version that nobody has read', async () => {
    const { person, client } = await comeIn({ version: '0.9' });
    const stale = await client.post('/terms/accept', { version: '0.9', accepted: 'yes', next: '/' });
    expect(stale.headers.location).toBe('/terms/accept?next=%2F');
    expect(await app.db.select().from(termsAcceptance).where(eq(termsAcceptance.accountId, person.accountId))).toEqual([]);
  });

  it('let whoever will not accept them sign out', async () => {
    const { client } = await comeIn({ version: '0.9' });
    expect((await client.post('/sign-out')).headers.location).toBe('/sign-in');
    expect((await client.get('/')).headers.location).toBe('/sign-in?next=%2F');
  });

  // governance.md check 76
  it('change their language on the spot', async () => {
    const { client } = await comeIn({ version: '0.9' });
    const answer = await client.post('/language', { language: 'fr', path: '/terms/accept?next=%2F' });
    expect(answer.headers.location).toBe('/terms/accept?next=%2F');
    expect((await client.get('/terms/accept?next=%2F')).body).toContain('<html lang="fr"');
  });
});
