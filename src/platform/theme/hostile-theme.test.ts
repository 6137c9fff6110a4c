/** What a theme from a stranger could try: each is refused at the start, with its reason, or goes without what is bad in it. */
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { renderLongMarkdown } from '#platform/text/long-markdown.ts';
import { loadTheme } from './load-theme.ts';
import { siteValues } from './page-parts.ts';
import { defaultFolder, removeThemes, themeWith } from './testing/theme-with.ts';

type Given = Parameters<typeof themeWith>[0];
const load = (given: Given) => loadTheme(themeWith(given), defaultFolder);
const logo = (content: string | Buffer, file = 'logo.svg'): Given => ({
  manifest: { logos: { main: { file } } },
  files: { [file]: content },
});
const svg = (inside: string) => logo(`<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`);
const part = (name: string, source: string): Given => ({ files: { [`parts/${name}.liquid`]: source } });
const start = (source: string) => part('start', source);

afterEach(removeThemes);

describe('a picture', () => {
  it.each([
    ['<script>alert(1)</script>', '<script> is not allowed'],
    ['<SCRIPT href="data:,1"/>', '<SCRIPT> is not allowed'],
    ['<path onload="alert(1)"/>', 'onload="alert(1)" is not allowed'],
    ['<foreignObject><p>x</p></foreignObject>', '<foreignObject> is not allowed'],
    ['<use href="https://elsewhere.example/x.svg#a"/>', 'is not allowed'],
    ['<use xlink:href="data:image/svg+xml,x"/>', 'is not allowed'],
    ['<image href="/theme-preview"/>', '<image> is not allowed'],
    ['<style>@import "https://elsewhere.example/x.css"</style>', '<style> is not allowed'],
    ['<path style="fill:url(https://elsewhere.example/x)"/>', 'is not allowed'],
    ['<animate attributeName="href" to="javascript:alert(1)"/>', '<animate> is not allowed'],
    ['<a href="javascript:alert(1)"><path/></a>', '<a> is not allowed'],
  ])('with %s is refused', (inside, reason) => {
    expect(() => load(svg(inside))).toThrow(reason);
  });

  it('that declares entities, is no picture, or is too large is refused', () => {
    expect(() => load(logo('<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg>&a;</svg>'))).toThrow('declarations are not allowed');
    expect(() => load(logo('<html><body/></html>'))).toThrow('does not begin with <svg>');
    expect(() => load(logo('MZ', 'logo.png'))).toThrow('is not a PNG picture');
    expect(() => load(logo('x', 'logo.html'))).toThrow('is neither SVG nor PNG');
    expect(() => load(svg(' '.repeat(200_001)))).toThrow('logo.svg is larger than 200 kB');
  });
});

describe('a file', () => {
  it.each(['../default/theme.json', '/etc/passwd', 'a/../../b.svg', '.hidden.svg', 'a\\..\\b.svg'])('called %s is not read', (file) => {
    expect(() => load({ manifest: { logos: { main: { file } } } })).toThrow('the name of a file inside of the theme');
  });

  it('that leads out of the folder is not read', () => {
    const folder = themeWith({ manifest: { logos: { main: { file: 'logo.svg' } } } });
    symlinkSync(join(defaultFolder, 'logo.svg'), join(folder, 'logo.svg'));
    expect(() => loadTheme(folder, defaultFolder)).toThrow('logo.svg leads out of the theme');
  });

  it('that nobody asked for is named', () => {
    expect(() => load({ files: { 'script.js': '1' } })).toThrow('script.js is not a part of a theme');
    expect(() => load({ files: { 'tokens.css': 'body { display: none }' } })).toThrow('colours stand in theme.json');
  });
});

