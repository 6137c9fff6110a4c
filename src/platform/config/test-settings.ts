/** What a test run is told by the script that starts it. */
export interface TestSettings {
  /** A PostgreSQL server that tests may make databases on; undefined: PGlite only. */
  databaseUrl: string | undefined;
  /** A Redis that tests may use beside each other; undefined: none. */
  redisUrl: string | undefined;
  /** Whether the page and verb tests run on that server this time. */
  onServer: boolean;
  /** The migrated PGlite image that every worker starts from. */
  snapshot: string | undefined;
  /** Whether this run writes the table of docs/operations/faults.md, and keeps away for long what other runs keep away shortly. */
  writesFaults: boolean;
}

export const readTestSettings = (): TestSettings => ({
  databaseUrl: process.env.TEST_DATABASE_URL,
  redisUrl: process.env.TEST_REDIS_URL,
  onServer: process.env.VIGIE_TEST_DATABASE === 'postgres',
  snapshot: process.env.VIGIE_TEST_SNAPSHOT,
  writesFaults: process.env.VIGIE_WRITE_FAULTS === '1',
});
