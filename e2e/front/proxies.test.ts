/**
 * nginx and Apache with the files of deploy/, in front of three web servers, worker and scheduler. Runs where the proxies are installed
 * and TEST_DATABASE_URL and TEST_REDIS_URL say that both servers are on this machine.
 */
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setDefaultCACertificates } from 'node:tls';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inRoot } from '../../scripts/support/root.mjs';
import { scratchFolder } from '../../scripts/support/server.mjs';
import { readTestSettings } from '../../src/platform/config/test-settings.ts';
import { Browser } from '../faults/support/browser.ts';
import { Operator } from '../faults/support/operator.ts';
import { FrontProxy, missing, Premises, type ProxyKind, proxyKinds } from './support/proxy.ts';
import { Site } from './support/site.ts';
import { chosenProtocol, type Seen, speaks, statusByHttp2, visit } from './support/visitor.ts';

const { databaseUrl, redisUrl } = readTestSettings();
for (const kind of proxyKinds) if (missing(kind)) console.log(`Not run: ${missing(kind)}`);
const installed = proxyKinds.filter((kind) => !missing(kind));

/** operations.md 3, as the application sends it. */
const everyAnswer = {
  'content-security-policy': expect.stringMatching(/^default-src 'none';/),
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};
const fourLanguages = ['lang="en"', 'lang="fr"', 'lang="de"', 'lang="nl"'];