describe('a manifest', () => {
  it('with names of prototypes, broken or of another shape is refused', () => {
    for (const key of ['__proto__', 'constructor', 'prototype']) {
      const text = `{ "id": "sample", "name": "x", "version": "1.0.0", "engine": ">=0.1.0", "texts": { "en": { "${key}": "x" } } }`;
      expect(() => load({ files: { 'theme.json': text } })).toThrow(`"${key}" is not a name that a theme may use`);
    }
    expect(() => load({ files: { 'theme.json': '{' } })).toThrow('theme.json is not JSON');
    expect(() => load({ files: { 'theme.json': '[]' } })).toThrow('theme.json');
    expect(() => load({ files: { 'theme.json': ' '.repeat(200_001) } })).toThrow('larger than 200 kB');
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });

  it.each([
    [{ tokens: { light: { accent: 'red; } body { display: none' } } }, 'a colour like #0b5cad'],
    [{ footer: { links: [{ href: 'javascript:alert(1)', label: { en: 'x' } }] } }, 'a path or an https address'],
    [{ footer: { links: [{ href: '//elsewhere.example', label: { en: 'x' } }] } }, 'a path or an https address'],
    [{ fonts: { family: 'x"; } * { color: red', files: [{ file: 'a.woff2' }], licence: 'a.txt' } }, 'letters, digits, spaces and hyphens'],
    [
      { banners: [{ level: 'info', text: { en: 'x' }, from: '2026-02-02T00:00:00Z', until: '2026-01-01T00:00:00Z' }] },
      'ends before it begins',
    ],
  ])('that says %j is refused', (manifest, reason) => {
    expect(() => load({ manifest })).toThrow(reason);
  });
});

describe('a template', () => {
  it.each([
    ['<script>alert(1)</script>', '<script> is not allowed'],
    ['<style>p { position: fixed }</style>', '<style> is not allowed'],
    ['<p style="position: fixed">x</p>', '<p style> is not allowed'],
    ['<p onclick="alert(1)">x</p>', '<p onclick> is not allowed'],
    ['<iframe src="/"></iframe>', '<iframe> is not allowed'],
    ['<form action="/sign-in"><input name="password"></form>', '<form> is not allowed'],
    ['<meta http-equiv="refresh" content="0">', '<meta> is not allowed'],
    ['<a href="javascript:alert(1)">x</a>', 'leads to an address'],
    ['<a href="&#106;avascript:alert(1)">x</a>', 'leads to an address'],
    ['<a href="https://elsewhere.example/">x</a>', 'leads to an address'],
    ['<a href="//elsewhere.example/">x</a>', 'leads to an address'],
    ['<a href="/\\elsewhere.example">x</a>', 'leads to an address'],
    ['<img src="https://elsewhere.example/x.png" alt="">', 'is not a picture of the theme'],
    ['<img src="{{ logos.main.url }}" srcset="https://elsewhere.example/x 2x" alt="">', '<img srcset> is not allowed'],
    ['<!-- x -->', 'comments and declarations'],
    ['{% include "/etc/passwd" %}', 'tag "include" not found'],
    ['{% render "/etc/passwd" %}', 'tag "render" not found'],
    ['{% layout "x" %}', 'tag "layout" not found'],
    ['{{ site.name | raw }}', 'undefined filter: raw'],
    ['{{ site.name | date: "%Y" }}', 'undefined filter: date'],
    ['{{ site.constructor }}', 'undefined variable: site.constructor'],
    ['{{ site.__proto__ }}', 'undefined variable: site.__proto__'],
    ['{{ process }}', 'there is no value called "process"'],
    ['{{ site.secret }}', 'undefined variable: site.secret'],
    ['{% for i in (1..1000000000) %}x{% endfor %}', 'limit exceeded'],
    ['{% for i in (1..999) %}{% for j in (1..999) %}x{% endfor %}{% endfor %}', 'limit exceeded'],
    ['x'.repeat(20_001), 'larger than 20 kB'],
    ['{% if', 'not closed'],
  ])('with %s is refused', (source, reason) => {
    expect(() => load(start(source))).toThrow(reason);
  });

  it('cannot leave out what everybody needs, or hide it', () => {
    expect(() => load(part('header', '<p>x</p>'))).toThrow('{{ menu }} has to stand in it once; it stands 0 times');
    expect(() => load(part('footer', '{{ links }}{{ links }}'))).toThrow('it stands 2 times');
    expect(() => load(part('footer', '<p title="{{ links }}">x</p>'))).toThrow('<p title> holds a part of the page');
    expect(() => load(part('mail', '<p>{{ content }}</p>'))).toThrow('{{ reason }} has to stand in it once');
    expect(() => load(part('mail', '<img src="{{ logos.main.url }}" alt="">{{ content }}{{ reason }}'))).toThrow('is not a picture');
    expect(() => load(part('sidebar', 'x'))).toThrow('parts/sidebar.liquid is no part of a page');
  });

  it('is tried as every reader would see it', () => {
    expect(() => load(start('{% if language == "de" %}<script>x</script>{% endif %}'))).toThrow('<script> is not allowed');
    expect(() => load(part('header', '{{ menu }}{% if signedIn %}{{ site.nothing }}{% endif %}'))).toThrow(
      'undefined variable: site.nothing',
    );
  });

  it('is given every value as text', () => {
    const theme = load({
      ...start('<p title="{{ site.name }}">{{ site.name }}</p>'),
      manifest: { siteName: { en: '"><script>x</script>' } },
    });
    const [piece] = theme.parts.start?.render(siteValues(theme.settings, theme, 'en')) ?? [];
    expect(piece).toEqual({ html: '<p title="&#34;&gt;&lt;script&gt;x&lt;/script&gt;">&#34;&gt;&lt;script&gt;x&lt;/script&gt;</p>' });
  });
});

