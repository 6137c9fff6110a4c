import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillTokens, tokensOf } from './fill-tokens.ts';
import { escapeMarkdown, markdownToText, renderMarkdown } from './markdown.ts';

describe('Markdown', () => {
  it('knows bold, italic, lists, links and line breaks', () => {
    expect(renderMarkdown('**Bold** and *italic*\nnext line')).toBe('<p><strong>Bold</strong> and <em>italic</em><br />\nnext line</p>');
    expect(renderMarkdown('- one\n- two')).toBe('<ul>\n<li>one</li>\n<li>two</li>\n</ul>');
    expect(renderMarkdown('3. three')).toBe('<ol start="3">\n<li>three</li>\n</ol>');
    expect(renderMarkdown('[help](https://vigie.example/help)')).toBe(
      '<p><a href="https://vigie.example/help" rel="noopener">help</a></p>',
    );
    expect(renderMarkdown('<mailto:soc@nca.example>')).toContain('href="mailto:soc@nca.example"');
  });

  // incidents.md check 30
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '[x](//evil.example)',
    '[x](vbscript:x)',
    '![x](https://evil.example/pixel.png)',
    '<a href="https://evil.example" onclick="x()">y</a>',
    '[x]: javascript:alert(1)\n\n[x]',
    '# heading\n\n| a | b |\n|---|---|',
    '```\ncode\n```',
  ])('lets nothing else through: %s', (text) => {
    expect(renderMarkdown(text)).not.toMatch(/<(?!\/?(p|br|strong|em|ul|ol|li|a)\b)/);
    expect(renderMarkdown(text)).not.toMatch(/href="(?!https?:|mailto:)|<[^>]*\son\w+=|<[^>]*src=/);
  });

  it('makes only harmless tags out of anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'<>[]()*_#!`"\'\\ \n:/-1.ajsx') }), (text) => {
        expect(renderMarkdown(text)).not.toMatch(/<(?!\/?(p|br|strong|em|ul|ol|li|a)\b)/);
      }),
    );
  });

  it('an escaped value is shown as it was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const plain = value.replace(/\s+/g, ' ').trim();
        fc.pre(plain !== '');
        expect(markdownToText(escapeMarkdown(value))).toBe(plain);
      }),
    );
  });

  it('has a plain twin', () => {
    const text =
      '**Please** read [the guide](https://vigie.example/guide):\n\n1. first\n2. second\n   - inner\n\nThank you\n<https://vigie.example>';
    expect(markdownToText(text)).toBe(
      'Please read the guide (https://vigie.example/guide):\n\n1. first\n2. second\n  - inner\n\nThank you\nhttps://vigie.example',
    );
  });
});

// incidents.md 7.2, check 30
describe('placeholders', () => {
  it.each([
    ['Incident #INCIDENT_ID# of #DAY#', { INCIDENT_ID: 'NI_1', DAY: '2026-03-05' }, 'Incident NI_1 of 2026-03-05'],
    ['#UNKNOWN# stays, #INCIDENT_ID# too? no', { INCIDENT_ID: 'NI_1' }, '#UNKNOWN# stays, NI_1 too? no'],
    ['Incident #CROSS_BORDER# opened', { CROSS_BORDER: undefined }, 'Incident opened'],
    ['Incident opened #CROSS_BORDER#.', { CROSS_BORDER: '' }, 'Incident opened.'],
    ['#CROSS_BORDER# Incident opened', { CROSS_BORDER: null }, 'Incident opened'],
    ['one #A#two', { A: '' }, 'one two'],
    ['#A# and #B#', { A: '#B#', B: 'b' }, '#B# and b'],
    ['$& #A#', { A: '$1 $&' }, '$& $1 $&'],
    ['#lower# #A #', { A: 'a' }, '#lower# #A #'],
  ])('%s', (text, values, expected) => {
    expect(fillTokens(text, values)).toBe(expected);
  });

  it('lists the placeholders of a template', () => {
    expect(tokensOf('#A# x #B_2##A# # #c#')).toEqual(['A', 'B_2']);
  });
});
