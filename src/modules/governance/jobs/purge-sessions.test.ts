import { expect, it } from 'vitest';
import { newId } from '#platform/db/ids.ts';
import { enqueue } from '#platform/jobs/enqueue.ts';
import { FakeClock } from '#platform/testing/fake-clock.ts';
import { testApp } from '../../../testing/test-app.ts';
import { factorReset } from '../schema-credentials.ts';
import { makeOperator, makeOperatorAccount, makeRegulator } from '../testing/factories.ts';
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

it('forgets after a year that a regulator reset a second factor', async () => {
  const clock = new FakeClock();
  const app = await testApp({ wallClock: clock });
  const [operator, regulator] = [await makeOperator(app.db), await makeRegulator(app.db)];
  const { accountId } = await makeOperatorAccount(app.db, operator);
  const times = { resetAt: clock.now(), seesFrom: clock.now(), heldUntil: clock.now().add({ hours: 24 }) };
  await app.db.insert(factorReset).values({ id: newId(), accountId, operatorId: operator.id, regulatorId: regulator.id, ...times });
  const left = async () => {
    await app.db.transaction((tx) => enqueue(tx, app.systemCtx(), purgeSessionsNightly.job, {}));
    await app.runJobs();
    return app.db.$count(factorReset);
  };
  clock.advance({ hours: 365 * 24 });
  expect(await left()).toBe(1);
  clock.advance({ hours: 1 });
  expect(await left()).toBe(0);
});
