import { parseHTML } from 'linkedom';
import type { VNode } from 'preact';
import { describe, expect, it } from 'vitest';
import { languages } from '#platform/i18n/language.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { Checkbox, Checkboxes, Radios, Select } from './choice-fields.tsx';
import { type Column, DataTable, type TableSort } from './data-table.tsx';
import { DateTimeField } from './date-time-field.tsx';
import { DeadlineClock } from './deadline-clock.tsx';
import { Message } from './feedback.tsx';
import { ErrorSummary, Form } from './form.tsx';
import { Gallery } from './gallery.view.tsx';
import { CountryList } from './list-fields.tsx';
import { Page } from './page.tsx';
import { renderFragment, renderPage } from './render.ts';
import { allStatuses, StatusTag } from './status-tag.tsx';
import { sampleUi } from './testing/sample-ui.ts';
import { TextArea, TextField } from './text-fields.tsx';

const documentOf = (view: VNode, ui = sampleUi()) =>
  parseHTML(`<!doctype html><html><body>${renderFragment(ui, view)}</body></html>`).document;
const pageOf = (view: VNode, ui = sampleUi()) => parseHTML(renderPage(ui, view)).document;
const at = (text: string) => Temporal.Instant.from(text);

/** The texts that an element is described by, in order. */
function descriptions(document: Document, selector: string): string[] {
  const ids = document.querySelector(selector)?.getAttribute('aria-describedby')?.split(' ') ?? [];
  return ids.map((id) => document.getElementById(id)?.textContent ?? `nothing has the id ${id}`);
}

