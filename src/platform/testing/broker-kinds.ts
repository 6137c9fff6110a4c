import { pino } from 'pino';
import { newId } from '../db/ids.ts';
import { type Broker, type Concurrency, createInProcessBroker } from '../jobs/broker.ts';
import { createRedisBroker } from '../jobs/redis-broker.ts';
import { type ScratchKind, scratchKinds } from './scratch-database.ts';

export interface BrokerKind {
  name: string;
  /** False: no server of this kind was named (`TEST_REDIS_URL`); its tests are listed as skipped. */
  isThere: boolean;
  /** A group of brokers that hand jobs to each other, and to nobody else. An in-process broker has no others. */
  group(): (concurrency?: Concurrency) => Broker;
}

export const brokerKinds = (redisUrl: string | undefined): BrokerKind[] => [
  { name: 'in the process', isThere: true, group: () => createInProcessBroker },
  {
    name: 'on Redis',
    isThere: Boolean(redisUrl),
    group() {
      const prefix = `test-${newId()}`;
      const log = pino({ level: 'silent' });
      return (concurrency) => createRedisBroker({ url: redisUrl ?? '', log, prefix, ...(concurrency && { concurrency }) });
    },
  },
];

/** What runners stand on: every database with its own broker, and the last of them with Redis too. */
export function runnerKinds(databaseUrl: string | undefined, redisUrl: string | undefined): (BrokerKind & Pick<ScratchKind, 'open'>)[] {
  const databases = scratchKinds(databaseUrl);
  return brokerKinds(redisUrl).flatMap((broker, at) =>
    (at === 0 ? databases : databases.slice(-1)).map(({ name, open }) => ({ ...broker, open, name: `${name}, broker ${broker.name}` })),
  );
}
