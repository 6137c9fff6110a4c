/**
 * operations.md check 16: from one release to the next and back while people work, through nginx and through Apache. Runs where they are
 * installed and TEST_DATABASE_URL and TEST_REDIS_URL say that both servers are on this machine.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setDefaultCACertificates } from 'node:tls';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scratchFolder } from '../../scripts/support/server.mjs';
import { readTestSettings } from '../../src/platform/config/test-settings.ts';
import { openPostgres } from '../../src/platform/db/postgres.ts';
import { patience } from '../faults/support/installation.ts';
import { Load } from '../faults/support/load.ts';
import { Operator } from '../faults/support/operator.ts';
import { FrontProxy, missing, Premises, proxyKinds } from './support/proxy.ts';
import { buildNextRelease, copyRelease } from './support/release.ts';
import { Site } from './support/site.ts';
import { visit } from './support/visitor.ts';

const { databaseUrl, redisUrl } = readTestSettings();
const installed = proxyKinds.filter((kind) => !missing(kind));

describe.runIf(databaseUrl && redisUrl && installed.length > 0)('an update while people work', () => {
  const dataFolder = scratchFolder('front-update');
  const premises = new Premises();
  const [first, next] = [join(premises.folder, '0.1.0'), join(premises.folder, '0.2.0')];
  const proxies: FrontProxy[] = [];
  let site: Site;
  let operator: Operator;
  /** A page that was opened before the update. */
  let oldPage = '';

  beforeAll(async () => {
    setDefaultCACertificates([readFileSync(premises.certificate, 'utf8')]);
    copyRelease(first);
    buildNextRelease(next, first, '0.2.0');
    premises.turnTo('0.1.0');
    const main = join(premises.current, 'dist', 'server', 'main.js');
    site = await Site.open({ databaseUrl: databaseUrl ?? '', dataFolder, baseUrl: 'https://localhost', main });
    for (const kind of installed) proxies.push(await FrontProxy.start(kind, premises, site.web.address, { crowd: true }));
    operator = new Operator(proxies[0]?.address ?? '');
    await operator.signIn(dataFolder);
    oldPage = await signInPage();
  });
  afterAll(async () => {
    for (const proxy of proxies) await proxy.stop();
    await site?.close();
    premises.close();
  });

  const signInPage = async () => String((await visit(`${proxies[0]?.address}/sign-in`)).body);
  const versionIn = (page: string) => /Vigie (\d+\.\d+\.\d+)/.exec(page)?.[1];
  const stylesIn = (page: string) => /href="(\/static\/main-[^"]+\.css)"/.exec(page)?.[1] ?? '';
  const tables = async () => {
    const { db, close } = openPostgres(site.databaseUrl, pino({ level: 'silent' }), 2);
    const { rows } = (await db.execute(sql`select to_regclass('next_release') is not null as there`)) as { rows: { there: boolean }[] };
    await close();
    return rows[0]?.there;
  };

  /** Lets visitors come and an operator work through every proxy, and tells what failed of it. */
  async function whilePeopleWork(act: () => Promise<void>): Promise<object> {
    const end = new AbortController();
    const people = proxies.map(({ address }) => new Operator(address, operator.browser.cookies));
    const work = people.map((person) => person.work(end.signal));
    const loads = proxies.map(({ address }) => new Load({ url: `${address}/sign-in`, connections: 8, overallRate: 40 }));
    const everybodyGoesOn = async () => {
      const done = people.map(({ changes }) => changes);
      await Promise.all(loads.map((load) => load.goesOn(40)));
      await expect.poll(() => people.every(({ changes }, at) => changes > (done[at] ?? 0) + 2), patience).toBe(true);
    };
    let results: Awaited<ReturnType<Load['stop']>>[];
    try {
      await everybodyGoesOn();
      await act();
      await everybodyGoesOn();
    } finally {
      end.abort();
      results = await Promise.all(loads.map((load) => load.stop()));
    }
    await Promise.all(work);
    const served = results.map(({ errors, timeouts, non2xx }) => ({ errors, timeouts, non2xx }));
    return { served, failed: people.map(({ browser }) => browser.failed) };
  }
  const nothingFailed = {
    served: installed.map(() => ({ errors: 0, timeouts: 0, non2xx: 0 })),
    failed: installed.map(() => 0),
  };

  it('starts from the first release', async () => {
    expect(versionIn(oldPage)).toBe('0.1.0');
    expect(await tables()).toBe(false);
  });

  it('fails no request: the database first, then the link, then the servers one by one', async () => {
    const failed = await whilePeopleWork(async () => {
      const env = { ...process.env, APP_ENV: 'development', DATABASE_URL: site.databaseUrl, VIGIE_DATA: dataFolder };
      execFileSync(join(next, 'bin', 'vigie'), ['migrate'], { env, stdio: 'pipe' });
      premises.turnTo('0.2.0');
      await site.renew();
    });
    expect(failed).toEqual(nothingFailed);
    expect(versionIn(await signInPage())).toBe('0.2.0');
    expect(await tables()).toBe(true);
  });

  // operations.md check 22
  it('leaves a page that was opened before its styles and scripts', async () => {
    expect(stylesIn(await signInPage())).not.toBe(stylesIn(oldPage));
    const addresses = [...oldPage.matchAll(/(?:href|src)="(\/(?:static|theme)\/[^"#]+)/g)].map(([, address = '']) => address);
    expect(addresses.length).toBeGreaterThan(3);
    for (const proxy of proxies)
      for (const address of addresses) expect((await visit(`${proxy.address}${address}`)).status, address).toBe(200);
  });

  it('a server that dies meanwhile comes back as the new release', async () => {
    const [victim = 0] = await site.servers();
    process.kill(victim, 'SIGKILL');
    const isReplaced = async () => {
      const now = await site.servers();
      return now.length === 3 && !now.includes(victim);
    };
    await expect.poll(isReplaced, { ...patience, interval: 100 }).toBe(true);
    for (let turn = 0; turn < 6; turn += 1) expect(versionIn(await signInPage())).toBe('0.2.0');
  });

  it('goes back the same way, without a failed request and without touching the database', async () => {
    const failed = await whilePeopleWork(async () => {
      premises.turnTo('0.1.0');
      await site.renew();
    });
    expect(failed).toEqual(nothingFailed);
    expect(versionIn(await signInPage())).toBe('0.1.0');
    expect(await tables()).toBe(true);
  });
});
