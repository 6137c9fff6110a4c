import { expect, it } from 'vitest';
import { packLimits, parsePackFile } from './parse-pack-file.ts';

const codesOf = (text: string): string[] => {
  const parsed = parsePackFile('file.yaml', text);
  return parsed.ok ? [] : parsed.findings.map(({ code }) => code);
};

it('reads plain YAML 1.2 and JSON', () => {
  expect(parsePackFile('a.yaml', 'a: yes\nb: [1, true, 2026-01-01]\nc: |\n  two\n  lines\n')).toEqual({
    ok: true,
    value: { a: 'yes', b: [1, true, '2026-01-01'], c: 'two\nlines\n' },
  });
  expect(parsePackFile('a.json', '{\n\t"a": ["\\u0041"]\n}')).toEqual({ ok: true, value: { a: ['A'] } });
});

it.each([
  ['anchor', 'a: &x 1\nb: 2'],
  ['anchor', 'a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]'],
  ['alias', 'b: *x'],
  ['alias', 'a:\n  <<: *x'],
  ['tag', 'a: !!binary aGVsbG8='],
  ['tag', 'a: !<tag:yaml.org,2002:js/function> "function () {}"'],
  ['tag', '!custom\na: 1'],
  ['directive', '%YAML 1.1\n---\na: 1'],
  ['several-documents', 'a: 1\n---\nb: 2'],
  ['syntax', 'a: 1\na: 2'],
  ['syntax', 'a: [1, 2'],
  ['syntax', 'a: b: c'],
  ['number', 'a: .inf'],
  ['key-refused', '__proto__: { admin: true }'],
  ['key-refused', '{"a": {"__proto__": {"admin": true}}}'],
  ['key-refused', 'a:\n  - constructor: 1'],
  ['key-refused', 'a: { prototype: 1 }'],
  ['key-refused', '? [a, b]\n: 1'],
])('refuses %s in %j', (code, text) => {
  expect(codesOf(text)).toEqual([code]);
  expect(Reflect.get({}, 'admin')).toBeUndefined();
});

it('says where', () => {
  expect(parsePackFile('file.yaml', 'a: 1\nb:\n  - !x 2')).toEqual({
    ok: false,
    findings: [{ code: 'tag', file: 'file.yaml', path: '', message: 'tags are not read, line 3' }],
  });
});

// Hostile sizes: each is answered by a finding, never by a crash, and soon.
it.each([
  ['too-deep', 'open brackets', '['.repeat(200_000)],
  ['too-deep', 'closed brackets', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ['too-deep', 'dashes', '- '.repeat(120_000)],
  ['too-deep', 'indented keys', Array.from({ length: 600 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
  ['too-deep', 'one level too many', `${'['.repeat(packLimits.depth + 1)}1${']'.repeat(packLimits.depth + 1)}`],
  ['key-refused', 'question marks', '? '.repeat(100_000)],
  ['too-many-entries', 'keys', Array.from({ length: 25_000 }, (_, index) => `k${index}: 1`).join('\n')],
  ['too-many-entries', 'flow entries', `[${'1,'.repeat(100_000)}1]`],
  ['text-too-long', 'one text', `a: ${'x'.repeat(packLimits.textLength + 1)}`],
  ['file-too-large', 'bytes', `a: ${'é'.repeat(packLimits.fileBytes / 2)}`],
])(
  'refuses %s: %s',
  (code, _name, text) => {
    expect(codesOf(text)).toEqual([code]);
  },
  10_000,
);

it('reads as deep as allowed', () => {
  expect(codesOf(`${'['.repeat(packLimits.depth)}1${']'.repeat(packLimits.depth)}`)).toEqual([]);
});
