// The command line of the product: `npm run vigie -- migrate`. `npm start` is `vigie start`.
import { accessSync, constants } from 'node:fs';
import { ensureBuilt, nodeEnvironment, nodeFlags } from './support/built.mjs';
import { root } from './support/root.mjs';
import { become } from './support/run.mjs';

export async function vigie(args) {
  const main = await builtMain();
  become(process.execPath, [...nodeFlags, main, ...args], { env: nodeEnvironment() });
}

async function builtMain() {
  try {
    return await ensureBuilt();
  } catch (error) {
    console.error(
      writable(root) ? `The build failed: ${error.message}` : `The build cannot be written: ${root} is not writable for this user.`,
    );
    process.exit(1);
  }
}

function writable(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

if (import.meta.main) await vigie(process.argv.slice(2));
