// Makes dist/: the server bundle, the browser's script, styles, fonts and icons under hashed names, the list of those names, and the
// pages of a proxy.
// `--after FOLDER` names the release that runs while this one is made elsewhere: its static files are kept beside the new ones.

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import * as esbuild from 'esbuild';
import { iconNames } from '../src/platform/ui/icons.ts';
import { trimBootstrap } from './bootstrap-parts.ts';
import { writeFrontPages } from './support/front-pages.mjs';
import { keepAssets, readAssets } from './support/kept-assets.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const staticFolder = join(dist, 'static');
const publicPath = '/static';

const bootstrapParts = {
  name: 'bootstrap-parts',
  setup(build) {
    build.onLoad({ filter: /bootstrap\.min\.css$/ }, async ({ path }) => ({
      contents: trimBootstrap(await readFile(path, 'utf8')),
      loader: 'css',
    }));
  },
};

/**
 * Loaded instead of bundled: what is more than a script (a program, WebAssembly), and what is seldom asked for. Of everything else a
 * process keeps the parts it uses; Node would keep each file of a package as it was written.
 */
const loadedPackages = [
  ...['@electric-sql/pglite', '@myriaddreamin/typst-ts-node-compiler', '@node-rs/argon2'],
  // The second and third never: `noJsonSchema` in src/platform/http/server.ts.
  ...['@zxcvbn-ts/language-common', '@fastify/ajv-compiler', '@fastify/fast-json-stringify-compiler'],
];

/**
 * A file of a package counts as one line, so that the maps hold our own code: those of all packages would be a third of the memory. And it
 * is of plain letters: one accent, in a regular expression that esbuild leaves alone, would make every letter of its chunk two bytes.
 */
