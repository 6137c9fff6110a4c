/** A Redis of the bench's own, through which the separate processes speak. */
import { spawnSync } from 'node:child_process';
import { RedisServer } from '../e2e/faults/support/redis-server.ts';

/** Undefined when Redis is not installed on this machine. */
export async function startRedis(): Promise<RedisServer | undefined> {
  if (spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).error) return undefined;
  const redis = await RedisServer.open('bench-redis');
  process.once('exit', () => void redis.kill());
  await redis.start();
  return redis;
}
