import { desc } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Country, makeCountry, openFile } from '#modules/incidents/testing/factories.ts';
import { auditEvent } from '#platform/db/schema.ts';
import { loadMovableClock } from '#platform/time/demo-clock.ts';
import { type TestApp, testApp } from '../../testing/test-app.ts';
import { demoPaths } from '../paths.ts';

describe('the demonstration clock', () => {
  let app: TestApp;
  let country: Country;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
  });

  // decisions.md D14
  it('moves what deadlines go by, for everybody and across a restart', async () => {
    await openFile(app, country.elin);
    const elin = await app.as(country.elin);
    expect((await elin.get('/files')).text).not.toContain('Late by');
    const moved = await elin.post(demoPaths.clock.link(), { step: 'day' });
    expect(moved.status).toBe(303);
    expect((await elin.get(demoPaths.clock.link())).text).toContain('Friday 6 March 2026');
    expect((await (await app.as(country.tomas)).get('/incidents')).text).toContain('Late by');
    const restarted = await loadMovableClock(app.db, app.clock);
    expect(restarted.now().toString()).toBe('2026-03-06T09:00:00Z');
    const [last] = await app.db.select({ action: auditEvent.action }).from(auditEvent).orderBy(desc(auditEvent.seq)).limit(1);
    expect(last?.action).toBe('demo.moveClock');
  });

  it('counts a month by the calendar and goes back to the real time', async () => {
    const elin = await app.as(country.elin);
    await elin.post(demoPaths.clock.link(), { step: 'month' });
    // The clocks change on 29 March: ten in the morning stays ten in the morning.
    expect((await elin.get(demoPaths.clock.link())).text).toContain('Sunday 5 April 2026, 10:00');
    await elin.post(demoPaths.clock.link(), { step: 'real' });
    expect(app.runtime.clock.now()).toEqual(app.clock.now());
  });

  it('asks who is there', async () => {
    const answer = await app.anonymous().post(demoPaths.clock.link(), { step: 'day' });
    expect(answer.status).toBe(401);
    expect(answer.document.querySelector('main a[href^="/sign-in"]')).not.toBeNull();
    expect(app.runtime.clock.now()).toEqual(app.clock.now());
  });
});
