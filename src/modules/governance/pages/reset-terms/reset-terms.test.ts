import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { digestOf } from '#platform/auth/tokens.ts';
import { auditEvent } from '#platform/db/schema.ts';
import { systemClock } from '#platform/time/clock.ts';
import { type TestApp, testApp } from '../../../../testing/test-app.ts';
import { loadSession } from '../../queries/load-session.query.ts';
import { account, platformAdministrator } from '../../schema.ts';
import { termsAcceptance } from '../../schema-credentials.ts';
import { makeIncidentUser, makeOperator, makeOperatorAccount, sessionRules } from '../../testing/factories.ts';

describe('asking everybody to accept the terms again', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await testApp();
  });

  const boss = async () => {
    const { kind, accountId, sessionId, name, email } = await makeIncidentUser(app.db);
    await app.db.insert(platformAdministrator).values({ accountId });
    return app.as({ kind, accountId, sessionId, name, email, role: 'platformAdministrator' });
  };

  // governance.md checks 27, 28
  it('is confirmed, blocks everybody at once, and leaves the terms, the language and the way out open', async () => {
    const ou = await makeOperatorAccount(app.db, await makeOperator(app.db));
    const [admin, user] = [await boss(), await app.as(ou)];
    await user.get('/');
    expect((await admin.get('/administration/terms?sure=yes')).status).toBe(200);
    expect((await admin.post('/administration/terms')).status).toBe(422);
    expect((await user.get('/files')).status).toBe(200);

    expect((await admin.post('/administration/terms', { sure: 'yes' })).status).toBe(303);
    for (const client of [admin, user]) expect((await client.get('/')).headers.location).toBe('/terms/accept?next=%2F');
    expect((await user.get('/terms')).status).toBe(200);
    expect((await user.post('/language', { language: 'fr', path: '/terms/accept?next=%2Ffiles' })).status).toBe(303);
    const asked = await user.get('/terms/accept?next=%2Ffiles');
    expect(asked.document.querySelector('html')?.getAttribute('lang')).toBe('fr');
    const version = asked.document.querySelector('main input[name=version]')?.getAttribute('value') ?? '';
    const accepted = await user.post('/terms/accept', { accepted: 'yes', version, next: '/files' });
    expect(accepted.headers.location).toBe('/files');
    expect((await user.get('/files')).status).toBe(200);
    expect(await app.db.$count(termsAcceptance, eq(termsAcceptance.accountId, ou.accountId))).toBe(1);
    expect(await app.db.$count(auditEvent, eq(auditEvent.action, 'governance.termsReset'))).toBe(1);
    expect((await user.post('/sign-out')).status).toBe(303);
  });

  // governance.md check 27
  it.each([
    [365, 364, 'complete'],
    [365, 365, 'acceptTerms'],
    [365, 366, 'acceptTerms'],
    [0, 366, 'complete'],
    [0, 3_660, 'complete'],
  ])('with an age of %i days, an acceptance of %i days ago makes it "%s"', async (days, daysAgo, state) => {
    const ou = await makeOperatorAccount(app.db, await makeOperator(app.db));
    const termsAcceptedAt = systemClock.now().subtract({ hours: 24 * daysAgo });
    await app.db.update(account).set({ termsAcceptedAt }).where(eq(account.id, ou.accountId));
    const token = (await app.as(ou)).cookies.get('__Host-vigie-session') ?? '';
    const rules = { ...sessionRules, terms: { ...sessionRules.terms, days } };
    expect((await loadSession(app.db, digestOf(token), systemClock.now(), rules))?.state.kind).toBe(state);
  });
});
