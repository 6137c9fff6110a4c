import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../db/database.ts';
import { newId } from '../db/ids.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { scratchKinds } from '../testing/scratch-database.ts';
import { elinAt, norvane, openWebWorld, type WebWorld } from '../testing/web-world.tsx';
import { definePath } from './path.ts';
import { anyAccount, defineRoute, json, publicAccess } from './route.ts';

const [pglite] = scratchKinds(undefined);
const policy =
  "default-src 'none';script-src 'self';style-src 'self';img-src 'self';font-src 'self';connect-src 'self';manifest-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none';object-src 'none';require-trusted-types-for 'script';trusted-types vigie;report-to csp";

describe('the web server', () => {
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

  const json_ = { accept: 'application/json' };

  it('does not start with a route that declares no access, no schema, or an address that is taken', async () => {
    const route = defineRoute({ method: 'GET', path: definePath('/new'), access: anyAccount, handle: () => json({}) });
    const start = (added: object) => openWebWorld(database, { added: [{ ...route, ...added }] });
    await expect(start({ access: undefined })).rejects.toThrow('GET /new declares no permission: give it one, or publicAccess(reason)');
    await expect(start({ path: { template: '/new' } })).rejects.toThrow('GET /new declares no schema: make its path with definePath()');
    await expect(start({ path: definePath('/open') })).rejects.toThrow('Two routes answer GET /open');
    expect(publicAccess('everybody starts here').label).toBe('public: everybody starts here');
  });

  it.each([
    '/open',
    '/no-such-page',
    '/mine',
    '/boom',
    '/refuse/forbidden',
    '/file',
    '/theme/theme.css',
    '/static/no-such-file',
    '/%',
    '/livez',
  ])('sends %s with every security header', async (url) => {
    const { headers } = await web.anonymous().get(url);
    expect(headers).toMatchObject({
      'content-security-policy': policy,
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'reporting-endpoints': 'csp="/policy-reports"',
      'permissions-policy': expect.stringContaining('camera=()'),
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    });
    expect(headers['strict-transport-security']).toBeUndefined();
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers.server).toBeUndefined();
  });

  it('says in a page that it is busy while the database is away, also when nobody can be recognised', async () => {
    const gone = () => Object.assign(new Error('terminating connection'), { severity: 'FATAL', code: '57P01' });
    const away = defineRoute({
      method: 'GET',
      path: definePath('/away'),
      access: publicAccess('a test'),
      handle: () => Promise.reject(gone()),
    });
    const other = await openWebWorld(database, { added: [away], loadSession: () => Promise.reject(gone()) });
    const known = other.anonymous();
    known.cookies.set('__Host-vigie-session', 'of somebody');
    for (const visitor of [other.anonymous(), known]) {
      const { status, headers, body } = await visitor.get('/away');
      expect(status).toBe(503);
      expect(headers).toMatchObject({ 'retry-after': '5', 'cache-control': 'no-store', 'content-security-policy': policy });
      expect(body).toContain('The service is busy');
    }
    await other.app.close();
  });

  it('writes down what browsers report of its policy, without what an address holds beside its path', async () => {
    const send = (payload: string) =>
      web.app.inject({ method: 'POST', url: '/policy-reports', headers: { 'content-type': 'application/reports+json' }, payload });
    const body = { documentURL: 'https://vigie.example/files?q=secret', blockedURL: 'inline', effectiveDirective: 'script-src-elem' };
    expect((await send(JSON.stringify([{ type: 'csp-violation', age: 5, body }]))).statusCode).toBe(204);
    const written = web.lines.filter((line) => line.includes('policy forbids'));
    expect(written).toHaveLength(1);
    expect(JSON.parse(written[0] ?? '')).toMatchObject({ directive: 'script-src-elem', page: 'vigie.example/files', blocked: 'inline' });
    expect(written[0]).not.toContain('secret');
    for (const nonsense of ['{', '[]', '[{"type":"csp-violation"}]', 'null']) expect((await send(nonsense)).statusCode).toBe(204);
    expect((await send('x'.repeat(40_000))).statusCode).toBe(413);
    expect(web.lines.filter((line) => line.includes('policy forbids'))).toHaveLength(1);
  });

  it('insists on HTTPS where people use it by HTTPS', async () => {
    const secure = await openWebWorld(database, { environment: { APP_BASE_URL: 'https://vigie.example' } });
    expect((await secure.anonymous().get('/open')).headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
    await secure.app.close();
  });

  // operations.md check 22
  it('gives a page of another release or theme the file that it has itself, and only for now', async () => {
    const { body } = await web.anonymous().get('/open');
    const [, own = ''] = /href="(\/theme\/tokens-[0-9a-f]+\.css)"/.exec(body) ?? [];
    const wanted = await web.anonymous().get(own);
    const other = await web.anonymous().get('/theme/tokens-0123456789.css');
    expect(wanted.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(other.status).toBe(200);
    expect(other.headers['cache-control']).toBe('no-store');
    expect(other.body).toBe(wanted.body);
    expect((await web.anonymous().get('/theme/other-0123456789.css')).status).toBe(404);
  });

  // operations.md check 32
  it('tells people who made and who runs it, at the address that is agreed for that', async () => {
    const { body, headers } = await web.anonymous().get('/humans.txt');
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(body).toContain('Run by: National Cybersecurity Authority, https://vigie.example/\n');
    expect(body).toContain('Contact: contact@vigie.example\n');
    expect(body).toContain('Software: Vigie 1.0, EUPL-1.2\n');
  });

  it('tells search engines to stay away, and whoever found a weakness where to write, until a day that is not past', async () => {
    const robots = await web.anonymous().get('/robots.txt');
    expect(robots.body).toBe('User-agent: *\nDisallow: /\n');
    const { body, headers } = await web.anonymous().get('/.well-known/security.txt');
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(body).toContain('Contact: mailto:security@vigie.example\n');
    expect(body).toContain('Preferred-Languages: en, fr, de, nl\n');
    const [, expires = ''] = /^Expires: (\S+Z)$/m.exec(body) ?? [];
    const days = (Date.parse(expires) - new FakeClock().now().epochMilliseconds) / 86_400_000;
    expect(days).toBeGreaterThan(30);
    expect(days).toBeLessThan(366);
  });

  it.each([
    ['a proxy that is believed, of the visitor', '127.0.0.1', '10.9.8.7'],
    ['any other, of itself', 'none', '127.0.0.1'],
  ])('counts the requests of %s', async (_whose, proxies, counted) => {
    const behind = await openWebWorld(database, { environment: proxies === 'none' ? {} : { TRUSTED_PROXIES: proxies } });
    const left = async (visitor: string) => {
      const { headers } = await behind.app.inject({ url: '/open', headers: { 'x-forwarded-for': visitor } });
      return Number(headers['x-ratelimit-remaining']);
    };
    const first = await left('10.9.8.7');
    expect(await left('10.1.1.1')).toBe(counted === '10.9.8.7' ? first : first - 1);
    await behind.app.close();
  });

  // operations.md check 6
  it('keeps its cookies for this host, for itself and out of the reach of script', async () => {
    const answer = await web.app.inject({ url: '/open' });
    expect(answer.cookies).toEqual([
      { name: '__Host-vigie-csrf', value: expect.any(String), path: '/', httpOnly: true, secure: true, sameSite: 'Lax' },
    ]);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('tells the browser to forget what it stored for us when somebody signs out', async () => {
    const signedOut = await web.as(elinAt(norvane)).post('/enter', { token: '' });
    expect(signedOut.headers['clear-site-data']).toBe('"storage"');
    expect((await web.as(elinAt(norvane)).post('/enter', { token: 'new' })).headers['clear-site-data']).toBeUndefined();
  });

  it('tells nobody whether a page exists: unknown ones are 404 for everybody', async () => {
    const visitors = [web.anonymous(), web.as({ kind: 'code' }), web.as({ kind: 'chooseOperator' }), web.as(elinAt(norvane))];
    for (const visitor of visitors) {
      for (const url of [
        '/no-such-page',
        '/record/1',
        '/record/%00',
        '/refuse/nothing',
        '/open/',
        '/OPEN',
        '/../etc/passwd',
        '/admin.php',
      ]) {
        const answer = await visitor.get(url);
        expect(answer.status, url).toBe(404);
        expect(answer.text).toContain('This page does not exist');
      }
    }
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const)
      expect((await web.app.inject({ method, url: '/open' })).statusCode).toBe(404);
    expect((await web.app.inject({ method: 'POST', url: '/open' })).statusCode).toBe(404);
  });

  it.each(['/%', '/record/%E0%A4%A', '//evil.example/open', '/open%2F..%2Fmine', `/record/${'x'.repeat(300)}`, `/${'a/'.repeat(500)}`])(
    'answers the hand-made address %s with one of its own pages',
    async (url) => {
      const answer = await web.anonymous().get(url);
      expect([400, 404]).toContain(answer.status);
      expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(answer.body).not.toContain('FST_');
    },
  );

  it('never redirects to the host a request names', async () => {
    const answer = await web.app.inject({ url: '/mine', headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' } });
    expect(answer.headers.location).toBe('/sign-in?next=%2Fmine');
    expect((await web.anonymous().get('/open', { host: 'evil.example' })).body).not.toContain('evil.example');
  });

  // governance.md 5.1
  it('sends people through the gates, and back to where they wanted to go', async () => {
    expect((await web.anonymous().get('/mine?a=1&b=2')).headers.location).toBe('/sign-in?next=%2Fmine%3Fa%3D1%26b%3D2');
    expect((await web.as({ kind: 'code' }).get('/mine')).headers.location).toBe('/sign-in/code?next=%2Fmine');
    expect((await web.as({ kind: 'chooseOperator' }).get('/mine')).headers.location).toBe('/organisation?next=%2Fmine');
    expect((await web.as({ kind: 'chooseOperator' }).post('/switch')).headers.location).toBe('/organisation?next=%2F');
    const script = await web.anonymous().get('/mine', json_);
    expect([script.status, JSON.parse(script.body)]).toEqual([401, { location: '/sign-in?next=%2Fmine' }]);
    expect((await web.as(elinAt(norvane)).get('/mine')).status).toBe(200);
    expect((await web.as(elinAt(norvane)).get('/lamp')).status).toBe(404);
  });

  it('says what went wrong in the words of the catalogue only', async () => {
    for (const [url, status, sentence] of [
      ['/refuse/missing', 404, 'This page does not exist'],
      ['/refuse/forbidden', 403, 'You may not do this'],
      ['/refuse/conflict', 409, 'Somebody else was faster'],
      ['/refuse/refused', 422, 'Check this entry'],
    ] as const) {
      const answer = await web.anonymous().get(url);
      expect(answer.status).toBe(status);
      expect(answer.document.querySelector('h1')?.textContent).toBe(sentence);
    }
    const french = await web.anonymous().get('/refuse/missing', { 'accept-language': 'fr-BE, fr;q=0.9' });
    expect(french.document.documentElement.lang).toBe('fr');
  });

  it.each(['/boom', '/query'])('says nothing about an unexpected failure at %s but its number, which the log has too', async (url) => {
    web.lines.length = 0;
    const answer = await web.anonymous().get(url);
    expect(answer.status).toBe(500);
    expect(answer.body).not.toMatch(/hunter2|select|nowhere|at .*\.ts/);
    const number = /Number of this error: ([0-9a-f-]{36})/.exec(answer.text)?.[1];
    const line = web.lines.find((one) => one.includes('request failed')) ?? '';
    expect(JSON.parse(line)).toMatchObject({ requestId: number, route: url });
    if (url === '/query') expect(line).not.toContain('hunter2');
  });

  it('answers script with problem details', async () => {
    const answer = await web.anonymous().get('/boom', json_);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(JSON.parse(answer.body)).toEqual({
      type: 'about:blank',
      status: 500,
      title: 'Something went wrong on our side',
      code: 'error.unknown',
      instance: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(JSON.parse((await web.anonymous().get('/no-such-page', json_)).body)).toMatchObject({ status: 404, code: 'error.notFound' });
  });

  // operations.md check 26
  it('takes two megabytes and no more', async () => {
    const half = 'x'.repeat(1024 * 1024);
    const client = web.anonymous();
    expect((await client.post('/save', { name: half })).status).toBe(303);
    const answer = await client.post('/save', { name: half + half });
    expect(answer.status).toBe(413);
    expect(answer.text).toContain('A page takes at most 2 MB.');
  });

  it('refuses a flood with a page that says when to come back', async () => {
    const flooded = await openWebWorld(database, { environment: { RATE_LIMIT: '10' } });
    for (let at = 0; at < 10; at += 1)
      expect((await flooded.anonymous().get(at % 2 === 0 ? '/open' : '/no-such-page')).status).toBeLessThan(429);
    const answer = await flooded.anonymous().get('/open');
    expect(answer.status).toBe(429);
    expect(answer.text).toContain('Too many requests');
    expect(answer.headers['retry-after']).toBeDefined();
    expect((await flooded.anonymous().get('/no-such-page')).status).toBe(429);
    expect((await flooded.anonymous().get('/livez')).status).toBe(200);
    await flooded.app.close();
  });

  it('counts a query it cannot read as not given', async () => {
    const id = newId();
    expect(JSON.parse((await web.anonymous().get(`/record/${id}?size=many`)).body)).toEqual({ id, size: 25 });
    expect(JSON.parse((await web.anonymous().get(`/record/${id}?size=50&__proto__=x`)).body)).toEqual({ id, size: 50 });
  });

  it('gives a file a name that no header can be smuggled through', async () => {
    const answer = await web.anonymous().get('/file');
    expect(answer.headers['content-disposition']).toBe('attachment; filename="a__name___x__y__.pdf"');
    expect(answer.headers['content-type']).toBe('application/pdf');
  });
});
