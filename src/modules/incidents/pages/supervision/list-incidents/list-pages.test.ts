import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Ctx } from '#platform/context/ctx.ts';
import { type TestApp, testApp } from '../../../../../testing/test-app.ts';
import { type IncidentListQuery, incidentListQuery, incidentSorts, incidentViews } from '../../../paths.ts';
import { makeCountry } from '../../../testing/factories.ts';
import { fillLargeWorld } from '../../../testing/large-world.ts';
import { type IncidentPage, listIncidents } from './list-incidents.query.ts';
import { type ListOptions, listOptions } from './list-options.query.ts';

describe('the pages of the list', () => {
  let app: TestApp;
  let ctx: Ctx;
  let options: ListOptions;

  beforeAll(async () => {
    app = await testApp();
    const { cyber, privacy, operator, tomas } = await makeCountry(app);
    await fillLargeWorld(app.owner, { count: 170, regulator: cyber, other: privacy, regulationKey: 'nis2', operator });
    ctx = app.ctx(tomas);
    options = await listOptions(ctx);
  });

  const pageOf = async (query: IncidentListQuery): Promise<IncidentPage> => {
    const page = await listIncidents(ctx, query, options);
    if (!page) throw new Error('the cursor leads nowhere');
    return page;
  };

  /** Page after page in one direction, starting from `from`. */
  async function walk(query: IncidentListQuery, way: 'after' | 'before', from?: string): Promise<{ ids: string[]; end: IncidentPage }> {
    const ids: string[] = [];
    let cursor = from;
    for (;;) {
      const page = await pageOf({ ...query, after: undefined, before: undefined, ...(cursor && { [way]: cursor }) });
      const found = page.rows.map(({ id }) => id);
      if (way === 'after') ids.push(...found);
      else ids.unshift(...found);
      cursor = page[way];
      if (!cursor) return { ids, end: page };
    }
  }

  // incidents.md check 38, decisions.md D16
  it('hold every incident exactly once, forwards and backwards, in every order', async () => {
    const queries = fc.record({
      sort: fc.constantFrom(...incidentSorts),
      direction: fc.option(fc.constantFrom('asc', 'desc'), { nil: undefined }),
      view: fc.constantFrom(...incidentViews),
      size: fc.constantFrom(10, 25, 50),
      late: fc.option(fc.constant('yes'), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(queries, async (given) => {
        const query = incidentListQuery.parse(given);
        const forwards = await walk(query, 'after');
        const { count } = await pageOf(query);
        expect(new Set(forwards.ids).size).toBe(forwards.ids.length);
        expect(forwards.ids).toHaveLength(count);
        if (!forwards.end.before) return;
        const last = forwards.end.rows.map(({ id }) => id);
        const backwards = await walk(query, 'before', forwards.end.before);
        expect([...backwards.ids, ...last]).toEqual(forwards.ids);
      }),
      { numRuns: 25 },
    );
  }, 300_000);

  it('turn an order round exactly', async () => {
    for (const sort of incidentSorts) {
      const [up, down] = [
        await walk(queryOf({ sort, direction: 'asc' }), 'after'),
        await walk(queryOf({ sort, direction: 'desc' }), 'after'),
      ];
      expect(down.ids).toEqual(up.ids.toReversed());
    }
  });

  it('stay where they are when rows before the cursor go or come', async () => {
    const query = queryOf({ sort: 'reference' });
    const first = await pageOf(query);
    const second = await pageOf({ ...query, after: first.after });
    const again = await pageOf({ ...query, before: second.before });
    expect(again.rows.map(({ id }) => id)).toEqual(first.rows.map(({ id }) => id));
    expect(again.before).toBeUndefined();
    expect(again.after).toBe(first.after);
  });

  const queryOf = (given: Partial<IncidentListQuery>) => incidentListQuery.parse({ view: 'all', size: 50, ...given });
});
