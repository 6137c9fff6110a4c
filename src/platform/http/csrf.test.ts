import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../db/database.ts';
import { scratchKinds } from '../testing/scratch-database.ts';
import { elinAt, norvane, openWebWorld, ostrava, type WebWorld } from '../testing/web-world.tsx';
import { csrfTokenFor, csrfTokenMatches, newCsrfSecret } from './csrf.ts';

const [pglite] = scratchKinds(undefined);
const refused = 'This form is too old';

describe('a form that was not made here', () => {
  let database: OpenDatabase;
  let web: WebWorld;

  beforeAll(async () => {
    if (!pglite) throw new Error('no database');
    database = await pglite.open();
    web = await openWebWorld(database);
  });
  afterAll(async () => {
    await web.app.close();
    await database.close();
  });

  it.each([
    ['no token', ''],
    ['a word', 'token'],
    ['the token of another browser', csrfTokenFor(newCsrfSecret())],
    ['a token that is too long', `${csrfTokenFor(newCsrfSecret())}AAAA`],
  ])('is refused with %s', async (_name, token) => {
    const answer = await web.anonymous().post('/save', { _csrf: token });
    expect(answer.status).toBe(419);
    expect(answer.text).toContain(refused);
  });

  it('is refused when the cookie is gone or was put there by somebody', async () => {
    const token = csrfTokenFor(newCsrfSecret());
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
    for (const cookie of ['', '__Host-vigie-csrf=', '__Host-vigie-csrf=AAAA']) {
      const answer = await web.app.inject({ method: 'POST', url: '/save', headers: { ...headers, cookie }, payload: `_csrf=${token}` });
      expect(answer.statusCode).toBe(419);
    }
  });

  it('is refused when it was opened before signing in or out', async () => {
    const client = web.anonymous();
    const shown = await client.get('/open');
    const stale = shown.document.querySelector('input[name=_csrf]')?.getAttribute('value') ?? '';
    expect((await client.post('/save', { _csrf: stale })).status).toBe(303);
    expect((await client.post('/enter', { token: 'anything' })).status).toBe(303);
    expect((await client.post('/save', { _csrf: stale })).status).toBe(419);
    expect((await client.post('/save')).status).toBe(303);
  });

  it.each(['cross-site', 'same-site', 'none', 'something-new'])('is refused when the browser says it comes from %s', async (site) => {
    const answer = await web.anonymous().post('/save', {}, { 'sec-fetch-site': site, origin: 'http://vigie.test' });
    expect(answer.status).toBe(403);
  });

  it.each([
    ['http://vigie.test', 303],
    ['http://vigie.test:8080', 403],
    ['http://evil.example', 403],
    ['http://vigie.test.evil.example', 403],
    ['null', 403],
    ['', 403],
  ])('an old browser that names the origin "%s" gets %i', async (origin, status) => {
    const client = web.anonymous();
    const shown = await client.get('/open');
    const token = shown.document.querySelector('input[name=_csrf]')?.getAttribute('value') ?? '';
    const answer = await web.app.inject({
      method: 'POST',
      url: '/save',
      headers: {
        host: 'vigie.test',
        cookie: [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'content-type': 'application/x-www-form-urlencoded',
        ...(origin && { origin }),
      },
      payload: new URLSearchParams({ _csrf: token }).toString(),
    });
    expect(answer.statusCode).toBe(status);
  });

  it('is refused before anybody is asked to sign in, and in every other shape', async () => {
    expect((await web.anonymous().post('/switch', { _csrf: '' })).status).toBe(419);
    for (const [type, payload] of [
      ['application/json', '{"_csrf":1}'],
      ['text/plain', '_csrf=1'],
      ['multipart/form-data; boundary=x', '--x--'],
      ['application/xml', '<a/>'],
    ] as const) {
      const answer = await web.anonymous().get('/open');
      expect(answer.status).toBe(200);
      const posted = await web.app.inject({
        method: 'POST',
        url: '/save',
        headers: { 'content-type': type, 'sec-fetch-site': 'same-origin' },
        payload,
      });
      expect(posted.statusCode, type).toBe(415);
    }
  });

  it('is a conflict when it was opened for another organisation than the present one', async () => {
    const client = web.as(elinAt(norvane), ostrava);
    const answer = await client.post('/save');
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('You have changed organisation meanwhile');
    expect((await client.post('/save', { _organisation: norvane.id })).status).toBe(303);
    expect((await client.post('/switch')).headers.location).toBe('/mine');
    expect((await web.anonymous().post('/save', { _organisation: norvane.id })).status).toBe(409);
  });

  it('has a token that differs in every answer, so that compression cannot give it away', async () => {
    const client = web.anonymous();
    const token = async () => (await client.get('/open')).document.querySelector('input[name=_csrf]')?.getAttribute('value') ?? '';
    const secret = (await token()) && (client.cookies.get('__Host-vigie-csrf') ?? '');
    const tokens = [await token(), await token(), await token()];
    expect(new Set(tokens).size).toBe(3);
    for (const one of tokens) expect(csrfTokenMatches(secret, one)).toBe(true);
    expect(csrfTokenMatches(undefined, tokens[0] ?? '')).toBe(false);
  });
});
