import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { ConfigError } from '../config/config.ts';
import type { Health } from './health.ts';
import { metricsType } from './metrics.ts';

/** Health, details and metrics for monitoring, on a port that the public does not reach. Answers how to close it; without an address does nothing. */
export async function startInternalServer(address: { host: string; port: number } | undefined, health: Health): Promise<() => void> {
  if (!address) return () => undefined;
  const server = createServer((request, response) => void answer(health, request, response));
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', (error: NodeJS.ErrnoException) =>
    reject(new ConfigError(`INTERNAL_PORT: nobody can listen on ${address.host}, port ${address.port} (${error.code}). Choose another.`)),
  );
  server.listen(address.port, address.host, resolve);
  await promise;
  // It never keeps the process alive.
  server.unref();
  return () => void server.close();
}

interface Answer {
  status: number;
  type: string;
  text: string;
}

async function answer(health: Health, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, type, text } = request.method === 'GET' ? await look(health, request.url) : json(405, { error: 'only GET' });
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(text);
}

const json = (status: number, body: unknown): Answer => ({ status, type: 'application/json', text: `${JSON.stringify(body)}\n` });

async function look(health: Health, url: string | undefined): Promise<Answer> {
  try {
    if (url === '/livez') return json(200, { status: 'up' });
    if (url === '/details') return json(200, await health.details());
    if (url === '/metrics') return { status: 200, type: metricsType, text: await health.metrics() };
    if (url !== '/readyz') return json(404, { error: 'there are /livez, /readyz, /details and /metrics' });
    const reason = await health.notReady();
    return reason ? json(503, { status: 'not ready', reason }) : json(200, { status: 'ready' });
  } catch {
    return json(500, { error: 'could not look' });
  }
}
