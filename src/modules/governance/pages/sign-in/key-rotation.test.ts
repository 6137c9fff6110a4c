import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { createSecretBox } from '#platform/auth/secret-box.ts';
import { newKey } from '#platform/keys/keys-command.ts';
import { requestRotation } from '#platform/keys/rotate-keys.job.ts';
import { systemClock } from '#platform/time/clock.ts';
import { testApp } from '../../../../testing/test-app.ts';
import { authenticator } from '../../schema-credentials.ts';
import { makePerson, signIn } from '../../testing/sign-in.ts';

// operations.md check 4
it('a person whose second factor is under an old key signs in before, and after the keys were rotated', async () => {
  const [old, young] = [newKey(), newKey()];
  const secrets = createSecretBox(`${young},${old}`);
  const app = await testApp({ secrets });
  const before = await makePerson({ db: app.db, runtime: { secrets: createSecretBox(old) } });
  const after = await makePerson({ db: app.db, runtime: { secrets: createSecretBox(old) } });
  expect((await signIn(app.anonymous(), before, systemClock)).headers.location).toBe('/');
  expect(await requestRotation(app.systemCtx(), secrets)).toBeDefined();
  await app.runJobs();
  expect((await signIn(app.anonymous(), after, systemClock)).headers.location).toBe('/');
  const [row] = await app.db
    .select({ sealed: authenticator.secret })
    .from(authenticator)
    .where(eq(authenticator.accountId, before.accountId));
  expect(row?.sealed.split('.')[0]).toBe(young.split(':')[0]);
  expect(createSecretBox(young).open(row?.sealed ?? '')).toMatch(/^[A-Z2-7]+$/);
});
