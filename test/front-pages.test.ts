import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeFrontPages } from '../scripts/support/front-pages.mjs';
import { inRoot } from '../scripts/support/root.mjs';

const dist = mkdtempSync(join(tmpdir(), 'vigie-front-pages-'));
beforeAll(() => writeFrontPages(inRoot(), dist));
afterAll(() => rmSync(dist, { recursive: true }));

const documentOf = (name: string) => parseHTML(readFileSync(join(dist, 'front', name), 'utf8')).document;

test('every page that a site file names is made, and no other', () => {
  const named = ['nginx/vigie.conf', 'apache/vigie.conf'].map((file) => {
    const text = readFileSync(inRoot('deploy', file), 'utf8');
    return [...text.matchAll(/\/front\/([\w-]+\.html)/g)].map(([, name = '']) => name);
  });
  expect(readdirSync(join(dist, 'front')).sort()).toEqual([...new Set(named.flat())].sort());
});

test.each(['maintenance', 'refused', 'too-large', 'too-many', 'unavailable'])(
  'the page %s says it in four languages, each marked, and loads nothing',
  (name) => {
    const document = documentOf(`${name}.html`);
    const sections = [...document.querySelectorAll('main > section')];
    expect(sections.map((section) => section.getAttribute('lang'))).toEqual(['en', 'fr', 'de', 'nl']);
    for (const section of sections) for (const part of ['h2', 'p']) expect(section.querySelector(part)?.textContent).toMatch(/\S{3}/);
    expect(document.title).toBe(sections[0]?.querySelector('h2')?.textContent);
    expect(document.querySelectorAll('[src], link, style, script')).toHaveLength(0);
  },
);
