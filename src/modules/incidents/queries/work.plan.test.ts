import { beforeAll, describe, expect, it } from 'vitest';
import { makeObserver, makeObserverAccount } from '#modules/governance/testing/factories.ts';
import { type TestApp, testApp } from '../../../testing/test-app.ts';
import { copyIncident, tablesReadWhole } from '../testing/crowd.ts';
import { type Country, makeCountry, openFile, submitStage } from '../testing/factories.ts';
import { draftsStatement, openReportsStatement } from './reporting-work.query.ts';
import { observerStatement, regulatorStatement } from './supervising-work.query.ts';

/** Tables that grow with every incident; a page that reads one of them whole gets slower every day. */
const growing = ['incident', 'incident_file', 'report', 'submission', 'submission_covers', 'review', 'draft'];

describe('Home over thousands of incidents', () => {
  let app: TestApp;
  let country: Country;

  beforeAll(async () => {
    app = await testApp();
    country = await makeCountry(app);
    const { incidents } = await openFile(app, country.elin);
    await submitStage(app, country.elin, incidents.nis2 ?? '', 'incident-notification');
    await copyIncident(app.owner, incidents.nis2 ?? '', 5_000);
  }, 90_000);

  const readWhole = async (statement: Parameters<typeof tablesReadWhole>[1]) =>
    (await tablesReadWhole(app.db, statement)).filter((table) => growing.includes(table));

  it('finds the work of one operator, one regulator and one observer by index', async () => {
    const observer = await makeObserverAccount(app.db, await makeObserver(app.db, { regulationKeys: ['nis2'] }));
    expect(await readWhole(openReportsStatement(app.ctx(country.elin)))).toEqual([]);
    expect(await readWhole(draftsStatement(app.ctx(country.elin)))).toEqual([]);
    expect(await readWhole(regulatorStatement(app.ctx(country.tomas)))).toEqual([]);
    expect(await readWhole(observerStatement(app.ctx(observer)))).toEqual([]);
  });
});
