import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { FolderInUseError, lockFolder } from './folder-lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'vigie-lock-'));
const other = mkdtempSync(join(tmpdir(), 'vigie-lock-'));
afterAll(() => {
  for (const path of [folder, other, `${folder}-link`]) rmSync(path, { recursive: true, force: true });
});

/** Another process that takes the lock and waits to be killed. */
async function holder(path: string) {
  const script = `import { lockFolder } from ${JSON.stringify(import.meta.resolve('./folder-lock.ts'))};
    await lockFolder(process.argv[1]); process.stdout.write('held'); setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

describe('the lock on the data folder', () => {
  it('is refused to a second process, also by another path to the same folder', async () => {
    const child = await holder(folder);
    symlinkSync(folder, `${folder}-link`);
    const refused = lockFolder(folder);
    await expect(refused).rejects.toThrow(FolderInUseError);
    await expect(refused).rejects.toThrow(`The data folder ${folder} is in use by another process.`);
    await expect(lockFolder(`${folder}-link`)).rejects.toThrow(FolderInUseError);
    (await lockFolder(other)).close();
    child.kill('SIGKILL');
    await once(child, 'exit');
    // The kernel frees it, however the holder ended.
    (await lockFolder(folder)).close();
  });
});
