import { Agent, request } from 'node:http';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDrain, type Drain } from './drain.ts';

describe('a server that goes away', () => {
  let app: FastifyInstance;
  let drain: Drain;
  let port: number;
  let release = () => {};
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });

  let isTaken: boolean;

  beforeEach(async () => {
    isTaken = false;
    drain = createDrain();
    app = Fastify({ return503OnClosing: false, keepAliveTimeout: 65_000 });
    drain.watch(app);
    app.get('/quick', async () => 'done');
    app.get('/slow', async () => {
      await new Promise<void>((resolve) => {
        release = resolve;
        isTaken = true;
      });
      return 'done';
    });
    port = Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port);
  });
  afterEach(async () => {
    agent.destroy();
    await app.close();
  });

  function get(path: string): Promise<{ status: number | undefined; connection: string | undefined }> {
    const { promise, resolve, reject } = Promise.withResolvers<{ status: number | undefined; connection: string | undefined }>();
    const sent = request({ host: '127.0.0.1', port, path, agent }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve({ status: answer.statusCode, connection: answer.headers.connection }));
    });
    sent.once('error', reject);
    sent.end();
    return promise;
  }

  it('answers what it has taken, ends the connection with it, and takes no other', async () => {
    const slow = get('/slow');
    await vi.waitFor(() => expect(isTaken).toBe(true));
    const gone = drain.run(app);
    expect(drain.isDraining).toBe(true);
    release();
    expect(await slow).toEqual({ status: 200, connection: 'close' });
    await gone;
    await expect(get('/quick')).rejects.toThrow('ECONNREFUSED');
  });

  it('answers a request on a connection that was idle when it began to go', async () => {
    expect((await get('/quick')).connection).toBe('keep-alive');
    const gone = drain.run(app);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await get('/quick')).toEqual({ status: 200, connection: 'close' });
    await gone;
  });

  it('goes once, however often it is told', async () => {
    await Promise.all([drain.run(app), drain.run(app)]);
    await expect(get('/quick')).rejects.toThrow();
  });
});
