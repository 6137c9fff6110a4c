import { afterEach, describe, expect, it } from 'vitest';
import { createTranslator } from '../i18n/catalogue.ts';
import { mailCatalogue } from '../i18n/locales/mail.ts';
import { uiCatalogue } from '../i18n/locales/ui.ts';
import { loadTheme } from '../theme/load-theme.ts';
import { defaultFolder, removeThemes, themeWith } from '../theme/testing/theme-with.ts';
import { Temporal } from '../time/temporal.ts';
import { writeMessage } from './write-message.ts';

const now = Temporal.Instant.from('2026-03-05T09:00:00Z');
const translator = createTranslator([uiCatalogue, mailCatalogue]);

function write(files: Record<string, string>, subject = 'A report has arrived') {
  const theme = loadTheme(themeWith({ files }), defaultFolder);
  const render = () => ({
    subject,
    blocks: [
      { kind: 'paragraph' as const, text: 'The words of the program.' },
      { kind: 'code' as const, text: '482 917' },
      { kind: 'action' as const, label: 'Open', url: 'https://vigie.example/i/1' },
    ],
  });
  const settings = { translator, theme, baseUrl: 'https://vigie.example', zone: 'Europe/Luxembourg' };
  return writeMessage(settings, { name: 'test.arrived', render }, 'en', now);
}

afterEach(removeThemes);

describe('a mail of a theme', () => {
  const frame = '<div class="mail"><p class="head">{{ subject }}</p>{{ content }}<div class="foot">{{ reason }}</div></div>';

  it('stands in the frame of the theme, with styles for its classes and what people wrote as text', () => {
    const { html } = write({ 'parts/mail.liquid': frame }, '<img src=x onerror=alert(1)> \ue000content\ue001');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; content</p>');
    expect(html).toMatch(/<div style="max-width:600px;[^"]*">/);
    expect(html).not.toContain('class=');
    expect(html.match(/The words of the program/g)).toHaveLength(1);
  });

  it('keeps its code and its button when the theme words it', () => {
    const { subject, text, html } = write({ 'mails/test.arrived.en.md': '---\nsubject: "{{ service }} says"\n---\n**Other** words.' });
    expect(subject).toBe('Vigie says');
    for (const kept of ['482 917', 'https://vigie.example/i/1']) for (const twin of [text, html]) expect(twin).toContain(kept);
    expect(html).toContain('<strong>Other</strong> words.');
    expect(text).not.toContain('The words of the program.');
  });

  it('goes out in the words and the frame of the program where those of the theme fail on it', () => {
    const broken = '{% if subject == "A subject" %}{{ content }}{{ reason }}{% else %}{{ site.nothing }}{% endif %}';
    const words = '---\nsubject: x\n---\n{% if title == "A title" %}x{% else %}{{ facts[0].value.nothing }}{% endif %}';
    const { subject, html } = write({ 'parts/mail.liquid': broken, 'mails/test.arrived.en.md': words });
    expect(subject).toBe('A report has arrived');
    expect(html).toContain('The words of the program.');
    expect(html).toContain('482 917');
  });
});
