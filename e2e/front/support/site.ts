/** Web with three servers, worker and scheduler on a PostgreSQL database and a Redis of their own, as they stand behind a proxy. */
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { openPostgres } from '../../../src/platform/db/postgres.ts';
import { RedisServer } from '../../faults/support/redis-server.ts';
import { type Processes, ServerProcess } from '../../faults/support/server-process.ts';

interface SiteOptions {
  /** A PostgreSQL server on which a database may be made. */
  databaseUrl: string;
  dataFolder: string;
  /** What people use. */
  baseUrl: string;
  /** `dist/server/main.js` of the release that runs; absent: this project's own. */
  main?: string;
}

export class Site {
  readonly databaseUrl: string;
  readonly #name = `vigie_front_${process.pid}_${crypto.randomUUID().slice(0, 8)}`;
  readonly #server: string;
  readonly #running: { stop(): Promise<void> }[] = [];
  web!: ServerProcess;

  private constructor(server: string) {
    this.#server = server;
    const address = new URL(server);
    address.pathname = `/${this.#name}`;
    this.databaseUrl = address.href;
  }

  static async open({ databaseUrl, dataFolder, baseUrl, main }: SiteOptions): Promise<Site> {
    const site = new Site(databaseUrl);
    await site.#onServer(`create database ${site.#name}`);
    const redis = await RedisServer.open('front-redis');
    await redis.start();
    site.#running.push({ stop: () => redis.kill() });
    const settings = {
      APP_ENV: 'demo',
      APP_BASE_URL: baseUrl,
      TRUSTED_PROXIES: 'loopback',
      DATABASE_URL: site.databaseUrl,
      REDIS_URL: redis.url,
      WEB_CONCURRENCY: '3',
    };
    const start = async (processes: Processes) => {
      const server = await ServerProcess.on(dataFolder, settings, processes, main);
      site.#running.push(server);
      await server.start();
      return server;
    };
    site.web = await start('web');
    await Promise.all([start('worker'), start('scheduler')]);
    return site;
  }

  /** Process ids of the web servers. */
  async servers(): Promise<number[]> {
    return (await this.web.details<{ servers: { pid: number }[] }>()).servers.map(({ pid }) => pid).toSorted();
  }

  /** Renews the web servers, and resolves when none of the old ones is left. */
  async renew(): Promise<void> {
    const before = await this.servers();
    this.web.signal('SIGHUP');
    const deadline = performance.now() + 400_000;
    for (;;) {
      const now = await this.servers();
      if (now.length === before.length && !now.some((pid) => before.includes(pid))) return;
      if (performance.now() > deadline) throw new Error(`The web servers were not renewed: ${before} became ${now}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  async close(): Promise<void> {
    for (const one of this.#running.toReversed()) await one.stop();
    await this.#onServer(`drop database if exists ${this.#name} with (force)`);
  }

  async #onServer(statement: string): Promise<void> {
    const { db, close } = openPostgres(this.#server, pino({ level: 'silent' }), 2);
    await db.execute(sql.raw(statement));
    await close();
  }
}