describe('the words of a mail', () => {
  const words = (text: string) => load({ files: { 'mails/incidents.opened-reporting.en.md': text } });

  it('may use what is declared, and nothing of it becomes a mark', () => {
    const theme = words(
      '---\nsubject: "{{ service }}: {{ subject }}"\n---\n**Bold** {{ title }} {% for p in paragraphs %}{{ p }}{% endfor %}',
    );
    const written = theme.mailTexts.get('incidents.opened-reporting')?.en?.write({
      ...{ service: 'Vigie', subject: 'S', title: '[x](https://elsewhere.example) <script>' },
      ...{ paragraphs: ['*a*'], facts: [] },
    });
    expect(written?.subject).toBe('Vigie: S');
    expect(written?.markdown).toContain('**Bold** \\[x\\]\\(https');
    expect(written?.markdown).toContain('\\<script\\>');
    expect(written?.markdown).toContain('\\*a\\*');
  });

  it.each([
    ['no facts', 'begin with its facts'],
    ['---\nsubject: x\n---\n', 'has no text'],
    ['---\nto: x\n---\nx', 'has no subject'],
    ['---\nsubject: x\nbcc: thief@elsewhere.example\n---\nx', '"bcc" is not a fact of a mail'],
    ['---\nsubject: "{{ password }}"\n---\nx', 'there is no value called "password"'],
    ['---\na: &a [x, x]\nb: &b [*a, *a]\nsubject: *b\n---\nx', 'may not refer to each other'],
    ['---\nsubject: x\nsubject: y\n---\nx', 'unique'],
  ])('that are %j are refused', (text, reason) => {
    expect(() => words(text)).toThrow(reason);
  });
});

describe('a page in Markdown', () => {
  // governance.md check 79
  it('is delivered without script and without style', () => {
    const html = renderLongMarkdown(
      `## Title\n\n<script>alert(1)</script><p style="position: fixed" onclick="x()">a</p>\n\n<iframe src="/"></iframe>\n\n[x](javascript:alert(1)) [y](//elsewhere.example) [z](/terms)\n\n![p](https://elsewhere.example/p.png)`,
    );
    for (const bad of ['script', 'position', 'onclick', 'iframe', 'src=', 'href="javascript', 'href="//'])
      expect(html).not.toContain(bad === 'script' ? '<script' : bad);
    expect(html).not.toContain('alert(1)</');
    expect(html).toContain('<h2>Title</h2>');
    expect(html).toContain('<a href="/terms" rel="noopener">z</a>');
  });

  it.each([
    ['# Another title', 'sections begin with ##'],
    ['', 'has no text'],
    ['x'.repeat(200_001), 'larger than 200 kB'],
  ])('with the text %j is refused', (text, reason) => {
    const header = '---\ntitle: T\nversion: 1\npublished: 2026-01-01\nlegal-language: en\n---\n';
    expect(() => load({ files: { 'pages/help.en.md': `${header}${text}` } })).toThrow(reason);
  });

  it.each([
    ['version: x', 'a number such as 2'],
    ['published: 2026-02-31', 'published'],
    ['legal-language: it', 'legal-language'],
    ['__proto__: x', '__proto__'],
    ['script: x', 'script'],
  ])('with the fact %s is refused', (fact, reason) => {
    const facts = { title: 'title: T', version: 'version: 1', published: 'published: 2026-01-01', 'legal-language': 'legal-language: en' };
    const lines = Object.values({ ...facts, [fact.split(':')[0] ?? '']: fact });
    expect(() => load({ files: { 'pages/help.en.md': `---\n${lines.join('\n')}\n---\nx` } })).toThrow(reason);
  });
});