const oneLine = Buffer.from(JSON.stringify({ version: 3, sources: [''], mappings: 'AAAA' })).toString('base64');
const escaped = (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
const packed = (source) => `${source.replace(/[^\0-\x7f]/g, escaped)}\n//# sourceMappingURL=data:application/json;base64,${oneLine}`;

/** Leaves out what packages do not say may be left out: BullMQ's way to PostgreSQL and other clients of Redis, and Zod's languages. */
const partsInUse = {
  name: 'parts-in-use',
  setup(build) {
    build.onResolve({ filter: /^\.\.?\// }, async ({ path, pluginData, ...where }) => {
      if (pluginData === partsInUse || !/node_modules\/bullmq\//.test(where.importer)) return undefined;
      return { ...(await build.resolve(path, { ...where, pluginData: partsInUse })), sideEffects: false };
    });
    build.onLoad({ filter: /node_modules\/zod\/v4\/locales\/index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
    }));
    build.onLoad({ filter: /node_modules\/.*\.[cm]?js$/ }, async ({ path }) => ({ contents: packed(await readFile(path, 'utf8')) }));
  },
};

/**
 * Drizzle asks of each piece of a statement, up to ten times, what it is, and walks its class to find the same name in another copy of
 * Drizzle. A bundle holds one copy, and there its class says all.
 */
const oneDrizzle = {
  name: 'one-drizzle',
  setup(build) {
    build.onLoad({ filter: /drizzle-orm\/entity\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source.replace(/function is\(value, type\) \{.*?\n\}/s, 'const is = (value, type) => value instanceof type;');
      if (contents === source) throw new Error(`${path} has no function "is" any more: look whether the bundle needs another one`);
      return { contents: packed(contents) };
    });
  },
};

/** Options of the server bundle; the development loop watches with the same. */
export const serverOptions = ({ minify }) => ({
  absWorkingDir: root,
  entryPoints: [
    { in: 'src/main.ts', out: 'main' },
    { in: 'src/platform/documents/child.entry.ts', out: 'document-child' },
  ],
  outdir: 'dist/server',
  // Flat: the document child is found beside the chunk that starts it.
  chunkNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  plugins: [oneDrizzle, partsInUse],
  external: loadedPackages,
  // Packages of the older kind ask for Node's own modules with it.
  banner: { js: "const require = process.getBuiltinModule('node:module').createRequire(import.meta.url);" },
  jsx: 'automatic',
  jsxImportSource: '#html',
  sourcemap: true,
  sourcesContent: false,
  // In files beside, which no process keeps.
  legalComments: 'linked',
  minifySyntax: minify,
  minifyWhitespace: minify,
  mainFields: ['module', 'main'],
  logLevel: 'warning',
});

/** One entry for every page, and one for each page script of a module. */
async function clientOptions({ minify }) {
  const moduleEntries = await Array.fromAsync(glob('src/modules/*/client/*.client.ts', { cwd: root }));
  return {
    absWorkingDir: root,
    entryPoints: ['src/platform/ui/client/main.ts', 'src/platform/ui/styles/main.css', ...moduleEntries.sort()],
    outdir: 'dist/static',
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    publicPath,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: ['chrome123', 'edge123', 'firefox125', 'safari17.5'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.woff2': 'file' },
    plugins: [bootstrapParts],
    sourcemap: minify ? false : 'linked',
    minify,
    metafile: true,
    legalComments: 'none',
    logLevel: 'warning',
  };
}

/** `src/modules/incidents/client/report.client.ts` is asked for as `incidents/report.js`. */
function assetName(entryPoint) {
  const module = /^src\/modules\/([^/]+)\/client\/(.+)\.client\.ts$/.exec(entryPoint);
  return module ? `${module[1]}/${module[2]}.js` : basename(entryPoint).replace(/\.ts$/, '.js');
}

async function buildClient(options) {
  const { metafile } = await esbuild.build(await clientOptions(options));
  const manifest = {};
  for (const [output, { entryPoint }] of Object.entries(metafile.outputs)) {
    if (entryPoint) manifest[assetName(entryPoint)] = `${publicPath}/${basename(output)}`;
  }
  return manifest;
}

async function writeSprite() {
  const icons = await Promise.all(
    iconNames.map(async (name) => {
      const svg = await readFile(join(root, 'node_modules', 'bootstrap-icons', 'icons', `${name}.svg`), 'utf8');
      const [, inside] = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(svg);
      return `<symbol id="${name}" viewBox="0 0 16 16">${inside.replace(/\s*\n\s*/g, '')}</symbol>`;
    }),
  );
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg">${icons.join('')}</svg>\n`;
  const name = `icons-${createHash('sha256').update(sprite).digest('hex').slice(0, 8).toUpperCase()}.svg`;
  await writeFile(join(staticFolder, name), sprite);
  return `${publicPath}/${name}`;
}

/** Writes `x.br` and `x.gz` beside every text file, so that no request compresses anything. */
async function compressAssets({ minify }) {
  const quality = minify ? 11 : 5;
  const names = (await readdir(staticFolder)).filter((name) => /\.(css|js|svg)$/.test(name));
  await Promise.all(
    names.map(async (name) => {
      const file = join(staticFolder, name);
      const content = await readFile(file);
      const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
      const [brotli, gzipped] = await Promise.all([promisify(brotliCompress)(content, { params }), promisify(gzip)(content, { level: 9 })]);
      await Promise.all([writeFile(`${file}.br`, brotli), writeFile(`${file}.gz`, gzipped)]);
    }),
  );
}

/** @throws when a chunk is kept two bytes a letter. Text is escaped by esbuild; a regular expression of ours has to be by hand. */
async function refuseWideLetters() {
  for (const name of await readdir(join(dist, 'server'))) {
    const [, wide] = name.endsWith('.js')
      ? (/(.{0,30}[^\0-\x7f].{0,30})/.exec(await readFile(join(dist, 'server', name), 'utf8')) ?? [])
      : [];
    if (wide) throw new Error(`${name}: every letter takes two bytes because of "${wide}"; write \\u and its number instead`);
  }
}

/** Builds everything. `minify: false` is for development: readable output with source maps. `after`: the dist of the release before. */
export async function build({ minify = true, after = dist } = {}) {
  const started = performance.now();
  const earlier = await readAssets(after);
  await rm(dist, { recursive: true, force: true });
  await mkdir(staticFolder, { recursive: true });
  const hasServer = existsSync(join(root, 'src', 'main.ts'));
  const [manifest, sprite] = await Promise.all([
    buildClient({ minify }),
    writeSprite(),
    hasServer ? esbuild.build(serverOptions({ minify })) : undefined,
    writeFrontPages(root, dist),
  ]);
  if (hasServer) await refuseWideLetters();
  await compressAssets({ minify });
  const assets = { ...manifest, 'icons.svg': sprite };
  await keepAssets(dist, earlier);
  await writeFile(join(dist, 'assets.json'), `${JSON.stringify(assets, null, 2)}\n`);
  return { assets, hasServer, milliseconds: Math.round(performance.now() - started) };
}

async function printSizes(folder) {
  for (const name of (await readdir(folder)).sort()) {
    if (!/\.(br|woff2)$/.test(name)) continue;
    const { length } = await readFile(join(folder, name));
    process.stdout.write(`${(length / 1000).toFixed(1).padStart(7)} kB  ${relative(root, join(folder, name))}\n`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values } = parseArgs({ options: { readable: { type: 'boolean' }, after: { type: 'string' } } });
  const release = values.after && resolve(values.after, 'dist');
  if (release && !existsSync(join(release, 'static-files.json'))) throw new Error(`--after: there is no build in ${release}`);
  const { milliseconds, hasServer } = await build({ minify: !values.readable, ...(release && { after: release }) });
  await printSizes(staticFolder);
  process.stdout.write(`Built in ${milliseconds} ms${hasServer ? '' : ' (no src/main.ts: without a server)'}\n`);
}