describe('fields', () => {
  it('ties label, hint, origin and error to the control', () => {
    const document = documentOf(
      <TextField name="title" label="Title" hint="One line." origin="From your draft." error="Enter a title" value="x" />,
    );
    expect(document.querySelector('label')?.getAttribute('for')).toBe('f-title');
    expect(document.querySelector('#f-title')?.getAttribute('aria-invalid')).toBe('true');
    expect(descriptions(document, '#f-title')).toEqual(['One line.', 'From your draft.', 'Error: Enter a title']);
  });

  it('is silent about an error that is not there', () => {
    const input = documentOf(<TextField name="title" label="Title" error={undefined} />).querySelector('#f-title');
    expect(input?.hasAttribute('aria-invalid')).toBe(false);
    expect(input?.hasAttribute('aria-describedby')).toBe(false);
  });

  it('escapes what people typed', () => {
    const html = renderFragment(sampleUi(), <TextField name="title" label="<b>" value={'"><script>alert(1)</script>'} error="<i>no</i>" />);
    expect(html).not.toMatch(/<script|<b>|<i>/);
    expect(html).toContain('value="&quot;>&lt;script>');
    expect(renderFragment(sampleUi(), <TextArea name="a" label="A" value="</textarea><script>" />)).toContain('&lt;/textarea>');
  });

  it('says how many characters are left, and counts letters, not halves of them', () => {
    const document = documentOf(<TextArea name="summary" label="Summary" limit={3} value="a😀b" />);
    expect(descriptions(document, '#f-summary')).toEqual(['You have 0 characters left']);
    expect(documentOf(<TextArea name="s" label="S" limit={3} value="abcd" />).querySelector('.v-counter--over')?.textContent).toBe(
      'You have 1 character too many',
    );
  });

  it('leads the error summary to the first control of a group', () => {
    const options = [
      { value: 'yes', label: 'Yes' },
      { value: 'no', label: 'No' },
    ];
    const document = documentOf(
      <>
        <ErrorSummary errors={{ sure: 'Choose yes or no', when: 'Enter a day', '': 'Try again', fine: undefined }} />
        <Radios name="sure" label="Sure?" options={options} error="Choose yes or no" />
        <DateTimeField name="when" label="When?" error="Enter a day" invalid={['day']} />
      </>,
    );
    const links = [...document.querySelectorAll('.v-errors a')];
    expect(links.map((link) => link.getAttribute('href'))).toEqual(['#f-sure', '#f-when']);
    expect(document.querySelector('#f-sure')?.getAttribute('type')).toBe('radio');
    expect(document.querySelector('#f-when')?.getAttribute('name')).toBe('when.day');
    expect(document.querySelector('.v-errors h2')?.textContent).toBe('There are 3 problems on this page');
    expect(descriptions(document, 'fieldset[role="radiogroup"]')).toEqual(['Error: Choose yes or no']);
  });

  it('marks only the part of a date that is wrong', () => {
    const document = documentOf(<DateTimeField name="when" label="When?" error="The month is wrong" invalid={['month']} />);
    expect([...document.querySelectorAll('[aria-invalid]')].map((input) => input.getAttribute('name'))).toEqual(['when.month']);
  });

  it('says a date back in words and always names the zone', () => {
    const value = { day: '2', month: '3', year: '2026', hour: '2', minute: '40', zone: 'Europe/Athens' };
    const document = documentOf(<DateTimeField name="when" label="When?" value={value} understood={at('2026-03-02T00:40:00Z')} />);
    expect(document.querySelector('.v-echo')?.textContent).toBe('That is Monday 2 March 2026, 02:40\u00a0EET.');
    expect(document.querySelector('input[name="when.zone"]')?.getAttribute('value')).toBe('Europe/Athens');
  });

  it('keeps choices', () => {
    const options = [
      { value: 'a', label: 'A' },
      { value: 'b', label: 'B' },
    ];
    const document = documentOf(
      <>
        <Checkboxes name="many" label="Many" options={options} value={['b']} />
        <Select name="one" label="One" options={options} value="b" />
        <Checkbox name="terms" label="Terms" checked error="Tick the box" />
        <CountryList name="countries" label="Countries" value={['LU']} />
      </>,
    );
    expect(document.querySelector('#f-many-2')?.hasAttribute('checked')).toBe(true);
    expect(document.querySelector('#f-one option[selected]')?.getAttribute('value')).toBe('b');
    expect(descriptions(document, '#f-terms')).toEqual(['Error: Tick the box']);
    expect(document.querySelectorAll('input[name="countries"][checked]')).toHaveLength(1);
  });

  it('carries token, organisation and version in every form', () => {
    const document = documentOf(
      <Form action="/x" version={7}>
        <p>x</p>
      </Form>,
    );
    const hidden = [...document.querySelectorAll('input[type="hidden"]')].map((input) => [
      input.getAttribute('name'),
      input.getAttribute('value'),
    ]);
    expect(hidden).toEqual([
      ['_csrf', 'token-1'],
      ['_organisation', 'grid'],
      ['_version', '7'],
    ]);
  });
});

describe('deadline clock', () => {
  const clock = (due: string, start = '2026-03-02T01:40:00Z') =>
    documentOf(<DeadlineClock due={at(due)} start={at(start)} />).querySelector('.v-clock');

  it('is plain, amber under a quarter, red when passed', () => {
    expect(clock('2026-03-20T16:00:00Z')?.className).toBe('v-clock');
    expect(clock('2026-03-05T01:40:00Z')?.className).toBe('v-clock v-clock--soon');
    expect(clock('2026-03-04T13:39:00Z')?.className).toBe('v-clock v-clock--late');
    expect(clock('2026-03-04T13:40:00Z')?.className).toBe('v-clock v-clock--soon');
  });

  it('gives time left, due moment and zone as text', () => {
    const shown = (due: string) => {
      const element = clock(due);
      for (const hidden of element?.querySelectorAll('[hidden]') ?? []) hidden.remove();
      return element?.textContent;
    };
    expect(shown('2026-03-05T01:40:00Z')).toBe('12 h leftDue Thursday 5 March 2026, 02:40 CET');
    expect(shown('2026-03-02T16:00:00Z')).toBe('Late by 1 d 21 hWas due Monday 2 March 2026, 17:00 CET');
  });

  it('stops when it was met, and says whether that was in time', () => {
    const met = (metAt: string) =>
      documentOf(<DeadlineClock due={at('2026-03-03T01:40:00Z')} start={at('2026-03-02T01:40:00Z')} metAt={at(metAt)} />).querySelector(
        '.v-clock',
      );
    expect(met('2026-03-03T01:40:00Z')?.textContent).toContain('Sent on time');
    expect(met('2026-03-03T05:00:00Z')?.textContent).toContain('Sent late, by 3 h 20 min');
  });
});

