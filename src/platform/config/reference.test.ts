import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { writeReference } from './testing/reference.ts';

// After a change of settings.ts: `npx vitest run --project product src/platform/config/reference.test.ts -u`
it('the reference of the configuration tells of every setting as it is declared', async () => {
  await expect(writeReference()).toMatchFileSnapshot(resolve('docs/operations/configuration.md'));
});
