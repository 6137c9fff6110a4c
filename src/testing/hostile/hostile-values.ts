/** What somebody may type, paste or send who means no good, or whose clipboard does not. */

/** Stands in every text that could become markup, and would be an element of this name if it did. */
export const markup = 'x-hostile';

const html = `"'><${markup} onclick=alert(1)><script>${markup}()</script></textarea><img src=x onerror=alert(1)>&lt;b&gt;`;
export const markupText = html;
const typst = '#panic("stop") #read("/etc/passwd") $x^2$ <label> @ref = Heading';
const markdown = '[click](javascript:alert(1)) ![](https://evil.example/x.png) **bold** <https://evil.example>';
const formula = "=cmd|' /C calc'!A0 @SUM(1) +1 -1";
const bidi = 'safe\u202etxt.exe\u202c \u2066hidden\u2069 \ufeff';

/** One text in every text field of a form at once. */
export const hostileTexts: Readonly<Record<string, string>> = {
  HTML: html,
  Typst: typst,
  Markdown: markdown,
  'a formula': formula,
  'right-to-left override': bidi,
  'NUL and other controls': 'before\u0000\u0001\u001b[31m\u007fafter',
  'half a surrogate pair': 'before\ud800after',
  emoji: '🧯👩‍🚒 e\u0301\u0301\u0301 \u{e0001}',
  'a header': 'x\r\nBcc: thief@evil.example\r\n\r\n<b>',
  'a placeholder': '{name} #INCIDENT_ID# %s {{x}} \\u003cb\\u003e null undefined',
  '100,000 characters': 'a '.repeat(50_000),
  'nothing but spaces': ' \t\u00a0 ',
};

/** In one field at a time, whatever kind it is. */
export const hostileFields: Readonly<Record<string, string | undefined>> = {
  'everything at once': [html, typst, markdown, formula, bidi].join(' '),
  nothing: undefined,
};

/** Names nobody's form has. */
export const hostileNames: Readonly<Record<string, string | string[]>> = {
  __proto__: 'polluted',
  'constructor.prototype.x': 'polluted',
  'a.b.c.d.e': 'deep',
  '': 'unnamed',
};

const cursor = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
const someId = '01900000-0000-7000-8000-000000000000';

/** In an address: for a search, a filter, a cursor of every kind, a page to go on to. */
export const hostileParameters: readonly string[] = [
  html,
  'a\u0000b',
  '%_\\',
  "'; drop table incident; --",
  '-1',
  '1e999',
  '//evil.example',
  '/\t/evil.example',
  '/é',
  '/\r\nset-cookie: a=b',
  someId,
  `9999999999999999999~${someId}`,
  `8000000000000000~${someId}`,
  `999999999999999_${someId}`,
  cursor('9999-99-99 99:99:99+00', someId),
  cursor('infinity', someId),
  cursor('a\u0000b', someId),
  'x'.repeat(5_000),
];
