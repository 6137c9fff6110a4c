import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const manifestSchema = z.record(z.string(), z.string().startsWith('/'));

/** Where the built files are served: `url('main.css')` answers '/static/main-1A2B3C4D.css'. */
export interface Assets {
  /** @throws for a name that the build did not make. */
  url(name: string): string;
}

export function assetsOf(manifest: Record<string, string>): Assets {
  return {
    url(name) {
      const url = manifest[name];
      if (url === undefined) throw new Error(`The build made no "${name}": it knows ${Object.keys(manifest).join(', ')}`);
      return url;
    },
  };
}

/** Reads the list of hashed names once, at the start. @param distFolder the folder that `scripts/build.mjs` fills. */
export function loadAssets(distFolder: string): Assets {
  return assetsOf(manifestSchema.parse(JSON.parse(readFileSync(join(distFolder, 'assets.json'), 'utf8'))));
}
