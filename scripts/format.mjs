// `npm run format`: rewrites every file as `npm run check` wants it.
import { inRoot } from './support/root.mjs';
import { become } from './support/run.mjs';

become(process.execPath, [inRoot('node_modules/@biomejs/biome/bin/biome'), 'check', '--write', '.', ...process.argv.slice(2)]);
