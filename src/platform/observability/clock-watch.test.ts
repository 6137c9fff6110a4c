import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../db/database.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { scratchKinds } from '../testing/scratch-database.ts';
import { systemClock } from '../time/clock.ts';
import { watchClock } from './clock-watch.ts';
import { createLogger } from './logger.ts';

// operations.md check 33, O16
describe.each(scratchKinds(process.env.TEST_DATABASE_URL))('the clock beside the one of $name', (kind) => {
  let database: OpenDatabase;
  beforeAll(async () => {
    database = await kind.open();
  });
  afterAll(() => database.close());

  const watch = async (wallClock: typeof systemClock) => {
    const lines: string[] = [];
    const log = createLogger('info', { destination: { write: (line) => void lines.push(line) } });
    const watched = watchClock({ db: database.db, wallClock, log });
    await watched.look();
    return { watched, lines };
  };

  it('is good when the two agree', async () => {
    const { watched, lines } = await watch(systemClock);
    expect(Math.abs(watched.skew?.milliseconds ?? 9_999)).toBeLessThan(1_000);
    expect(lines).toEqual([]);
  });

  it.each([5, -5])('is warned of when it is %i seconds off', async (seconds) => {
    const { watched, lines } = await watch({ now: () => systemClock.now().subtract({ seconds }) });
    expect(watched.skew?.milliseconds).toBeGreaterThan(seconds * 1_000 - 1_000);
    expect(watched.skew?.milliseconds).toBeLessThan(seconds * 1_000 + 1_000);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 40, event: 'clockSkew', milliseconds: expect.any(Number) });
  });

  it('says nothing of what it does not know', async () => {
    const gone = await kind.open();
    await gone.close();
    const watched = watchClock({ db: gone.db, wallClock: new FakeClock(), log: createLogger('silent') });
    await watched.look();
    expect(watched.skew).toBeUndefined();
  });
});
