import { Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** How a web server goes away without a failed request. */
export interface Drain {
  readonly isDraining: boolean;
  /** Called once by the server that is built with it. */
  watch(app: FastifyInstance): void;
  /** Takes no new connection, asks open ones to end with their next answer, then closes the server. */
  run(app: FastifyInstance): Promise<void>;
}

/** Milliseconds idle connections are given to come back for their last answer. */
const farewell = 3_000;

export function createDrain(): Drain {
  let isDraining = false;
  return {
    get isDraining() {
      return isDraining;
    },
    watch(app) {
      app.addHook('onSend', async (_request, reply) => {
        if (isDraining) reply.header('connection', 'close');
      });
    },
    async run(app) {
      if (isDraining) return;
      isDraining = true;
      // The close of an HTTP server, and so Fastify's, cuts idle keep-alive connections: a request on its way there would fail.
      Server.prototype.close.call(app.server);
      const deadline = performance.now() + farewell;
      while (performance.now() < deadline && (await openConnections(app)) > 0) await pause(50);
      await app.close();
    },
  };
}

function openConnections(app: FastifyInstance): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  app.server.getConnections((error, count) => resolve(error ? 0 : count));
  return promise;
}
