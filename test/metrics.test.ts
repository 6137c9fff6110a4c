// What real processes tell monitoring, where they tell it, and that the alerts ask for nothing else. operations.md check 24, O5, O7.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ServerProcess } from '../e2e/faults/support/server-process.ts';
import { scratchFolder } from '../scripts/support/server.mjs';
import { readTestSettings } from '../src/platform/config/test-settings.ts';
import { openPostgres } from '../src/platform/db/postgres.ts';

const { databaseUrl, redisUrl } = readTestSettings();
const root = join(import.meta.dirname, '..');
const development = { APP_ENV: 'development' };
const patience = { timeout: 60_000, interval: 100 };

/** The sum of a metric's lines with these labels. */
function measured(text: string, name: string, ...labels: string[]): number {
  const lines = text.split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
  return lines
    .filter((line) => labels.every((label) => line.includes(label)))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}
/** Names of families as alerts may use them. */
function namesIn(text: string): Set<string> {
  const families = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)];
  return new Set(
    families.flatMap(([, name = '', type]) => {
      if (type === 'counter') return [`${name}_total`];
      return type === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name];
    }),
  );
}

interface Alert {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string };
}
const { groups } = parse(readFileSync(join(root, 'deploy/prometheus/alerts.yml'), 'utf8')) as { groups: { rules: Alert[] }[] };
const alerts = groups.flatMap(({ rules }) => rules);
const { panels } = JSON.parse(readFileSync(join(root, 'deploy/grafana/vigie.json'), 'utf8')) as {
  panels: { id: number; title: string; type: string; targets?: { expr: string }[] }[];
};
const askedFor = (expr: string) => expr.replace(/"[^"]*"/g, '').match(/\b(vigie|nodejs|process)_[a-z0-9_]+/g) ?? [];

