import { createServer } from 'node:net';
import { type Config, ConfigError } from '#platform/config/config.ts';

/** Before the database is opened: a taken port is the most common mistake, and the message should come at once. @throws ConfigError */
export function requireFreePort({ host, port }: Config): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const probe = createServer();
  probe.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE')
      reject(new ConfigError(`Port ${port} is taken by another program. Stop that one, or choose another: PORT=3001 npm start`));
    else if (error.code === 'EACCES')
      reject(new ConfigError(`This user may not listen on port ${port}. Choose one above 1023: PORT=3000 npm start`));
    else reject(new ConfigError(`HOST=${host}: this machine cannot listen there (${error.code}).`));
  });
  probe.listen(port, host, () => probe.close(() => resolve()));
  return promise;
}
