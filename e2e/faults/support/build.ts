import { ensureBuilt } from '../../../scripts/support/built.mjs';

/** Once, before the files of this project share the build. */
export default async function build(): Promise<void> {
  await ensureBuilt();
}
