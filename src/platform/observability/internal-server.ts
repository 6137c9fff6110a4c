import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { ConfigError } from '../config/config.ts';
import type { Health } from './health.ts';

/** Health and details for monitoring, on a port that the public does not reach. Answers how to close it; without an address does nothing. */
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

async function answer(health: Health, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [status, body] = request.method === 'GET' ? await look(health, request.url) : [405, { error: 'only GET' }];
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(`${JSON.stringify(body)}\n`);
}

async function look(health: Health, url: string | undefined): Promise<[number, unknown]> {
  try {
    if (url === '/livez') return [200, { status: 'up' }];
    if (url === '/details') return [200, await health.details()];
    if (url !== '/readyz') return [404, { error: 'there are /livez, /readyz and /details' }];
    const reason = await health.notReady();
    return reason ? [503, { status: 'not ready', reason }] : [200, { status: 'ready' }];
  } catch {
    return [500, { error: 'could not look' }];
  }
}