describe.runIf(databaseUrl && redisUrl && installed.length > 0)('in front of the platform', () => {
  const dataFolder = scratchFolder('front-proxies');
  const premises = new Premises();
  const proxies = new Map<ProxyKind, FrontProxy>();
  let site: Site;
  let operator: Operator;

  beforeAll(async () => {
    setDefaultCACertificates([readFileSync(premises.certificate, 'utf8')]);
    premises.publish('release');
    site = await Site.open({ databaseUrl: databaseUrl ?? '', dataFolder, baseUrl: 'https://localhost' });
    for (const kind of installed) proxies.set(kind, await FrontProxy.start(kind, premises, site.web.address));
    const [first] = proxies.values();
    operator = new Operator(first?.address ?? '');
    await operator.signIn(dataFolder);
  });
  afterAll(async () => {
    for (const proxy of proxies.values()) await proxy.stop();
    await site?.close();
    premises.close();
  });

  describe.each(installed)('%s', (kind) => {
    const proxy = () => proxies.get(kind) as FrontProxy;
    const see = (path: string, asking?: Parameters<typeof visit>[1]) => visit(`${proxy().address}${path}`, asking);
    const signedIn = () => ({ cookie: [...operator.browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ') });
    const stylesheet = async () => /href="(\/static\/main-[^"]+\.css)"/.exec(String((await see('/sign-in')).body))?.[1] ?? '';
    const expectOwnPage = ({ headers, body }: Seen) => {
      expect(headers).toMatchObject({ ...everyAnswer, 'cache-control': 'no-store' });
      for (const language of fourLanguages) expect(String(body)).toContain(language);
    };

    it('speaks HTTP/2 and TLS 1.2 and 1.3, and nothing older', async () => {
      expect(await chosenProtocol(proxy().address)).toBe('h2');
      expect(await statusByHttp2(`${proxy().address}/sign-in`)).toBe(200);
      expect(await speaks(proxy().address, 'TLSv1.3')).toBe(true);
      expect(await speaks(proxy().address, 'TLSv1.2')).toBe(true);
      expect(await speaks(proxy().address, 'TLSv1.1')).toBe(false);
    });

    it('sends who comes without encryption to the encrypted address, for good', async () => {
      const answer = await fetch(`${proxy().plainAddress}/sign-in?next=%2Ffiles`, { redirect: 'manual' });
      expect(answer.status).toBe(301);
      expect(answer.headers.get('location')).toBe('https://localhost/sign-in?next=%2Ffiles');
    });

    // operations.md check 5
    it('passes every header of operations.md 3 on, once, with pages, redirects, errors and downloads', async () => {
      const page = await see('/sign-in');
      const redirect = await see('/files');
      const error = await see('/no-such-page');
      const list = await see('/files', { headers: signedIn() });
      const calendar = /href="(\/files\/[^"]+)"/.exec(String(list.body))?.[1];
      const download = await see(`${calendar}/deadlines.ics`, { headers: signedIn() });
      expect([page, redirect, error, list, download].map(({ status }) => status)).toEqual([200, 303, 404, 200, 200]);
      for (const { headers } of [page, redirect, error, list, download]) {
        expect(headers).toMatchObject({ ...everyAnswer, 'cache-control': 'no-store' });
        expect(headers['permissions-policy']).toContain('camera=()');
        expect(headers['content-encoding']).toBeUndefined();
        expect(headers['x-powered-by']).toBeUndefined();
        expect(headers.server ?? '').not.toMatch(/\d/);
      }
      expect(download.headers['content-type']).toContain('text/calendar');
    });

    // operations.md check 6
    it('leaves the cookies as they are: for this host alone, encrypted, out of the reach of script', async () => {
      const { cookies } = await see('/sign-in');
      expect(cookies).toHaveLength(1);
      expect(cookies[0]).toMatch(/^__Host-vigie-csrf=[\w-]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    });

    // operations.md check 26
    it('refuses a page of more than 2 MB and an import of more than 20 MB with a page that says so', async () => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const send = (path: string, megabytes: number) =>
        see(path, { method: 'POST', headers, body: Buffer.alloc(megabytes * 1_048_576, 97) });
      for (const refused of [await send('/sign-in', 3), await send('/operators/import', 21)]) {
        expect(refused.status).toBe(413);
        expectOwnPage(refused);
        expect(String(refused.body)).toContain('an import up to 20 MB');
      }
    });

    it('passes an import of 19 MB on as a whole', async () => {
      const received = createServer(async (request, response) => {
        let length = 0;
        for await (const part of request) length += part.length;
        response.end(String(length));
      }).listen(0, '127.0.0.1');
      await once(received, 'listening');
      const alone = await FrontProxy.start(kind, premises, `http://127.0.0.1:${(received.address() as AddressInfo).port}`);
      const body = Buffer.alloc(19 * 1_048_576, 97);
      expect(String((await visit(`${alone.address}/operators/import`, { method: 'POST', body })).body)).toBe(String(body.length));
      await alone.stop();
      received.close();
    });

    it('takes no other methods than those of the platform', async () => {
      const refused = await see('/sign-in', { method: 'PROPFIND' });
      expect(refused.status).toBe(405);
      expectOwnPage(refused);
      expect((await see('/sign-in', { method: 'TRACE' })).status).toBe(405);
    });

    // operations.md check 22
    it('serves static files itself, for ever and compressed as the browser wants', async () => {
      const path = await stylesheet();
      const plain = readFileSync(inRoot('dist', path));
      const [brotli, gzip, none] = await Promise.all(
        ['gzip, deflate, br, zstd', 'gzip', ''].map((encodings) =>
          see(path, { headers: encodings ? { 'accept-encoding': encodings } : {} }),
        ),
      );
      for (const answer of [brotli, gzip, none]) {
        expect(answer?.status).toBe(200);
        expect(answer?.headers).toMatchObject({ ...everyAnswer, 'cache-control': 'public, max-age=31536000, immutable' });
        expect(answer?.headers['content-type']).toBe('text/css; charset=utf-8');
        expect(answer?.headers.vary).toMatch(/^accept-encoding$/i);
        expect(answer?.headers['x-ratelimit-limit'], 'answered by the application').toBeUndefined();
      }
      expect(brotli?.headers['content-encoding']).toBe('br');
      expect(brotliDecompressSync(brotli?.body ?? '')).toEqual(plain);
      expect(gzip?.headers['content-encoding']).toBe('gzip');
      expect(gunzipSync(gzip?.body ?? '')).toEqual(plain);
      expect(none?.headers['content-encoding']).toBeUndefined();
      expect(none?.body).toEqual(plain);
      const font = /url\("?(\/static\/[^)"]+\.woff2)/.exec(String(plain))?.[1] ?? '';
      expect((await see(font)).headers).toMatchObject({
        'content-type': 'font/woff2',
        'cache-control': 'public, max-age=31536000, immutable',
      });
      expect((await see('/static/../server/main.js')).status).toBe(404);
      expect((await see('/static/no-such-file.css')).status).toBe(404);
      expect((await see('/front/maintenance.html')).status).toBe(kind === 'nginx' ? 404 : 200);
    });

    it('takes no body that does not say how long it is, or holds it to the same limit', async () => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded', 'transfer-encoding': 'chunked' };
      const refused = await see('/sign-in', { method: 'POST', headers, body: Buffer.alloc(3 * 1_048_576, 97) });
      expect(refused.status).toBe(kind === 'nginx' ? 413 : 411);
      expectOwnPage(refused);
    });

    // operations.md check 30
    it('closes the platform while the file of maintenance exists, and opens it again without a restart', async () => {
      writeFileSync(premises.maintenance, '');
      try {
        for (const closed of [await see('/sign-in'), await see('/sign-in', { method: 'POST', body: 'a=b' })]) {
          expect(closed.status).toBe(503);
          expect(closed.headers['retry-after']).toBe('120');
          expectOwnPage(closed);
          expect(String(closed.body)).toContain('Fermé pour maintenance');
        }
        expect((await fetch(`${site.web.address}/readyz`)).status).toBe(200);
      } finally {
        rmSync(premises.maintenance);
      }
      expect((await see('/sign-in')).status).toBe(200);
    });

    it('says in four languages that nobody answers', async () => {
      const alone = await FrontProxy.start(kind, premises, 'http://127.0.0.1:9');
      const answer = await visit(`${alone.address}/sign-in`);
      await alone.stop();
      expect([502, 503]).toContain(answer.status);
      expect(answer.headers['retry-after']).toBe('120');
      expectOwnPage(answer);
      expect(String(answer.body)).toContain('Not available at the moment');
    });

    // operations.md check 32
    it('passes on what tools ask for', async () => {
      expect(String((await see('/robots.txt')).body)).toBe('User-agent: *\nDisallow: /\n');
      const security = String((await see('/.well-known/security.txt')).body);
      expect(security).toMatch(/^Contact: mailto:/m);
      expect(security).toContain('Canonical: https://localhost/.well-known/security.txt');
      expect(Date.parse(/^Expires: (.+)$/m.exec(security)?.[1] ?? '')).toBeGreaterThan(Date.now());
    });

    it('shows whether the platform is there, and nothing of its inside', async () => {
      expect(JSON.parse(String((await see('/livez')).body))).toEqual({ status: 'up' });
      expect(JSON.parse(String((await see('/readyz')).body))).toEqual({ status: 'ready' });
      for (const path of ['/details', '/metrics', '/server-status', '/nginx_status']) expect((await see(path)).status).toBe(404);
    });

    it('tells the application the address of the visitor, who cannot choose another one', async () => {
      const left = async (from: string, forged: Record<string, string> = {}) =>
        Number((await see('/robots.txt', { from, headers: forged })).headers['x-ratelimit-remaining']);
      let visitors = kind === 'nginx' ? 30 : 130;
      const counted = async () => {
        const [own, other] = [`127.0.0.${visitors}`, `127.0.0.${visitors + 1}`];
        visitors += 2;
        const full = await left(own);
        const counts = [
          await left(own, { 'x-forwarded-for': '203.0.113.9' }),
          await left(own, { 'x-forwarded-for': '203.0.113.9, 10.0.0.1', 'x-real-ip': '203.0.113.9' }),
          await left(own, { forwarded: 'for=203.0.113.9;host=elsewhere.example' }),
          await left(other),
        ];
        expect(proxy().accessLog()).toContain(`${own} [`);
        return counts.map((count) => full - count);
      };
      // A server that waits too long for Redis goes by its own count for a while: then others are counted anew.
      await expect.poll(counted, { timeout: 60_000, interval: 6_000 }).toEqual([1, 2, 3, 0]);
    });

    // Apache has no ceiling of its own: the application's holds.
    if (kind === 'nginx')
      it('asks an address to wait that wants too much at once', async () => {
        // Of what has gathered, hardly anything drains away meanwhile, however long the machine takes for these requests.
        const slow = await FrontProxy.start(kind, premises, site.web.address, { rate: '1r/m' });
        const ask = (from: string) => visit(`${slow.address}/robots.txt`, { from });
        const answers: Seen[] = [];
        // Fewer at a time than the connections an address may have, which have a limit of their own.
        while (answers.length < 400) answers.push(...(await Promise.all(Array.from({ length: 40 }, () => ask('127.0.0.23')))));
        const refused = answers.filter(({ status }) => status === 429);
        expect(answers.length - refused.length).toBeGreaterThan(200);
        expect(refused.length).toBeGreaterThan(150);
        for (const answer of refused.slice(0, 1)) expectOwnPage(answer);
        expect((await ask('127.0.0.24')).status).toBe(200);
        await slow.stop();
      });

    it('answers to its own name only', async () => {
      const elsewhere = await see('/sign-in', { headers: { host: 'elsewhere.example' } }).catch(() => undefined);
      expect([undefined, 400, 404, 421]).toContain(elsewhere?.status);
      const forged = await see('/files', { headers: { 'x-forwarded-host': 'elsewhere.example' } });
      expect(String(forged.headers.location)).not.toContain('elsewhere');
    });

    it('writes down no search', async () => {
      await see('/sign-in?next=%2Ffiles%3Fq%3Dsecret-words');
      expect(proxy().accessLog()).toContain('/sign-in');
      expect(proxy().accessLog()).not.toContain('secret-words');
    });

    // operations.md check 19
    it('spreads the work over three servers, none of which must be met twice', async () => {
      expect(await site.servers()).toHaveLength(3);
      const end = new AbortController();
      const elin = new Operator(proxy().address, operator.browser.cookies);
      const work = elin.work(end.signal);
      await expect.poll(() => elin.acknowledged.sentReports.length, { timeout: 300_000, interval: 100 }).toBeGreaterThan(1);
      end.abort();
      await work;
      expect(elin.browser.failed).toBe(0);
      const [report = ''] = elin.acknowledged.sentReports;
      const receipt = await new Browser(proxy().address, operator.browser.cookies).get(`/reports/${report}/versions/1/receipt.pdf`);
      expect(receipt.status).toBe(200);
      expect(Object.fromEntries(receipt.headers)).toMatchObject({
        ...everyAnswer,
        'content-type': 'application/pdf',
        'cache-control': 'no-store',
      });
      expect(receipt.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+"$/);
    });
  });

  it('leaves no file of the tests behind that would keep the platform closed', () => expect(existsSync(premises.maintenance)).toBe(false));
});
