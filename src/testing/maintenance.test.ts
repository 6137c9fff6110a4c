import { expect, it } from 'vitest';
import { makePerson, signIn } from '#modules/governance/testing/sign-in.ts';
import { beginMaintenance } from '#platform/maintenance/maintenance.ts';
import { FakeClock } from '#platform/testing/fake-clock.ts';
import { testApp } from './test-app.ts';

// operations.md 10: read-only maintenance.
it('in maintenance people sign in and out and choose language and organisation, and send no other form', async () => {
  const clock = new FakeClock('2026-03-05T09:00:10Z');
  const app = await testApp({ wallClock: clock });
  const goingOn = app.routes
    .filter(({ goesOnInMaintenance }) => goesOnInMaintenance)
    .map(({ method, path }) => `${method} ${path.template}`);
  expect(goingOn).toEqual(
    ['/display', '/sign-in', '/sign-in/code', '/sign-in/backup', '/sign-out', '/organisation', '/language', '/step-up'].map(
      (path) => `POST ${path}`,
    ),
  );

  const elin = await makePerson(app, { email: 'elin@norvane.example' });
  await beginMaintenance(app.systemCtx(), { until: undefined, message: undefined });
  const client = app.anonymous();
  await signIn(client, elin, clock);
  const home = await client.get('/');
  expect(home.status).toBe(200);
  expect(home.text).toContain('nothing can be changed or sent until it is over');
  const refused = await client.post('/demo/clock', { move: 'P1D' });
  expect([refused.status, refused.text]).toEqual([503, expect.stringContaining('Nothing can be sent during maintenance')]);
  expect((await client.post('/sign-out')).status).toBe(303);
});