describe('data table', () => {
  const columns: Column<{ id: string; size: number }>[] = [
    { key: 'id', label: 'Name', kind: 'name', sortable: true, cell: ({ id }) => id },
    { key: 'size', label: 'Size', kind: 'number', sortable: true, cell: ({ size }) => size },
  ];
  const table = (sort: Pick<TableSort, 'key' | 'direction'>, rows = [{ id: 'a', size: 0 }]) =>
    documentOf(
      <DataTable
        caption="Things"
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        empty={<p>Nothing yet</p>}
        sort={{
          ...sort,
          default: { key: 'size', direction: 'descending' },
          href: (order) => (order ? `?${order.key}=${order.direction}` : '?'),
        }}
      />,
    );

  // interface.md check 9
  it('sorts up, then down, then as before', () => {
    const link = (sort: Pick<TableSort, 'key' | 'direction'>) => table(sort).querySelector('th a')?.getAttribute('href');
    expect(link({ key: 'size', direction: 'descending' })).toBe('?id=ascending');
    expect(link({ key: 'id', direction: 'ascending' })).toBe('?id=descending');
    expect(link({ key: 'id', direction: 'descending' })).toBe('?');
  });

  it('says by which column it is sorted', () => {
    const document = table({ key: 'id', direction: 'ascending' });
    expect(document.querySelectorAll('[aria-sort]')).toHaveLength(1);
    expect(document.querySelector('[aria-sort="ascending"]')?.textContent).toBe('Name');
    expect(document.querySelector('caption')?.textContent).toBe('Things, Name: sorted, smallest first');
  });

  it('names the cells of a card and prints a zero', () => {
    const cell = table({ key: 'id', direction: 'ascending' }).querySelector('td[data-label="Size"]');
    expect(cell?.textContent).toBe('0');
  });

  it('shows the empty state in place of a table without rows', () => {
    const document = table({ key: 'id', direction: 'ascending' }, []);
    expect(document.querySelector('table')).toBeNull();
    expect(document.body.textContent).toBe('Nothing yet');
  });
});

describe('page', () => {
  it('has one title, a way past the frame, its language and no script or style of its own', () => {
    for (const language of languages) {
      const ui = sampleUi({ language });
      const html = renderPage(ui, <Gallery />);
      const { document } = parseHTML(html);
      expect(document.documentElement.lang).toBe(language);
      expect(document.querySelectorAll('h1')).toHaveLength(1);
      expect(document.querySelector('body')?.firstElementChild?.getAttribute('href')).toBe('#main');
      expect(html).not.toMatch(/ style=|<style|<script(?! type="module" src=)| on[a-z]+="/);
      const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
      expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
      for (const element of document.querySelectorAll('[aria-describedby]')) {
        for (const id of element.getAttribute('aria-describedby')?.split(' ') ?? []) expect(ids).toContain(id);
      }
    }
  });

  it('says in its title that something is wrong', () => {
    const view = (
      <Page title="Report" errors={{ title: 'Enter a title' }}>
        <p>x</p>
      </Page>
    );
    expect(pageOf(view).title).toBe('Error: Report | Vigie');
    expect(pageOf(view, sampleUi({ language: 'fr' })).title).toBe('Erreur\u00a0: Report | Vigie');
  });

  it('announces warnings at once and the rest politely', () => {
    const role = (kind: 'success' | 'warning') =>
      documentOf(<Message kind={kind} title="x" announce />)
        .querySelector('.v-message')
        ?.getAttribute('role');
    expect([role('success'), role('warning')]).toEqual(['status', 'alert']);
  });

  it('has words for every status in every language', () => {
    for (const language of languages) {
      const tags = allStatuses.map((status) => documentOf(<StatusTag status={status} />, sampleUi({ language })).body.textContent);
      expect(tags.every((text) => text && text.length > 2)).toBe(true);
    }
  });
});
