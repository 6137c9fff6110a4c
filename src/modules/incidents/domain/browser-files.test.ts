import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

test('what the browser takes from the domain brings no library and stays small', async () => {
  const entryPoints = ['questionnaire.ts', 'evaluate-condition.ts', 'answer-value.ts', 'word-diff.ts'].map((file) =>
    fileURLToPath(new URL(file, import.meta.url)),
  );
  const result = await build({
    entryPoints,
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    metafile: true,
    outdir: 'out',
    logLevel: 'silent',
  });
  const files = Object.keys(result.metafile.inputs);
  expect(files.filter((file) => !file.includes('incidents/domain/'))).toEqual([]);
  expect(files.some((file) => /condition\.ts$|definition\.ts$/.test(file) && !file.endsWith('evaluate-condition.ts'))).toBe(false);
  for (const file of result.outputFiles) expect(file.contents.length).toBeLessThan(6000);
});
