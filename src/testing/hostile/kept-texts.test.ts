/** Nothing written is lost when the record, the organisation or the session has moved on meanwhile. */
import { beforeEach, describe, expect, it } from 'vitest';
import { type Country, makeCountry, openFile, submitStage } from '#modules/incidents/testing/factories.ts';
import { type Client, type Reply, type TestApp, testApp } from '../test-app.ts';
import { areaText } from './forms-on-pages.ts';
import { sendAsShown } from './places.ts';

const text = 'A reason that took\nme half an hour <b>to write</b>';
const kept = ({ document }: Reply) => [...document.querySelectorAll('main textarea[readonly]')].map(areaText);

describe('what was written in a form that is refused', () => {
  let app: TestApp;
  let country: Country;
  let client: Client;
  let incident: string;

  beforeEach(async () => {
    app = await testApp();
    country = await makeCountry(app);
    client = await app.as(country.tomas);
    const { incidents } = await openFile(app, country.elin);
    await submitStage(app, country.elin, incidents.nis2 ?? '', 'early-warning');
    incident = `/incidents/${incidents.nis2}`;
  });

  it('is handed back when somebody else was faster', async () => {
    const colleague = await app.as(country.tomas);
    const fields = { outcome: 'handled', reason: text, comment: text };
    expect((await sendAsShown(colleague, `${incident}/close`, `${incident}/close`, fields)).status).toBe(303);
    const answer = await client.post(`${incident}/close`, fields);
    expect(answer.status).toBe(409);
    expect(kept(answer)).toEqual([text]);
    expect(answer.document.querySelector('main b')).toBeNull();
  });

  it('is handed back when the session has ended, before the way to sign in', async () => {
    const answer = await app.anonymous().post(`${incident}/notes`, { body: text, other: 'yes', password: 'correct horse battery staple' });
    expect(answer.status).toBe(401);
    expect(kept(answer)).toEqual([text]);
    expect(answer.document.querySelector('main a')?.getAttribute('href')).toBe('/sign-in?next=%2F');
    expect((await app.anonymous().post(`${incident}/notes`, { body: 'short' })).status).toBe(303);
  });

  it('is handed back when the form is too old or of another organisation', async () => {
    expect(kept(await client.post(`${incident}/notes`, { body: text, _csrf: 'old' }))).toEqual([text]);
    const answer = await client.post(`${incident}/notes`, { body: text, _organisation: country.privacy.id });
    expect([answer.status, kept(answer)]).toEqual([409, [text]]);
  });

  it('is not repeated for another site, which could put words into a page of ours', async () => {
    const answer = await client.post(`${incident}/notes`, { body: text }, { 'sec-fetch-site': 'cross-site' });
    expect([answer.status, kept(answer)]).toEqual([403, []]);
  });
});
