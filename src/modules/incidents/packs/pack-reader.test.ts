import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readPack } from './pack-reader.ts';
import { packLimits } from './parse-pack-file.ts';
import { type Files, findingsOf, plant, smallPack, withFolder } from './testing/small-pack.ts';

const codes = async (files: Files) => (await findingsOf(files)).map(({ code }) => code);

it('fills the questions of a form from the catalogue', async () => {
  await withFolder(smallPack, async (folder) => {
    const read = await readPack(join(folder, 'small'));
    const questions = read.ok ? read.pack.forms[0]?.definition.pages[0]?.questions : [];
    expect(questions?.map(({ key, type, mandatory }) => [key, type, mandatory])).toEqual([
      ['what', 'longText', true],
      ['where', 'single', false],
      ['ended', 'dateTime', false],
    ]);
    expect(questions?.[0]?.label.en).toBe('What');
    expect(questions?.[1]?.options?.map(({ key }) => key)).toEqual(['abroad', 'here']);
  });
});

it('lets a form replace the texts', async () => {
  const files = plant('small/forms/first.yaml', '- { key: what,', '- { key: what, label: { en: Why, fr: Why, de: Why, nl: Why }, max: 50,');
  await withFolder(files, async (folder) => {
    const read = await readPack(join(folder, 'small'));
    expect(read.ok && read.pack.forms[0]?.definition.pages[0]?.questions[0]).toMatchObject({
      label: { en: 'Why' },
      max: 50,
      type: 'longText',
    });
  });
});

it('tells everything at once', async () => {
  const files = {
    ...plant('small/forms/first.yaml', '- { key: what,', '- { key: whom,'),
    'small/sectors.yaml': '- &x 1',
    'small/forms/more.yaml': 'key: 7',
  };
  expect(new Set(await codes(files))).toEqual(new Set(['anchor', 'shape', 'unknown-question']));
});

it('refuses what is not a part of a pack', async () => {
  expect(await findingsOf({ ...smallPack, 'small/install.sh': 'rm', 'small/forms/deep/x.yaml': 'a: 1' })).toEqual([
    { code: 'unexpected-file', file: 'install.sh', path: '', message: 'not a part of a pack' },
    { code: 'unexpected-file', file: 'forms/deep', path: '', message: 'not a part of a pack' },
  ]);
  expect(await codes({ ...smallPack, 'small/questions.json': '[]' })).toContain('unexpected-file');
  expect(await codes({ 'small/README.md': 'nothing' })).toEqual(['no-manifest']);
});

it('follows no link out of the folder', async () => {
  await withFolder(smallPack, async (folder) => {
    await writeFile(join(folder, 'secret.yaml'), 'password: secret');
    await symlink(join(folder, 'secret.yaml'), join(folder, 'small', 'sectors.yaml'));
    await symlink(join(folder, 'base'), join(folder, 'linked'));
    const read = await readPack(join(folder, 'small'));
    expect(read).toMatchObject({ ok: false, findings: [{ code: 'link', file: 'sectors.yaml' }] });
    expect(JSON.stringify(read)).not.toContain('secret.yaml"');
  });
});

it('bounds files and bytes', async () => {
  const many = Object.fromEntries(Array.from({ length: packLimits.files + 1 }, (_, index) => [`small/forms/f${index}.yaml`, 'a: 1']));
  expect(await codes({ ...smallPack, ...many })).toEqual(['too-many-files', 'no-manifest']);
  const filler = `# ${'x'.repeat(packLimits.fileBytes - 10)}\n`;
  const large = Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`small/forms/f${index}.yaml`, filler]));
  expect(await codes({ ...smallPack, ...large })).toEqual(['pack-too-large', 'no-manifest']);
  expect(await codes({ ...smallPack, 'small/forms/f.yaml': `${filler}${filler}` })).toEqual(['file-too-large']);
});

it('reads used packs one level deep, by their own name', async () => {
  expect(await codes({ ...smallPack, 'base/pack.yaml': `${smallPack['base/pack.yaml']}uses: [small]\n` })).toContain('used-pack');
  expect(await codes({ ...smallPack, 'base/pack.yaml': `${smallPack['base/pack.yaml']}`.replace('id: base', 'id: other') })).toContain(
    'used-pack',
  );
});
