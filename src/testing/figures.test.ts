/** What monitoring is told of a country at work: operations.md O5. */
import { eq, sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { makePerson, password, signIn } from '#modules/governance/testing/sign-in.ts';
import { reminder } from '#modules/incidents/schema/traces.ts';
import { rowsOf } from '#platform/db/database.ts';
import { createDatabaseFigures } from '#platform/observability/database-figures.ts';
import { newRegistry } from '#platform/observability/metrics.ts';
import { systemClock } from '#platform/time/clock.ts';
import { makePermissionWorld } from './permission-world.ts';
import { testApp } from './test-app.ts';

it('the figures say what waits for the law and who comes in', async () => {
  const app = await testApp();
  const read = async () => {
    const registry = newRegistry();
    const ctx = app.systemCtx();
    await createDatabaseFigures(registry, app.application.figures, { ...ctx }).refresh();
    const text = await registry.metrics();
    return (name: string) =>
      Number(
        text
          .split('\n')
          .find((line) => line.startsWith(`${name} `))
          ?.split(' ')[1],
      );
  };
  const empty = await read();
  expect(empty('vigie_figures_up')).toBe(1);
  for (const name of [
    'vigie_incidents_due_24h',
    'vigie_incidents_overdue',
    'vigie_incidents_to_review',
    'vigie_reminders_late',
    'vigie_sessions',
  ])
    expect(empty(name), name).toBe(0);

  const world = await makePermissionWorld(app);
  await world.own();
  const soon = await read();
  expect(soon('vigie_incidents_to_review')).toBeGreaterThan(0);
  const withDeadline = await rowsOf(app.db, sql`select 1 from incident where status = 'ongoing' and next_due_at is not null`);
  expect(soon('vigie_incidents_due_24h')).toBeGreaterThan(0);
  expect(soon('vigie_incidents_overdue')).toBe(0);
  app.clock.advance({ hours: 24 * 200 });
  const late = await read();
  expect(late('vigie_incidents_overdue')).toBe(withDeadline.length);
  expect(late('vigie_incidents_due_24h')).toBe(0);
  expect(late('vigie_reminders_late')).toBeGreaterThan(0);
  const [planned] = await app.db.select().from(reminder).where(eq(reminder.state, 'planned'));
  await app.db
    .update(reminder)
    .set({ state: 'missed', dueAt: app.clock.now() })
    .where(eq(reminder.id, planned?.id ?? ''));
  expect((await read())('vigie_reminders_missed_7d')).toBe(1);

  const before = await read();
  const person = await makePerson(app);
  expect((await signIn(app.anonymous(), person, systemClock)).status).toBe(303);
  const thief = app.anonymous();
  await thief.post('/sign-in', { email: person.email, password: 'wrong' });
  await thief.post('/sign-in', { email: person.email, password });
  for (let tries = 0; tries < 10; tries += 1) await thief.post('/sign-in/code', { code: '000000' });
  const after = await read();
  const more = (name: string) => after(name) - before(name);
  expect(more('vigie_sessions')).toBe(1);
  expect(more('vigie_sign_ins_5m{outcome="accepted"}')).toBe(1);
  expect(more('vigie_sign_ins_5m{outcome="wrongPassword"}')).toBe(1);
  expect(more('vigie_sign_ins_5m{outcome="wrongCode"}')).toBe(10);
  expect(after('vigie_locked_accounts')).toBe(1);
});
