import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { createServer, type Server } from 'node:net';

export class FolderInUseError extends Error {
  constructor(folder: string) {
    super(`The data folder ${folder} is in use by another process. Stop that one first, or set VIGIE_DATA to another folder.`);
  }
}

/** Held until the process ends, however it ends: the kernel frees the socket. Throws FolderInUseError. */
export function lockFolder(folder: string): Promise<Server> {
  const key = createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 32);
  const path = process.platform === 'win32' ? `\\\\.\\pipe\\vigie-${key}` : `\0vigie-${key}`;
  const { promise, resolve, reject } = Promise.withResolvers<Server>();
  const server = createServer();
  server.once('error', (error) => reject('code' in error && error.code === 'EADDRINUSE' ? new FolderInUseError(folder) : error));
  server.listen(path, () => resolve(server.unref()));
  return promise;
}
