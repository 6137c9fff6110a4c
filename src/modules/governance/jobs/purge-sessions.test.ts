import { expect, it } from 'vitest';
import { enqueue } from '#platform/jobs/enqueue.ts';
import { FakeClock } from '#platform/testing/fake-clock.ts';
import { testApp } from '../../../testing/test-app.ts';
import { makePerson, sessionsOf, signIn } from '../testing/sign-in.ts';
import { purgeSessionsNightly } from './purge-sessions.job.ts';

it('forgets sessions a day after their end, and no earlier', async () => {
  const clock = new FakeClock();
  const app = await testApp({ wallClock: clock });
  const elin = await makePerson(app);
  await signIn(app.anonymous(), elin, clock);
  const left = async () => {
    await app.db.transaction((tx) => enqueue(tx, app.systemCtx(), purgeSessionsNightly.job, {}));
    await app.runJobs();
    return (await sessionsOf(app.db, elin.accountId)).length;
  };
  clock.advance({ hours: 12 + 23 });
  expect(await left()).toBe(1);
  clock.advance({ hours: 2 });
  expect(await left()).toBe(0);
});
