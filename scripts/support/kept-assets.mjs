// During an update, pages of the release before are still open and ask for their own scripts and styles. So a build keeps the static
// files of the release before it, and no older ones. `dist/static-files.json` tells which are whose.
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const listOf = (dist) => join(dist, 'static-files.json');
const none = { own: new Map(), before: new Map() };

/** The static files of the build in that folder and of the one before it, as they are now: the folder may be emptied afterwards. */
export async function readAssets(dist) {
  if (!existsSync(listOf(dist))) return none;
  const { own, before } = JSON.parse(await readFile(listOf(dist), 'utf8'));
  const contents = async (names) =>
    new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(dist, 'static', name))])));
  return { own: await contents(own), before: await contents(before) };
}

/** Puts the files of the release before beside those just built. A build that changed none of them is no new release. */
export async function keepAssets(dist, earlier) {
  const folder = join(dist, 'static');
  const own = (await readdir(folder)).sort();
  const isSame = own.length === earlier.own.size && own.every((name) => earlier.own.has(name));
  const before = isSame ? earlier.before : earlier.own;
  const missing = [...before].filter(([name]) => !own.includes(name));
  await Promise.all(missing.map(([name, content]) => writeFile(join(folder, name), content)));
  await writeFile(listOf(dist), `${JSON.stringify({ own, before: [...before.keys()] }, null, 2)}\n`);
}
