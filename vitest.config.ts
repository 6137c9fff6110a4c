import { defineConfig } from 'vitest/config';

const common = { pool: 'forks' as const, isolate: false, testTimeout: 90_000, hookTimeout: 120_000 };

/** The product's own tests share modules and one database per worker, which is what makes them fast. */
const product = {
  oxc: { jsx: { runtime: 'automatic' as const, importSource: '#html', development: false } },
  test: {
    ...common,
    name: 'product',
    include: ['src/**/*.test.{ts,tsx}'],
    globalSetup: ['test/global-setup.ts'],
    setupFiles: ['test/setup.ts'],
  },
};

/** What serves the build of the product: the checkers, the scripts, the packs. */
const tools = { test: { ...common, name: 'tools', include: ['test/*.test.ts', 'bench/**/*.test.ts', 'packs/**/*.test.ts'] } };

/** Real servers that are killed. Their time limit is for a machine with much else to do. */
const faults = {
  test: {
    ...common,
    name: 'faults',
    include: ['e2e/faults/*.test.ts'],
    globalSetup: ['e2e/faults/support/build.ts', 'e2e/faults/support/fault-table.ts'],
    testTimeout: 900_000,
    hookTimeout: 600_000,
  },
};

/** A real nginx and a real Apache in front of real servers. */
const front = { test: { ...faults.test, name: 'front', include: ['e2e/front/*.test.ts'], globalSetup: ['e2e/faults/support/build.ts'] } };

export default defineConfig({ test: { maxWorkers: 2, projects: [product, tools, faults, front] } });