describe('one process that does everything', () => {
  let server: ServerProcess;
  beforeAll(async () => {
    server = await ServerProcess.on(scratchFolder('metrics'), development);
    await server.start();
  });
  afterAll(() => server?.kill());

  it('tells on its internal port what it does, by route and never by address', async () => {
    const before = measured(await server.metrics(), 'vigie_http_requests_total', 'route="/sign-in"', 'status="200"');
    for (const path of ['/sign-in', '/sign-in?next=/secret', '/incidents/01900000-0000-7000-8000-000000000001', '/no-such-page'])
      await fetch(`${server.address}${path}`, { redirect: 'manual' });
    const text = await server.metrics();
    expect(text.endsWith('# EOF\n')).toBe(true);
    expect(measured(text, 'vigie_http_requests_total', 'method="GET"', 'route="/sign-in"', 'status="200"')).toBe(before + 2);
    expect(measured(text, 'vigie_http_request_seconds_count', 'route="/sign-in"')).toBe(before + 2);
    expect(measured(text, 'vigie_http_requests_total', 'route="/incidents/:incidentId"')).toBe(1);
    expect(measured(text, 'vigie_http_requests_total', 'route="(none)"', 'status="404"')).toBe(1);
    expect(measured(text, 'vigie_info', 'process="all"')).toBe(1);
    expect(measured(text, 'process_resident_memory_bytes')).toBeGreaterThan(10_000_000);
    expect(measured(text, 'vigie_figures_up')).toBe(1);
    expect(text).not.toMatch(/01900000|secret|no-such-page|_total_total/);
  });

  it('tells nothing of it on the public port', async () => {
    for (const path of ['/metrics', '/details', '/metrics/', '//metrics', '/Metrics', '/metrics?x=1', '/static/../metrics']) {
      const answer = await fetch(`${server.address}${path}`, { redirect: 'manual' });
      expect(answer.status, path).toBe(404);
      expect(await answer.text()).not.toContain('vigie_');
    }
  });

  it('has every metric that the dashboard of deploy/grafana shows, and the dashboard shows the figures of the law', async () => {
    const names = namesIn(await server.metrics());
    names.add('vigie_web_servers');
    const asked = panels.flatMap(({ title, targets = [] }) =>
      targets.flatMap(({ expr }) => askedFor(expr).map((name) => ({ title, name }))),
    );
    expect(asked.filter(({ name }) => !names.has(name))).toEqual([]);
    for (const { title, type, targets } of panels) if (type !== 'row') expect(targets?.length, title).toBeGreaterThan(0);
    const shown = new Set(asked.map(({ name }) => name));
    const figures = [...names].filter((name) => /^vigie_(incidents|reminders)_/.test(name));
    expect(figures.length).toBeGreaterThan(3);
    expect(figures.filter((name) => !shown.has(name))).toEqual([]);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  });

  it('has every metric that an alert asks for, and a page on what to do for every alert', async () => {
    const names = namesIn(await server.metrics());
    // Told by the process that keeps several servers only; the test below looks for it there.
    names.add('vigie_web_servers');
    const pages = readFileSync(join(root, 'docs/operations/alerts.md'), 'utf8');
    expect(alerts.length).toBeGreaterThan(10);
    for (const { alert, expr, labels, annotations } of alerts) {
      expect(askedFor(expr).length, alert).toBeGreaterThan(0);
      expect(
        askedFor(expr).filter((name) => !names.has(name)),
        alert,
      ).toEqual([]);
      expect(['page', 'warn']).toContain(labels.severity);
      expect(annotations.summary).toBeTruthy();
      expect(pages).toContain(`\n## ${alert}\n`);
    }
    expect([...pages.matchAll(/^## (Vigie\w+)$/gm)].map(([, name]) => name)).toEqual(alerts.map(({ alert }) => alert));
  });
});

describe.runIf(databaseUrl && redisUrl)('web, worker and scheduler', () => {
  const name = `vigie_metrics_${process.pid}`;
  const address = new URL(databaseUrl ?? 'postgres://localhost');
  address.pathname = `/${name}`;
  const running: ServerProcess[] = [];
  const onServer = async (statement: string) => {
    const { db, close } = openPostgres(databaseUrl ?? '', pino({ level: 'silent' }), 2);
    await db.execute(sql.raw(statement));
    await close();
  };
  const start = async (processes: 'web' | 'worker' | 'scheduler') => {
    const settings = { ...development, DATABASE_URL: address.href, REDIS_URL: redisUrl ?? '', WEB_CONCURRENCY: '2' };
    const server = await ServerProcess.on(scratchFolder(`metrics-${processes}`), settings, processes);
    running.push(server);
    await server.start();
    return server;
  };

  beforeAll(() => onServer(`create database ${name}`));
  afterAll(async () => {
    await Promise.all(running.map((server) => server.kill()));
    await onServer(`drop database if exists ${name} with (force)`);
  });

  it('the web sums its servers, and forgets nothing when they are renewed or killed', async () => {
    const web = await start('web');
    const servers = async () => (await web.details<{ servers: { pid: number }[] }>()).servers.map(({ pid }) => pid);
    const counted = async () => measured(await web.metrics(), 'vigie_http_requests_total', 'route="/sign-in"');
    let asked = 0;
    const ask = async (times: number) => {
      // A connection each, so that they reach both servers.
      const requests = Array.from({ length: times }, () => fetch(`${web.address}/sign-in`, { headers: { connection: 'close' } }));
      for (const answer of await Promise.all(requests)) expect(answer.status).toBe(200);
      asked += times;
    };
    await ask(40);
    expect(await counted()).toBe(asked);
    const text = await web.metrics();
    expect(measured(text, 'vigie_http_request_seconds_count', 'route="/sign-in"')).toBe(asked);
    expect(measured(text, 'vigie_web_servers', 'state="serving"')).toBe(2);
    expect(measured(text, 'vigie_database_connections')).toBeGreaterThan(0);
    expect(text).not.toContain('_total_total');
    expect([...(await Promise.all([counted(), counted(), counted()]))]).toEqual([asked, asked, asked]);

    const before = await servers();
    await ask(10);
    web.signal('SIGHUP');
    await expect.poll(async () => (await servers()).filter((pid) => before.includes(pid)).length, patience).toBe(0);
    await ask(10);
    await expect.poll(counted, patience).toBe(asked);

    const [victim = 0] = await servers();
    process.kill(victim, 'SIGKILL');
    await expect.poll(async () => (await servers()).filter((pid) => pid !== victim).length, patience).toBe(2);
    await ask(10);
    expect(await counted()).toBe(asked);
    for (const path of ['/metrics', '/details']) expect((await fetch(`${web.address}${path}`)).status).toBe(404);
  });

  it('the scheduler alone tells what the database knows, and the worker what it did', async () => {
    const [scheduler, worker] = await Promise.all([start('scheduler'), start('worker')]);
    const text = await scheduler.metrics();
    expect(measured(text, 'vigie_figures_up')).toBe(1);
    expect(text).toMatch(/^vigie_incidents_overdue 0$/m);
    expect(text).toMatch(/^vigie_schedule_missed_slots\{schedule="jobs\.purge"\} 0$/m);
    expect(await worker.metrics()).not.toContain('vigie_incidents_overdue');
    await expect
      .poll(async () => measured(await worker.metrics(), 'vigie_jobs_run_total', 'outcome="done"'), { timeout: 80_000, interval: 500 })
      .toBeGreaterThan(0);
    expect(measured(await worker.metrics(), 'vigie_info', 'process="worker"')).toBe(1);
  });
});
